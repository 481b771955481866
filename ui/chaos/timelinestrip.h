// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/chaos.h"
#include "ui/charts/plotarea.h"

#include <QWidget>

#include <optional>

namespace mockforge::ui {

/// The stages of a timeline as blocks. While it runs they lie on the charts' own time axis, which makes room
/// for what is to come; one that could be started is drawn as if it began now. The border of a stage can be
/// dragged, or moved with the keys + and -, as long as the stage is not over: its duration changes.
class TimelineStrip : public QWidget, public PlotArea
{
    Q_OBJECT

public:
    explicit TimelineStrip(TimeAxis &axis, QWidget *parent = nullptr);

    /// Shows a timeline that could be started now, or one that runs or has ended.
    void setPlan(const control::ChaosTimeline &timeline);
    void setRun(const control::ChaosRun &run);
    void clear();

    /// Wall clock, milliseconds.
    std::int64_t beginOf(std::size_t stage) const;
    std::int64_t endOf(std::size_t stage) const;

    QRect plotRect() const override;
    TimeAxis::Range range() const override;
    QSize sizeHint() const override { return {400, 84}; }
    QSize minimumSizeHint() const override { return {200, 84}; }

Q_SIGNALS:
    /// A stage was given another duration, milliseconds.
    void durationWanted(std::size_t stage, std::int64_t durationMs);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    std::int64_t planEnd() const;
    std::int64_t nowMs() const;
    bool isOver(std::size_t stage) const;
    std::optional<std::size_t> borderAt(int x) const;
    std::optional<std::size_t> stageAt(int x) const;
    void paintStage(QPainter &painter, std::size_t stage) const;
    void describe();
    void planOnAxis();

    TimeAxis &m_axis;
    control::ChaosRun m_run;           ///< not running: the plan, as if it began now
    std::size_t m_chosen = 0;          ///< the stage that the keys act on
    std::optional<std::size_t> m_drag; ///< the stage whose end is dragged
    std::int64_t m_draggedMs = 0;      ///< its duration meanwhile
    TimeAxis::Range m_dragRange;       ///< stands still while something is dragged
};

} // namespace mockforge::ui
