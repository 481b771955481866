// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/charttable.h"

#include <QDateTime>

namespace mockforge::ui {

ChartTable::ChartTable(const ChartSpec &spec, QObject *parent)
    : QAbstractTableModel(parent)
    , m_spec(spec)
{}

void ChartTable::setData(std::shared_ptr<const metrics::WindowData> data)
{
    // Rows come and go at the end only, so that selection and scroll position stay where they are.
    const int before = rowCount();
    const int after = data ? static_cast<int>(data->points.size()) : 0;
    if (after > before)
        beginInsertRows({}, before, after - 1);
    else if (after < before)
        beginRemoveRows({}, after, before - 1);
    m_data = std::move(data);
    if (after > before)
        endInsertRows();
    else if (after < before)
        endRemoveRows();
    if (after > 0)
        Q_EMIT dataChanged(index(0, 0), index(after - 1, columnCount() - 1));
}

int ChartTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_data ? 0 : static_cast<int>(m_data->points.size());
}

int ChartTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_spec.series.size()) + 1;
}

QVariant ChartTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(index.column() == 0 ? Qt::AlignLeft | Qt::AlignVCenter
                                                    : Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const auto &points = m_data->points;
    const metrics::SeriesPoint &point = points[points.size() - 1 - static_cast<std::size_t>(index.row())];
    if (index.column() == 0)
        return QDateTime::fromMSecsSinceEpoch(point.endMs).toString(QStringLiteral("HH:mm:ss"));
    return m_spec.format(m_spec.series[static_cast<std::size_t>(index.column() - 1)].value(point));
}

QVariant ChartTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Time") : m_spec.series[static_cast<std::size_t>(section - 1)].name;
}

} // namespace mockforge::ui
