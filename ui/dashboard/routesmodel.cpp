// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/routesmodel.h"

#include "ui/theme/numbers.h"

#include <QLocale>

namespace mockforge::ui {

void RoutesModel::setRows(const std::vector<metrics::RouteRow> &rows)
{
    const int before = rowCount();
    const int now = static_cast<int>(rows.size());
    if (now > before) {
        beginInsertRows({}, before, now - 1);
        m_rows = rows;
        endInsertRows();
    } else if (now < before) {
        beginRemoveRows({}, now, before - 1);
        m_rows = rows;
        endRemoveRows();
    } else {
        m_rows = rows;
    }
    if (now > 0)
        Q_EMIT dataChanged(index(0, 0), index(now - 1, ColumnCount - 1));
}

int RoutesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RoutesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RoutesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const metrics::RouteRow &row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((index.column() == Route ? Qt::AlignLeft : Qt::AlignRight) |
                                Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return tr("%1: %2 requests since the start")
            .arg(QString::fromStdString(row.label), QLocale().toString(static_cast<qulonglong>(row.total)));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Route:
        return QString::fromStdString(row.label);
    case Rate:
        return rate(row.requestsPerSecond);
    case Errors:
        return percent(row.errorShare);
    case P50:
        return milliseconds(row.p50);
    case P99:
        return milliseconds(row.p99);
    case Injected:
        return row.injectedMs < 0.05 ? QStringLiteral("–") : milliseconds(row.injectedMs / 1000.0);
    default:
        return {};
    }
}

QVariant RoutesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == Route ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == Injected)
        return tr("Mean delay that modes and the route's own delay added to a request");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Route:
        return tr("Route");
    case Rate:
        return tr("req/s");
    case Errors:
        return tr("errors");
    case P50:
        return QStringLiteral("p50");
    case P99:
        return QStringLiteral("p99");
    case Injected:
        return tr("injected");
    default:
        return {};
    }
}

} // namespace mockforge::ui
