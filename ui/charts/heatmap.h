// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plotarea.h"

#include <QImage>
#include <QWidget>

namespace mockforge::ui {

/// Latency as a heatmap: time across, latency up (log), the number of requests as colour. A small image is
/// filled from the points and scaled, which costs a fraction of what lines cost.
class Heatmap : public QWidget, public PlotArea
{
    Q_OBJECT

public:
    explicit Heatmap(TimeAxis &axis, QWidget *parent = nullptr);

    void refresh();
    QRect plotRect() const override;
    TimeAxis::Range range() const override { return m_axis.range(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintLegend(QPainter &painter) const;

    TimeAxis &m_axis;
    QImage m_image;
    std::uint32_t m_most = 0;
};

} // namespace mockforge::ui
