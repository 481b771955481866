// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/eventsmodel.h"

#include "ui/theme/theme.h"

#include <QDateTime>

namespace mockforge::ui {

namespace {

constexpr std::size_t kMost = 500;

} // namespace

void EventsModel::add(const control::Event &event)
{
    beginInsertRows({}, 0, 0);
    m_events.push_front(event);
    endInsertRows();
    if (m_events.size() > kMost) {
        const int last = static_cast<int>(m_events.size()) - 1;
        beginRemoveRows({}, last, last);
        m_events.pop_back();
        endRemoveRows();
    }
}

void EventsModel::reset(const std::vector<control::Event> &events)
{
    beginResetModel();
    m_events.assign(events.rbegin(), events.rend());
    endResetModel();
}

int EventsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const control::Event &event = m_events[static_cast<std::size_t>(index.row())];
    const QString time = QDateTime::fromMSecsSinceEpoch(event.timeMs).toString(QStringLiteral("HH:mm:ss"));
    if (role == Qt::DisplayRole) {
        const QString detail =
            event.detail.empty() ? QString() : QStringLiteral("  ·  ") + QString::fromStdString(event.detail);
        return QString(time + QStringLiteral("  ") + QString::fromStdString(event.text) + detail);
    }
    if (role == Qt::ToolTipRole)
        return QString::fromStdString(event.detail);
    if (role == Qt::ForegroundRole && event.kind == control::Event::Kind::Error)
        return Theme::instance().colors().error;
    return {};
}

} // namespace mockforge::ui
