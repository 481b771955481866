// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"
#include "ui/charts/timeaxis.h"

#include <QScrollArea>

#include <array>
#include <vector>

class QBoxLayout;
class QGridLayout;
class QLabel;
class QTableView;

namespace mockforge::ui {

class EventsModel;
class ProtocolBar;
class RoutesModel;
class StatTile;
class TimeSeriesChart;

/// The page with the live numbers: whose they are, six tiles, four charts on one time axis, the busiest
/// routes, and what happened. Two columns where there is room, one where there is not. Main thread; reads
/// metrics::Source through the axis.
class Dashboard : public QScrollArea
{
    Q_OBJECT

public:
    Dashboard(control::Engine &engine, TimeAxis &axis, QWidget *parent = nullptr);
    const std::vector<TimeSeriesChart *> &charts() const noexcept { return m_charts; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildTiles();
    QWidget *buildRoutes();
    QWidget *buildEvents();
    QWidget *buildPauseBadge();
    void arrange();
    void refresh();
    void refreshTiles();
    void updateBadge();
    /// Which protocols there are: those with an endpoint, and those that had traffic.
    std::array<bool, metrics::kProtocolCount> presentProtocols() const;
    void followProtocols();

    control::Engine &m_engine;
    TimeAxis &m_axis;
    QWidget *m_content = nullptr;
    ProtocolBar *m_protocols = nullptr;
    QWidget *m_tiles = nullptr;
    QGridLayout *m_grid = nullptr;
    QGridLayout *m_tileGrid = nullptr;
    QWidget *m_badge = nullptr;
    QLabel *m_badgeText = nullptr;
    StatTile *m_rate = nullptr, *m_errors = nullptr, *m_latency = nullptr;
    StatTile *m_connections = nullptr, *m_unmatched = nullptr, *m_faults = nullptr;
    std::vector<TimeSeriesChart *> m_charts;
    QWidget *m_lists = nullptr; ///< routes and events
    QBoxLayout *m_listRow = nullptr;
    QTableView *m_routeTable = nullptr;
    RoutesModel *m_routesModel = nullptr;
    EventsModel *m_eventsModel = nullptr;
    int m_columns = 0;
    int m_tileColumns = 0;
};

} // namespace mockforge::ui
