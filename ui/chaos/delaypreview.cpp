// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/delaypreview.h"

#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace mockforge::ui {

namespace {

constexpr int kBars = 48;

QString time(double ms)
{
    return milliseconds(ms / 1000.0);
}

} // namespace

DelayPreview::DelayPreview(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void DelayPreview::setSample(const control::ChaosDelaySample &sample)
{
    if (sample.ms == m_ms && sample.periodMs == m_periodMs)
        return;
    m_ms = sample.ms;
    m_sorted = sample.ms;
    std::sort(m_sorted.begin(), m_sorted.end());
    m_periodMs = sample.periodMs;
    const QString words =
        tr("Delay: half at most %1, 99 of 100 at most %2").arg(time(percentile(0.5)), time(percentile(0.99)));
    setToolTip(words);
    setAccessibleName(words);
    update();
}

void DelayPreview::clear()
{
    m_ms.clear();
    m_sorted.clear();
    setToolTip({});
    setAccessibleName({});
    update();
}

double DelayPreview::percentile(double share) const
{
    if (m_sorted.empty())
        return std::nan("");
    const auto last = static_cast<double>(m_sorted.size() - 1);
    return m_sorted[static_cast<std::size_t>(std::lround(share * last))];
}

void DelayPreview::paintShares(QPainter &painter, const QRectF &plot) const
{
    const Colors &colors = Theme::instance().colors();
    // The far tail would press all else into one bar.
    const double low = std::min(m_sorted.front(), percentile(0.5) * 0.8);
    const double high = std::max(percentile(0.995), percentile(0.5) * 1.2 + 0.1);
    std::vector<int> bars(kBars, 0);
    for (const double ms : m_sorted) {
        const auto bar = static_cast<int>((ms - low) / (high - low) * kBars);
        if (bar >= 0 && bar <= kBars)
            ++bars[static_cast<std::size_t>(std::min(bar, kBars - 1))];
    }
    const int most = std::max(1, *std::max_element(bars.begin(), bars.end()));
    const double wide = plot.width() / kBars;
    painter.setPen(Qt::NoPen);
    QColor fill = colors.chaosLine;
    fill.setAlphaF(0.55F);
    painter.setBrush(fill);
    for (int i = 0; i < kBars; ++i) {
        const double tall = plot.height() * bars[static_cast<std::size_t>(i)] / most;
        painter.drawRect(QRectF(plot.left() + i * wide, plot.bottom() - tall, std::max(1.0, wide - 1), tall));
    }
    painter.setPen(QPen(colors.text, 1));
    for (const double share : {0.5, 0.99}) {
        const double x = plot.left() + (percentile(share) - low) / (high - low) * plot.width();
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
}

void DelayPreview::paintWave(QPainter &painter, const QRectF &plot) const
{
    const double high = std::max(m_sorted.back(), 0.1);
    QPainterPath line;
    for (std::size_t i = 0; i < m_ms.size(); ++i) {
        const QPointF point(plot.left() + plot.width() * static_cast<double>(i) /
                                              static_cast<double>(std::max<std::size_t>(m_ms.size() - 1, 1)),
                            plot.bottom() - plot.height() * m_ms[i] / high);
        if (i == 0)
            line.moveTo(point);
        else
            line.lineTo(point);
    }
    painter.setPen(QPen(Theme::instance().colors().chaosLine, 1.6));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(line);
}

void DelayPreview::paintEvent(QPaintEvent *)
{
    if (m_ms.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(Theme::caption());
    const QFontMetrics metrics(painter.font());
    const Colors &colors = Theme::instance().colors();
    const QRectF plot(1, 1, width() - 2, height() - metrics.height() - 4);
    painter.setPen(colors.grid);
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    if (m_periodMs > 0)
        paintWave(painter, plot);
    else
        paintShares(painter, plot);
    painter.setPen(colors.secondary);
    const QRect words(0, height() - metrics.height(), width(), metrics.height());
    const QString left = m_periodMs > 0 ? tr("%1 to %2").arg(time(m_sorted.front()), time(m_sorted.back()))
                                        : tr("p50 %1").arg(time(percentile(0.5)));
    const QString right =
        m_periodMs > 0 ? tr("every %1").arg(time(m_periodMs)) : tr("p99 %1").arg(time(percentile(0.99)));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, left);
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, right);
}

} // namespace mockforge::ui
