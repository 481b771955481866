// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/series.h"
#include "ui/charts/timeaxis.h"

#include <QFrame>

#include <array>
#include <vector>

class QLabel;
class QStackedLayout;
class QTableView;
class QToolButton;

namespace mockforge::ui {

class ChartTable;
class Heatmap;
class LegendRow;
class PlotOverlay;
class PlotView;

/// One chart of the dashboard: title, legend with values, lines (or heatmap, or a table of the same numbers),
/// marks, and a menu with exports. All charts on one TimeAxis pan, zoom, pause and point together. Main
/// thread.
class TimeSeriesChart : public QFrame
{
    Q_OBJECT

public:
    enum class View { Lines, Heatmap, Table };

    TimeSeriesChart(ChartSpec spec, TimeAxis &axis, QWidget *parent = nullptr);
    ~TimeSeriesChart() override;

    const ChartSpec &spec() const noexcept { return m_spec; }
    View view() const noexcept { return m_view; }
    void setView(View view);
    /// Which protocols there are: lines of others have no place in chart, legend, table and exports.
    void setProtocols(const std::array<bool, metrics::kProtocolCount> &present);
    /// Shows another set of numbers, by its place in the specification.
    void setFacet(std::size_t index);
    LegendRow &legend() { return *m_legend; }
    PlotView &plot() { return *m_plot; }

    /// What is shown, with every number in full; independent of locale. RFC 4180.
    QByteArray toCsv() const;
    /// Twice the size on screen, with title and legend.
    QImage toImage();
    QByteArray toSvg();
    /// The chart in words: each series and its value, at the crosshair or the latest.
    QString summary() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void buildHeader();
    void buildMenu();
    void toggleTable();
    void paintExport(QPaintDevice &device);
    void refresh();
    void updateLegend();
    void elideSubtitle();
    void applyTheme();
    void saveReport();
    void save(const QString &suffix, const QString &filter, const QByteArray &content);

    ChartSpec m_spec;
    TimeAxis &m_axis;
    View m_view = View::Lines;
    QString m_emptyText;
    std::vector<double> m_values; ///< at the crosshair or the latest, one for each series
    QLabel *m_subtitle = nullptr;
    QToolButton *m_linesButton = nullptr;
    QToolButton *m_heatmapButton = nullptr;
    QToolButton *m_menuButton = nullptr;
    std::vector<QToolButton *> m_buttons; ///< all of the header, which exports leave out
    View m_viewBeforeTable = View::Lines;
    LegendRow *m_legend = nullptr;
    QWidget *m_canvas = nullptr;
    PlotView *m_plot = nullptr;
    Heatmap *m_heatmap = nullptr;
    PlotOverlay *m_overlay = nullptr;
    QTableView *m_table = nullptr;
    ChartTable *m_tableModel = nullptr;
};

} // namespace mockforge::ui
