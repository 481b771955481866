// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/decisionsmodel.h"

#include "ui/chaos/faulttext.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace mockforge::ui {

namespace {

bool isText(int column)
{
    return column == DecisionsModel::Rule || column == DecisionsModel::Fault ||
           column == DecisionsModel::Time || column == DecisionsModel::Exchange;
}

} // namespace

DecisionsModel::DecisionsModel(const control::ChaosControl &chaos, QObject *parent)
    : QAbstractTableModel(parent)
    , m_chaos(chaos)
{}

void DecisionsModel::fetch()
{
    std::vector<control::ChaosDecision> fresh = m_chaos.chaosDecisions(m_next);
    if (fresh.empty())
        return;
    if (fresh.size() > kMost)
        fresh.erase(fresh.begin(), fresh.end() - static_cast<std::ptrdiff_t>(kMost));
    const std::size_t all = m_rows.size() + fresh.size();
    if (all > kMost) {
        const auto gone = static_cast<std::ptrdiff_t>(std::min(all - kMost, m_rows.size()));
        if (gone > 0) {
            beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
            m_rows.erase(m_rows.begin(), m_rows.begin() + gone);
            endRemoveRows();
        }
    }
    const int first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
    m_rows.insert(m_rows.end(), std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
    endInsertRows();
}

void DecisionsModel::clear()
{
    static_cast<void>(m_chaos.chaosDecisions(m_next));
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

int DecisionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DecisionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DecisionsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((isText(index.column()) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const control::ChaosDecision &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case Time:
        return QDateTime::fromMSecsSinceEpoch(row.timeMs).toString(QStringLiteral("HH:mm:ss.zzz"));
    case Rule:
        return QString::fromStdString(row.rule);
    case Fault:
        return QString::fromStdString(row.fault);
    case Exchange:
        return QString::fromStdString(row.exchange);
    case Number:
        return QLocale().toString(static_cast<qulonglong>(row.n));
    case Drawn:
        return drawnText(m_chaos.chaosCatalogue(), row);
    case Seed:
        return QString::number(row.seed);
    default:
        return {};
    }
}

QVariant DecisionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((isText(section) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == Number)
        return tr("Which decision of the rule, from 0; what did not fire is counted too");
    if (role == Qt::ToolTipRole && section == Drawn)
        return tr("What the fault drew: a delay, a status");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Rule:
        return tr("Rule");
    case Fault:
        return tr("Fault");
    case Exchange:
        return tr("Exchange");
    case Number:
        return tr("Decision");
    case Drawn:
        return tr("Drawn");
    case Seed:
        return tr("Seed");
    default:
        return {};
    }
}

} // namespace mockforge::ui
