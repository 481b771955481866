// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotarea.h"
#include "ui/charts/scale.h"
#include "ui/charts/series.h"
#include "ui/charts/timeaxis.h"

#include <QChartView>

class QLineSeries;

namespace mockforge::ui {

/// The lines of a chart: a QChart without axes or legend of its own, over a ground with grid, labels and
/// bands that we paint. What is drawn is kept as a picture, so that overlays repaint without it. Lines are
/// only ever replaced as a whole, over a fixed axis (0 to 1 both ways), which is what Qt Charts is fast at.
class PlotView : public QChartView, public PlotArea
{
    Q_OBJECT

public:
    PlotView(const ChartSpec &spec, TimeAxis &axis, QWidget *parent = nullptr);

    /// Takes the axis's data.
    void refresh();
    void applyTheme();
    /// Other numbers are coming: the scale is found afresh.
    void showAnew();
    void setSeriesVisible(int index, bool visible);
    bool isSeriesVisible(int index) const;
    /// While set, each paint draws the lines themselves: for exports, sharp at any size.
    void setExporting(bool exporting) { m_exporting = exporting; }
    /// Where lines are drawn, in widget coordinates.
    QRect plotRect() const override;
    const Scale &scale() const noexcept { return m_scale; }
    TimeAxis::Range range() const override { return m_axis.range(); }

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitScale();
    void redraw();
    QString tickText(double tick, double step) const;

    const ChartSpec &m_spec;
    TimeAxis &m_axis;
    Scale m_scale;
    std::vector<QLineSeries *> m_lines; ///< owned by the chart
    std::int64_t m_lengthMs = 0;
    QPixmap m_picture; ///< null: to be drawn
    bool m_exporting = false;
};

} // namespace mockforge::ui
