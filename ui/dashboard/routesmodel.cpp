// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/routesmodel.h"

#include "ui/theme/numbers.h"
#include "ui/theme/protocols.h"

#include <QGuiApplication>
#include <QLocale>

namespace mockforge::ui {

namespace {

int alignmentOf(int column)
{
    const bool isText = column == RoutesModel::Protocol || column == RoutesModel::Route;
    return static_cast<int>((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}

} // namespace

void RoutesModel::setRows(std::vector<metrics::RouteRow> rows)
{
    const int before = rowCount();
    const int now = static_cast<int>(rows.size());
    if (now > before) {
        beginInsertRows({}, before, now - 1);
        m_rows = std::move(rows);
        endInsertRows();
    } else if (now < before) {
        beginRemoveRows({}, now, before - 1);
        m_rows = std::move(rows);
        endRemoveRows();
    } else {
        m_rows = std::move(rows);
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
        return alignmentOf(index.column());
    if (role == Qt::DecorationRole && index.column() == Protocol)
        return protocolSwatch(row.protocol, qApp->devicePixelRatio());
    if (role == Qt::ToolTipRole)
        return tr("%1 %2: %3 requests since the start")
            .arg(protocolName(row.protocol), QString::fromStdString(row.label),
                 QLocale().toString(static_cast<qulonglong>(row.total)));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Protocol:
        return protocolName(row.protocol);
    case Route:
        return QString::fromStdString(row.label);
    case Rate:
        return rate(row.requestsPerSecond);
    case Errors:
        return percent(row.errorShare);
    case Latency:
        return latencyPair(row.p50, row.p99);
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
        return alignmentOf(section);
    if (role == Qt::ToolTipRole && section == Latency)
        return tr("Half of the requests, and 99 of 100, took no longer");
    if (role == Qt::ToolTipRole && section == Injected)
        return tr("Mean delay that modes, chaos rules and the route's own delay added to a request");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Protocol:
        return tr("Protocol");
    case Route:
        return tr("Route");
    case Rate:
        return tr("req/s");
    case Errors:
        return tr("errors");
    case Latency:
        return QStringLiteral("p50 / p99");
    case Injected:
        return tr("injected");
    default:
        return {};
    }
}

} // namespace mockforge::ui
