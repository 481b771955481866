// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plotview.h"

#include "metrics/base/clock.h"
#include "ui/theme/theme.h"

#include <QChart>
#include <QDateTime>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QLocale>
#include <QResizeEvent>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace mockforge::ui {

namespace {

/// Steps between time labels, seconds.
constexpr std::array<std::int64_t, 14> kTimeSteps{1,   2,   5,   10,   15,   30,   60,
                                                  120, 300, 600, 1800, 3600, 7200, 21'600};
constexpr int kLabelWidth = 90;

QValueAxis *hiddenAxis(QChart *chart, Qt::Alignment alignment)
{
    auto *axis = new QValueAxis;
    axis->setRange(0, 1);
    axis->setVisible(false);
    chart->addAxis(axis, alignment);
    return axis;
}

} // namespace

PlotView::PlotView(const ChartSpec &spec, TimeAxis &axis, QWidget *parent)
    : QChartView(parent)
    , m_spec(spec)
    , m_axis(axis)
    , m_scale(spec.logarithmic ? Scale::Kind::Logarithmic : Scale::Kind::Linear, spec.integral)
{
    auto *chart = new QChart;
    chart->legend()->hide();
    chart->setBackgroundVisible(false);
    chart->setMargins({});
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->setAnimationOptions(QChart::NoAnimation);
    auto *horizontal = hiddenAxis(chart, Qt::AlignBottom);
    auto *vertical = hiddenAxis(chart, Qt::AlignLeft);
    for (const SeriesSpec &series : spec.series) {
        auto *line = new QLineSeries;
        line->setName(series.name);
        chart->addSeries(line);
        line->attachAxis(horizontal);
        line->attachAxis(vertical);
        m_lines.push_back(line);
    }
    setChart(chart);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setCacheMode(QGraphicsView::CacheNone);
    applyTheme();
}

void PlotView::applyTheme()
{
    const Colors &colors = Theme::instance().colors();
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        m_lines[i]->setPen(
            QPen(colors.*m_spec.series[i].color, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    setBackgroundBrush(colors.plot);
    resetCachedContent();
    viewport()->update();
}

QRect PlotView::plotRect() const
{
    return rect().adjusted(kLeft, kTop, -kRight, -kBottom);
}

void PlotView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    chart()->setPlotArea(QRectF(plotRect()));
}

int PlotView::xOf(std::int64_t timeMs) const
{
    const TimeAxis::Range range = m_axis.range();
    const QRect plot = plotRect();
    const double share = static_cast<double>(timeMs - range.fromMs) /
                         static_cast<double>(std::max<std::int64_t>(range.toMs - range.fromMs, 1));
    return plot.left() + static_cast<int>(std::lround(share * plot.width()));
}

std::int64_t PlotView::timeAt(int x) const
{
    const TimeAxis::Range range = m_axis.range();
    const QRect plot = plotRect();
    const double share =
        static_cast<double>(x - plot.left()) / static_cast<double>(std::max(plot.width(), 1));
    return range.fromMs + static_cast<std::int64_t>(share * static_cast<double>(range.toMs - range.fromMs));
}

void PlotView::setSeriesVisible(int index, bool visible)
{
    m_lines[static_cast<std::size_t>(index)]->setVisible(visible);
    refresh();
}

bool PlotView::isSeriesVisible(int index) const
{
    return m_lines[static_cast<std::size_t>(index)]->isVisible();
}

void PlotView::refresh()
{
    const auto window = m_axis.data();
    const TimeAxis::Range range = m_axis.range();
    const double length = static_cast<double>(std::max<std::int64_t>(range.toMs - range.fromMs, 1));
    double lowest = std::numeric_limits<double>::infinity();
    double highest = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (!m_lines[i]->isVisible())
            continue;
        for (const metrics::SeriesPoint &point : window->points) {
            const double value = m_spec.series[i].value(point);
            if (std::isnan(value) || point.endMs < range.fromMs)
                continue;
            lowest = std::min(lowest, value);
            highest = std::max(highest, value);
        }
    }
    m_scale.fit(lowest, highest, static_cast<std::int64_t>(monotonicNs() / 1'000'000));
    QList<QPointF> points;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        points.clear();
        points.reserve(static_cast<qsizetype>(window->points.size()));
        for (const metrics::SeriesPoint &point : window->points) {
            // What lies left of the range would be drawn over the labels.
            if (point.endMs < range.fromMs || point.endMs > range.toMs)
                continue;
            points.append(QPointF(static_cast<double>(point.endMs - range.fromMs) / length,
                                  m_scale.position(m_spec.series[i].value(point))));
        }
        m_lines[i]->replace(points);
    }
    viewport()->update();
}

void PlotView::paintBands(QPainter &painter, const QRect &plot) const
{
    const TimeAxis::Range range = m_axis.range();
    const Colors &colors = Theme::instance().colors();
    for (const metrics::Annotation &annotation : m_axis.source().annotations(range.fromMs, range.toMs)) {
        if (annotation.endMs == 0)
            continue;
        const int from = std::max(plot.left(), xOf(annotation.timeMs));
        const int to = annotation.endMs == -1 ? plot.right() : std::min(plot.right(), xOf(annotation.endMs));
        painter.fillRect(QRect(QPoint(from, plot.top()), QPoint(to, plot.bottom())), colors.chaosBand);
    }
}

void PlotView::paintTimeLabels(QPainter &painter, const QRect &plot) const
{
    const TimeAxis::Range range = m_axis.range();
    const double seconds = static_cast<double>(range.toMs - range.fromMs) / 1000.0;
    const double wanted = seconds * kLabelWidth / std::max(plot.width(), 1);
    std::int64_t step = kTimeSteps.back();
    for (const std::int64_t candidate : kTimeSteps) {
        if (static_cast<double>(candidate) >= wanted) {
            step = candidate;
            break;
        }
    }
    const QString format = step < 60 ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm");
    const qint64 offset = QDateTime::fromMSecsSinceEpoch(range.toMs).offsetFromUtc();
    for (std::int64_t time = ((range.fromMs / 1000 + offset) / step + 1) * step - offset;
         time * 1000 <= range.toMs; time += step) {
        const int x = xOf(time * 1000);
        if (x - kLabelWidth / 2 < plot.left() - kLeft / 2 || x + kLabelWidth / 3 > plot.right() + kRight)
            continue;
        painter.drawText(QRect(x - kLabelWidth / 2, plot.bottom() + 4, kLabelWidth, kBottom - 4),
                         Qt::AlignHCenter | Qt::AlignTop,
                         QDateTime::fromSecsSinceEpoch(time).toString(format));
    }
}

void PlotView::drawBackground(QPainter *painter, const QRectF &area)
{
    Q_UNUSED(area);
    const Colors &colors = Theme::instance().colors();
    const QRect plot = plotRect();
    painter->save();
    painter->resetTransform();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->fillRect(rect(), colors.plot);
    paintBands(*painter, plot);
    painter->setFont(Theme::caption());
    for (const double tick : m_scale.ticks()) {
        const int y = plot.bottom() - static_cast<int>(std::lround(m_scale.position(tick) * plot.height()));
        painter->setPen(colors.grid);
        painter->drawLine(plot.left(), y, plot.right(), y);
        painter->setPen(colors.secondary);
        painter->drawText(QRect(0, y - 10, kLeft - 8, 20), Qt::AlignRight | Qt::AlignVCenter,
                          m_spec.format(tick));
    }
    painter->setPen(colors.secondary);
    paintTimeLabels(*painter, plot);
    painter->restore();
}

} // namespace mockforge::ui
