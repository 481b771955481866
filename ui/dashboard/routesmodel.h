// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/query/snapshot.h"

#include <QAbstractTableModel>

#include <vector>

namespace mockforge::ui {

/// The busiest routes, as the metrics have them. Rows keep their place while a route stays, so a selection
/// does not jump.
class RoutesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Protocol, Route, Rate, Errors, Latency, Injected, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setRows(std::vector<metrics::RouteRow> rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<metrics::RouteRow> m_rows;
};

} // namespace mockforge::ui
