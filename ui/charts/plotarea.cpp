// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plotarea.h"

#include "ui/theme/theme.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace mockforge::ui {

namespace {

constexpr int kDragThreshold = 20;
constexpr int kMarkReach = 5;
/// Marks so near each other, pixels, share a label.
constexpr int kTogether = 6;
constexpr int kTimeLabelWidth = 72;

/// Steps between time labels, seconds.
constexpr std::array<std::int64_t, 14> kTimeSteps{1,   2,   5,   10,   15,   30,   60,
                                                  120, 300, 600, 1800, 3600, 7200, 21'600};

QColor markColor(const metrics::Annotation &annotation, const Colors &colors)
{
    switch (annotation.kind) {
    case metrics::Annotation::Kind::Mode:
    case metrics::Annotation::Kind::Chaos:
        return annotation.endMs == 0 ? colors.ok : colors.chaosLine;
    case metrics::Annotation::Kind::Endpoint:
    case metrics::Annotation::Kind::Reload:
        return colors.info;
    case metrics::Annotation::Kind::Note:
        break;
    }
    return colors.secondary;
}

} // namespace

int PlotArea::xOf(std::int64_t timeMs) const
{
    const TimeAxis::Range shown = range();
    const QRect plot = plotRect();
    const double share = static_cast<double>(timeMs - shown.fromMs) /
                         static_cast<double>(std::max<std::int64_t>(shown.toMs - shown.fromMs, 1));
    return plot.left() + static_cast<int>(std::lround(share * plot.width()));
}

std::int64_t PlotArea::timeAt(int x) const
{
    const TimeAxis::Range shown = range();
    const QRect plot = plotRect();
    const double share =
        static_cast<double>(x - plot.left()) / static_cast<double>(std::max(plot.width(), 1));
    return shown.fromMs + static_cast<std::int64_t>(share * static_cast<double>(shown.toMs - shown.fromMs));
}

void paintBands(QPainter &painter, const PlotArea &area, const TimeAxis &axis)
{
    const QRect plot = area.plotRect();
    const TimeAxis::Range range = area.range();
    for (const metrics::Annotation &annotation : axis.source().annotations(range.fromMs, range.toMs)) {
        if (annotation.endMs == 0)
            continue;
        const int from = std::max(plot.left(), area.xOf(annotation.timeMs));
        const std::int64_t end =
            annotation.endMs == -1 ? std::min(axis.endOfData(), range.toMs) : annotation.endMs;
        const int to = std::min(plot.right(), area.xOf(end));
        painter.fillRect(QRect(QPoint(from, plot.top()), QPoint(to, plot.bottom())),
                         Theme::instance().colors().chaosBand);
    }
}

void paintTimeLabels(QPainter &painter, const PlotArea &area)
{
    const TimeAxis::Range range = area.range();
    const QRect plot = area.plotRect();
    const double seconds = static_cast<double>(range.toMs - range.fromMs) / 1000.0;
    const double wanted = seconds * kTimeLabelWidth / std::max(plot.width(), 1);
    const auto *found = std::find_if(kTimeSteps.begin(), kTimeSteps.end(), [wanted](std::int64_t step) {
        return static_cast<double>(step) >= wanted;
    });
    const std::int64_t step = found == kTimeSteps.end() ? kTimeSteps.back() : *found;
    const QString format = step < 60 ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm");
    const qint64 offset = QDateTime::fromMSecsSinceEpoch(range.toMs).offsetFromUtc();
    const int half = painter.fontMetrics().horizontalAdvance(QStringLiteral("00:00:00")) / 2 + 1;
    for (std::int64_t time = ((range.fromMs / 1000 + offset) / step + 1) * step - offset;
         time * 1000 <= range.toMs; time += step) {
        // Near an edge the label gives way, not the time that it names.
        const int x =
            std::clamp(area.xOf(time * 1000), plot.left(), std::max(plot.left(), plot.right() - half + 10));
        painter.drawText(QRect(x - half, plot.bottom() + 4, 2 * half, painter.fontMetrics().height()),
                         Qt::AlignHCenter | Qt::AlignTop,
                         QDateTime::fromSecsSinceEpoch(time).toString(format));
    }
}

PlotOverlay::PlotOverlay(TimeAxis &axis, QWidget *parent)
    : QWidget(parent)
    , m_axis(axis)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(&axis, &TimeAxis::crosshairChanged, this, qOverload<>(&QWidget::update));
    connect(&axis, &TimeAxis::refreshed, this, qOverload<>(&QWidget::update));
}

