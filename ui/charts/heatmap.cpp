// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/heatmap.h"

#include "ui/charts/plotview.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace mockforge::ui {

namespace {

constexpr int kColumns = 600;

QColor blend(const QColor &from, const QColor &to, double share)
{
    const auto part = [share](int a, int b) {
        return static_cast<int>(std::lround(a + (b - a) * share));
    };
    return {part(from.red(), to.red()), part(from.green(), to.green()), part(from.blue(), to.blue())};
}

/// From the ground through blue to the colour of p99; the share is logarithmic, so that single requests are
/// seen too.
QColor heat(double share, const Colors &colors)
{
    return share < 0.5 ? blend(blend(colors.plot, colors.p50, 0.35), colors.p50, share * 2)
                       : blend(colors.p50, colors.p99, share * 2 - 1);
}

} // namespace

Heatmap::Heatmap(TimeAxis &axis, QWidget *parent)
    : QWidget(parent)
    , m_axis(axis)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

QRect Heatmap::plotRect() const
{
    return rect().adjusted(PlotView::kLeft, PlotView::kTop, -PlotView::kRight, -PlotView::kBottom);
}

void Heatmap::refresh()
{
    const auto window = m_axis.data();
    const TimeAxis::Range range = m_axis.range();
    const Colors &colors = Theme::instance().colors();
    constexpr int kRows = static_cast<int>(metrics::kHeatmapRows);
    m_image = QImage(kColumns, kRows, QImage::Format_ARGB32_Premultiplied);
    m_image.fill(Qt::transparent);
    m_most = 0;
    for (const metrics::SeriesPoint &point : window->points)
        m_most = std::max(m_most, *std::max_element(point.latencyRows.begin(), point.latencyRows.end()));
    const double scale = 1.0 / std::log1p(static_cast<double>(std::max(m_most, 1U)));
    const double columnsPerMs =
        kColumns / static_cast<double>(std::max<std::int64_t>(range.toMs - range.fromMs, 1));
    for (const metrics::SeriesPoint &point : window->points) {
        const auto column = [&](std::int64_t time) {
            return std::clamp(static_cast<int>(static_cast<double>(time - range.fromMs) * columnsPerMs), 0,
                              kColumns);
        };
        const int from = column(point.endMs - point.durationMs);
        const int to = column(point.endMs);
        for (int row = 0; row < kRows; ++row) {
            const std::uint32_t requests = point.latencyRows[static_cast<std::size_t>(row)];
            if (requests == 0)
                continue;
            const QRgb color = heat(std::log1p(static_cast<double>(requests)) * scale, colors).rgb();
            auto *line = reinterpret_cast<QRgb *>(m_image.scanLine(kRows - 1 - row));
            std::fill(line + from, line + to, color);
        }
    }
    update();
}

void Heatmap::paintEvent(QPaintEvent *)
{
    const Colors &colors = Theme::instance().colors();
    const QRect plot = plotRect();
    QPainter painter(this);
    painter.fillRect(rect(), colors.plot);
    paintBands(painter, *this, m_axis);
    painter.drawImage(plot, m_image);
    painter.setFont(Theme::caption());
    constexpr double kDecades = 6.0;
    for (int decade = 0; decade <= 6; ++decade) {
        const int y = plot.bottom() - static_cast<int>(decade / kDecades * plot.height());
        QColor grid = colors.grid;
        grid.setAlpha(120);
        painter.setPen(grid);
        painter.drawLine(plot.left(), y, plot.right(), y);
        painter.setPen(colors.secondary);
        painter.drawText(QRect(0, y - 10, PlotView::kLeft - 8, 20), Qt::AlignRight | Qt::AlignVCenter,
                         milliseconds(1e-5 * std::pow(10.0, decade)));
    }
    paintTimeLabels(painter, *this);
    paintLegend(painter);
}

void Heatmap::paintLegend(QPainter &painter) const
{
    if (m_most == 0)
        return;
    constexpr int kWidth = 96;
    constexpr int kHeight = 8;
    const Colors &colors = Theme::instance().colors();
    const QString most = tr("%1 requests").arg(count(static_cast<double>(m_most)));
    const QRect plot = plotRect();
    const QFontMetrics metrics = painter.fontMetrics();
    const int text = metrics.horizontalAdvance(most);
    const QRect ground(plot.right() - text - kWidth - 34, plot.top() + 4, text + kWidth + 30,
                       metrics.height() + 4);
    QColor backdrop = colors.plot;
    backdrop.setAlpha(220);
    painter.fillRect(ground, backdrop);
    const QRect bar(ground.left() + 16, ground.center().y() - kHeight / 2 + 1, kWidth, kHeight);
    for (int x = 0; x < kWidth; ++x)
        painter.fillRect(bar.left() + x, bar.top(), 1, kHeight,
                         heat(static_cast<double>(x) / kWidth, colors));
    painter.setPen(colors.secondary);
    painter.drawText(ground.adjusted(4, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("1"));
    painter.drawText(ground.adjusted(0, 0, -4, 0), Qt::AlignRight | Qt::AlignVCenter, most);
}

} // namespace mockforge::ui
