// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/chaos.h"

#include <QWidget>

#include <vector>

namespace mockforge::ui {

/// What a fault's delay will be like: how often which time comes, or, for a wave, the times of one period.
/// Drawn from times that the fault's own distribution gave.
class DelayPreview : public QWidget
{
    Q_OBJECT

public:
    explicit DelayPreview(QWidget *parent = nullptr);

    void setSample(const control::ChaosDelaySample &sample);
    void clear();
    bool isEmpty() const noexcept { return m_ms.empty(); }
    /// The time that this share of the sample does not exceed, milliseconds.
    double percentile(double share) const;
    QSize sizeHint() const override { return {220, 64}; }
    QSize minimumSizeHint() const override { return {120, 48}; }

    static constexpr std::size_t kSampleSize = 2000;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintShares(QPainter &painter, const QRectF &plot) const;
    void paintWave(QPainter &painter, const QRectF &plot) const;

    std::vector<double> m_ms;     ///< as drawn
    std::vector<double> m_sorted; ///< the same, ascending
    double m_periodMs = 0;
};

} // namespace mockforge::ui