void PlotOverlay::setArea(const PlotArea *area)
{
    m_area = area;
    update();
}

void PlotOverlay::setEmptyText(const QString &text)
{
    m_emptyText = text;
    update();
}

void PlotOverlay::paintMarks(QPainter &painter) const
{
    const TimeAxis::Range range = m_axis.range();
    const Colors &colors = Theme::instance().colors();
    const QRect plot = m_area->plotRect();
    const QFontMetrics metrics(painter.font());
    int freeFrom = plot.left();
    const auto marks = m_axis.source().annotations(range.fromMs, range.toMs);
    for (auto mark = marks.begin(); mark != marks.end();) {
        const auto first = mark;
        const int x = m_area->xOf(first->timeMs);
        // What happened at once, as when all endpoints start, is one label and says how many more there are.
        while (mark != marks.end() && m_area->xOf(mark->timeMs) - x <= kTogether)
            ++mark;
        if (first->timeMs < range.fromMs)
            continue;
        const auto telling = std::find_if(first, mark, [](const metrics::Annotation &one) {
            return one.kind != metrics::Annotation::Kind::Endpoint;
        });
        const metrics::Annotation &shown = telling == mark ? *first : *telling;
        painter.setPen(QPen(markColor(shown, colors), 2));
        painter.drawLine(x, plot.top(), x, plot.bottom());
        // A label ends where the next mark begins, and is left out where there is no room for a word.
        const int next = mark == marks.end() ? plot.right() : m_area->xOf(mark->timeMs);
        const int begin = std::max(x + 3, freeFrom);
        QString text = QString::fromStdString(shown.label);
        if (const auto others = std::distance(first, mark) - 1; others > 0)
            text += QStringLiteral(" +") + QString::number(others);
        const int room = (next > x ? next : plot.right()) - begin - 2;
        int left = begin;
        if (room < 40 && next >= plot.right() && x - freeFrom > 60) {
            text = metrics.elidedText(text, Qt::ElideRight, x - freeFrom - 4);
            left = x - 3 - metrics.horizontalAdvance(text);
        } else if (room < 24) {
            continue;
        } else {
            text = metrics.elidedText(text, Qt::ElideRight, room);
        }
        painter.setPen(colors.text);
        painter.drawText(left, plot.top() - 6, text);
        freeFrom = left + metrics.horizontalAdvance(text) + 8;
    }
}

void PlotOverlay::paintCrosshair(QPainter &painter) const
{
    const std::int64_t time = m_axis.crosshair();
    const QRect plot = m_area->plotRect();
    const int x = time == 0 ? -1 : m_area->xOf(time);
    if (x < plot.left() || x > plot.right() + 1)
        return;
    const Colors &colors = Theme::instance().colors();
    painter.setPen(QPen(colors.secondary, 1));
    painter.drawLine(x, plot.top(), x, plot.bottom());
    const QString text = QDateTime::fromMSecsSinceEpoch(time).toString(QStringLiteral("HH:mm:ss"));
    const QFontMetrics metrics = painter.fontMetrics();
    QRect tag(0, plot.bottom() + 2, metrics.horizontalAdvance(text) + 12, metrics.height() + 4);
    tag.moveLeft(std::clamp(x - tag.width() / 2, 0, std::max(0, width() - tag.width())));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.secondary);
    painter.drawRoundedRect(tag, 4, 4);
    painter.setPen(colors.plot);
    painter.drawText(tag, Qt::AlignCenter, text);
    painter.restore();
}

void PlotOverlay::paintEvent(QPaintEvent *)
{
    if (m_area == nullptr)
        return;
    QPainter painter(this);
    const Colors &colors = Theme::instance().colors();
    const QRect plot = m_area->plotRect();
    painter.setFont(Theme::caption());
    paintMarks(painter);
    if (!m_emptyText.isEmpty()) {
        const QRect words = painter.boundingRect(plot, Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        painter.fillRect(words.adjusted(-8, -4, 8, 4), colors.plot); // no grid line through the words
        painter.setPen(colors.secondary);
        painter.drawText(words, Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
    }
    if (m_dragFrom >= 0 && std::abs(m_dragTo - m_dragFrom) >= kDragThreshold) {
        QColor ground = colors.focus;
        ground.setAlpha(50);
        painter.fillRect(QRect(QPoint(std::min(m_dragFrom, m_dragTo), plot.top()),
                               QPoint(std::max(m_dragFrom, m_dragTo), plot.bottom())),
                         ground);
    }
    paintCrosshair(painter);
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colors.focus, 2));
        painter.drawRoundedRect(rect().adjusted(1, 1, -1, -1), 4, 4);
    }
}

