// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/timeaxis.h"

#include <QRect>
#include <QWidget>

namespace mockforge::ui {

/// What the overlay needs to know of the view below it: where the plot is and how time maps to it.
/// Implemented by the lines and by the heatmap.
class PlotArea
{
public:
    virtual ~PlotArea() = default;
    virtual QRect plotRect() const = 0;
    virtual TimeAxis::Range range() const = 0;
    int xOf(std::int64_t timeMs) const;
    std::int64_t timeAt(int x) const;

    /// Space kept for labels around every plot, so that plots above each other line up.
    static constexpr int kLeft = 58;
    static constexpr int kRight = 12;
    static constexpr int kTop = 22;
    static constexpr int kBottom = 24;
};

/// The times below a plot, at round steps that suit its width; painted with the painter's font and pen.
void paintTimeLabels(QPainter &painter, const PlotArea &area);
/// The times during which a mode or chaos rules were in force, behind what the plot shows.
void paintBands(QPainter &painter, const PlotArea &area, const TimeAxis &axis);

/// Lies over a plot and takes its mouse and keys: crosshair, marks with labels, zoom by dragging, the focus
/// ring, and the words for an empty chart. Repaints without the lines below being drawn again.
class PlotOverlay : public QWidget
{
    Q_OBJECT

public:
    PlotOverlay(TimeAxis &axis, QWidget *parent);
    void setArea(const PlotArea *area);
    void setEmptyText(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool event(QEvent *event) override;

private:
    void paintMarks(QPainter &painter) const;
    void paintCrosshair(QPainter &painter) const;
    QString markAt(const QPoint &position) const;

    TimeAxis &m_axis;
    const PlotArea *m_area = nullptr;
    QString m_emptyText;
    int m_dragFrom = -1;
    int m_dragTo = -1;
    int m_panFrom = -1;
};

} // namespace mockforge::ui
