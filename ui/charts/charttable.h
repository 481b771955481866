// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/series.h"

#include <QAbstractTableModel>

#include <memory>

namespace mockforge::ui {

/// The numbers behind a chart as a table, newest first. Holds a reference to the points; makes text for
/// visible cells only.
class ChartTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit ChartTable(const ChartSpec &spec, QObject *parent = nullptr);
    void setData(std::shared_ptr<const metrics::WindowData> data);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const ChartSpec &m_spec;
    std::shared_ptr<const metrics::WindowData> m_data;
};

} // namespace mockforge::ui