void PlotOverlay::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_dragFrom = m_dragTo = event->position().toPoint().x();
    else if (event->button() == Qt::MiddleButton)
        m_panFrom = event->position().toPoint().x();
}

void PlotOverlay::mouseMoveEvent(QMouseEvent *event)
{
    const int x = event->position().toPoint().x();
    const QRect plot = m_area == nullptr ? QRect() : m_area->plotRect();
    if (m_dragFrom >= 0) {
        m_dragTo = std::clamp(x, plot.left(), plot.right());
        update();
    }
    if (m_panFrom >= 0 && plot.width() > 0 && std::abs(x - m_panFrom) >= 4) {
        m_axis.pan(static_cast<double>(m_panFrom - x) / plot.width());
        m_panFrom = x;
    }
    if (plot.contains(event->position().toPoint()))
        m_axis.setCrosshair(m_area->timeAt(x));
}

void PlotOverlay::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::MiddleButton)
        m_panFrom = -1;
    if (event->button() != Qt::LeftButton || m_dragFrom < 0)
        return;
    const int from = std::min(m_dragFrom, m_dragTo);
    const int to = std::max(m_dragFrom, m_dragTo);
    m_dragFrom = m_dragTo = -1;
    if (to - from >= kDragThreshold)
        m_axis.zoomTo({m_area->timeAt(from), m_area->timeAt(to)});
    update();
}

void PlotOverlay::mouseDoubleClickEvent(QMouseEvent *)
{
    m_dragFrom = m_dragTo = -1;
    m_axis.follow();
}

void PlotOverlay::leaveEvent(QEvent *)
{
    m_axis.setCrosshair(0);
}

void PlotOverlay::wheelEvent(QWheelEvent *event)
{
    if (!(event->modifiers() & Qt::ShiftModifier) && event->angleDelta().x() == 0) {
        event->ignore(); // the page scrolls
        return;
    }
    const int delta = event->angleDelta().x() != 0 ? event->angleDelta().x() : event->angleDelta().y();
    m_axis.pan(-static_cast<double>(delta) / 1200.0);
    event->accept();
}

void PlotOverlay::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        m_axis.moveCrosshair(-1);
        break;
    case Qt::Key_Right:
        m_axis.moveCrosshair(1);
        break;
    case Qt::Key_Home:
        m_axis.follow();
        break;
    case Qt::Key_Backspace:
        m_axis.zoomBack();
        break;
    case Qt::Key_Space:
        m_axis.togglePause();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

QString PlotOverlay::markAt(const QPoint &position) const
{
    const TimeAxis::Range range = m_axis.range();
    const auto marks = m_axis.source().annotations(range.fromMs, range.toMs);
    // A line under the pointer is meant before a band that it lies in.
    auto found = std::find_if(marks.begin(), marks.end(), [&](const metrics::Annotation &mark) {
        return std::abs(m_area->xOf(mark.timeMs) - position.x()) <= kMarkReach;
    });
    if (found == marks.end()) {
        const std::int64_t time = m_area->timeAt(position.x());
        found = std::find_if(marks.begin(), marks.end(), [time](const metrics::Annotation &mark) {
            return mark.endMs != 0 && mark.timeMs <= time && (mark.endMs == -1 || time <= mark.endMs);
        });
    }
    if (found == marks.end())
        return {};
    QStringList lines;
    for (const auto last = m_area->xOf(found->timeMs) + kTogether;
         found != marks.end() && m_area->xOf(found->timeMs) <= last; ++found) {
        lines << QDateTime::fromMSecsSinceEpoch(found->timeMs).toString(QStringLiteral("HH:mm:ss")) +
                     QLatin1Char(' ') + QString::fromStdString(found->label);
        if (!found->detail.empty())
            lines << QString::fromStdString(found->detail);
    }
    return lines.join(QLatin1Char('\n'));
}

bool PlotOverlay::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && m_area != nullptr) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString text = markAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace mockforge::ui
