// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plotview.h"

#include "metrics/base/clock.h"
#include "ui/theme/theme.h"

#include <QChart>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QLocale>
#include <QPainter>
#include <QResizeEvent>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <limits>

namespace mockforge::ui {

namespace {

/// Half the width of the dash that stands for a sample without neighbours, pixels.
constexpr double kLoneSample = 1.5;

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
    QChart *chart = this->chart(); // the view comes with one; setChart() would leave it to us
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
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setFocusPolicy(Qt::NoFocus); // which a graphics view makes a stop of the Tab key
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
    redraw();
}

void PlotView::redraw()
{
    m_picture = QPixmap();
    viewport()->update();
}

void PlotView::paintEvent(QPaintEvent *event)
{
    if (m_exporting) {
        QChartView::paintEvent(event);
        return;
    }
    const double ratio = devicePixelRatioF();
    if (m_picture.isNull() || m_picture.devicePixelRatio() != ratio) {
        m_picture = QPixmap((QSizeF(size()) * ratio).toSize());
        m_picture.setDevicePixelRatio(ratio);
        m_picture.fill(Theme::instance().colors().plot);
        QPainter painter(&m_picture);
        painter.setRenderHint(QPainter::Antialiasing);
        render(&painter, QRectF(rect()), rect());
    }
    QPainter(viewport()).drawPixmap(0, 0, m_picture);
}

QRect PlotView::plotRect() const
{
    return rect().adjusted(kLeft, kTop, -kRight, -kBottom);
}

void PlotView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    chart()->setPlotArea(QRectF(plotRect()));
    redraw();
}

void PlotView::showAnew()
{
    m_scale.release();
    refresh();
}

void PlotView::setSeriesVisible(int index, bool visible)
{
    m_lines[static_cast<std::size_t>(index)]->setVisible(visible);
    showAnew();
}

bool PlotView::isSeriesVisible(int index) const
{
    return m_lines[static_cast<std::size_t>(index)]->isVisible();
}

void PlotView::fitScale()
{
    const auto window = m_axis.data();
    const TimeAxis::Range range = m_axis.range();
    double lowest = std::numeric_limits<double>::infinity();
    double highest = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (!m_lines[i]->isVisible())
            continue;
        for (const metrics::SeriesPoint &point : window->points) {
            const double value = m_spec.series[i].value(point);
            if (std::isnan(value) || (m_spec.logarithmic && value <= 0) || point.endMs < range.fromMs)
                continue;
            lowest = std::min(lowest, value);
            highest = std::max(highest, value);
        }
    }
    // Another length of time, or one that stands still, is looked at with fresh eyes; a plan that comes
    // nearer changes it by little.
    const std::int64_t length = range.toMs - range.fromMs;
    if (std::abs(length - m_lengthMs) > m_lengthMs / 4 || m_axis.isPaused()) {
        m_scale.release();
        m_lengthMs = length;
    }
    m_scale.fit(lowest, highest, static_cast<std::int64_t>(monotonicNs() / 1'000'000));
}

void PlotView::refresh()
{
    fitScale();
    const auto window = m_axis.data();
    const TimeAxis::Range range = m_axis.range();
    const double length = static_cast<double>(std::max<std::int64_t>(range.toMs - range.fromMs, 1));
    const double dash = kLoneSample / std::max(plotRect().width(), 1);
    QList<QPointF> points;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        points.clear();
        points.reserve(static_cast<qsizetype>(window->points.size()) + 2);
        const auto closeLoneSample = [&points, dash] {
            const qsizetype size = points.size();
            const bool lone =
                size > 0 && !std::isnan(points.last().y()) && (size == 1 || std::isnan(points[size - 2].y()));
            if (!lone)
                return;
            points.last().rx() -= dash;
            points.append(points.last() + QPointF(2 * dash, 0));
        };
        for (const metrics::SeriesPoint &point : window->points) {
            // What lies left of the range would be drawn over the labels.
            if (point.endMs < range.fromMs || point.endMs > range.toMs)
                continue;
            const QPointF next(static_cast<double>(point.endMs - range.fromMs) / length,
                               m_scale.position(m_spec.series[i].value(point)));
            if (std::isnan(next.y()))
                closeLoneSample();
            points.append(next);
        }
        closeLoneSample();
        m_lines[i]->replace(points);
    }
    redraw();
}

QString PlotView::tickText(double tick, double step) const
{
    // Between whole numbers, as many decimals as the step has: 0.05 must not read 0.1.
    if (m_spec.logarithmic || step >= 1)
        return m_spec.format(tick);
    return QLocale().toString(tick, 'f', static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
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
    paintBands(*painter, *this, m_axis);
    painter->setFont(Theme::caption());
    const std::vector<double> ticks = m_scale.ticks();
    for (const double tick : ticks) {
        const int y = plot.bottom() - static_cast<int>(std::lround(m_scale.position(tick) * plot.height()));
        painter->setPen(colors.grid);
        painter->drawLine(plot.left(), y, plot.right(), y);
        painter->setPen(colors.secondary);
        painter->drawText(QRect(0, y - 10, kLeft - 8, 20), Qt::AlignRight | Qt::AlignVCenter,
                          tickText(tick, ticks.size() > 1 ? ticks[1] - ticks[0] : 1.0));
    }
    painter->setPen(colors.secondary);
    paintTimeLabels(*painter, *this);
    painter->restore();
}

} // namespace mockforge::ui
