// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/timelinestrip.h"

#include "metrics/base/clock.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace mockforge::ui {

namespace {

constexpr int kReach = 6;
constexpr std::int64_t kShortestMs = 100;
constexpr std::int64_t kSecondMs = 1000;

/// A duration that a person would say: whole seconds, from a minute on five of them.
std::int64_t rounded(std::int64_t ms)
{
    const std::int64_t step = ms >= 60 * kSecondMs  ? 5 * kSecondMs
                              : ms >= 2 * kSecondMs ? kSecondMs
                                                    : kShortestMs;
    return std::max(kShortestMs, (ms + step / 2) / step * step);
}

QString lengthText(std::int64_t ms)
{
    return ms % kSecondMs == 0 ? span(static_cast<double>(ms) / 1000)
                               : milliseconds(static_cast<double>(ms) / 1000);
}

} // namespace

TimelineStrip::TimelineStrip(TimeAxis &axis, QWidget *parent)
    : QWidget(parent)
    , m_axis(axis)
{
    setObjectName(QStringLiteral("timeline-strip"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&axis, &TimeAxis::refreshed, this, qOverload<>(&QWidget::update));
}

void TimelineStrip::setPlan(const control::ChaosTimeline &timeline)
{
    if (m_drag)
        return;
    m_run = {};
    m_run.timeline = timeline;
    describe();
}

void TimelineStrip::setRun(const control::ChaosRun &run)
{
    if (m_drag && run.running && run.stage <= *m_drag)
        return; // shows what is dragged
    m_drag.reset();
    m_run = run;
    describe();
}

void TimelineStrip::clear()
{
    m_drag.reset();
    m_run = {};
    describe();
}

void TimelineStrip::describe()
{
    m_chosen = std::min(m_chosen, m_run.timeline.stages.empty() ? 0 : m_run.timeline.stages.size() - 1);
    QStringList words;
    for (std::size_t i = 0; i < m_run.timeline.stages.size(); ++i) {
        const control::ChaosStage &stage = m_run.timeline.stages[i];
        const QString now = m_run.running && i == m_run.stage ? tr("now: ") : QString();
        words << now + QString::fromStdString(stage.name) + QLatin1Char(' ') + lengthText(stage.durationMs);
    }
    setAccessibleName(tr("Stages: %1").arg(words.join(QStringLiteral(", "))));
    planOnAxis();
    update();
}

std::int64_t TimelineStrip::nowMs() const
{
    return m_axis.isPaused() ? wallClockMs() : std::max(m_axis.endOfData(), m_run.stageStartedMs);
}

std::int64_t TimelineStrip::beginOf(std::size_t stage) const
{
    const auto &stages = m_run.timeline.stages;
    // One that runs or ran hangs on the stage it is in; a plan begins now.
    const bool isPlan = m_run.startedMs == 0;
    const std::size_t anchor = isPlan ? 0 : std::min(m_run.stage, stages.size());
    std::int64_t time = isPlan ? nowMs() : m_run.stageStartedMs;
    const auto lengthOf = [&](std::size_t i) {
        return m_drag == i ? m_draggedMs : stages[i].durationMs;
    };
    for (std::size_t i = anchor; i < stage; ++i)
        time += lengthOf(i);
    for (std::size_t i = stage; i < anchor; ++i)
        time -= lengthOf(i);
    return time;
}

std::int64_t TimelineStrip::endOf(std::size_t stage) const
{
    const std::int64_t end = beginOf(stage + 1);
    return m_run.startedMs != 0 && !m_run.running && stage == m_run.stage && m_run.endedMs > 0
               ? std::min(end, m_run.endedMs)
               : end;
}

std::int64_t TimelineStrip::planEnd() const
{
    return m_run.timeline.stages.empty() ? 0 : endOf(m_run.timeline.stages.size() - 1);
}

bool TimelineStrip::isOver(std::size_t stage) const
{
    return m_run.startedMs != 0 && (!m_run.running || stage < m_run.stage);
}

TimeAxis::Range TimelineStrip::range() const
{
    if (m_drag)
        return m_dragRange;
    const TimeAxis::Range range = m_axis.range();
    if (m_run.timeline.stages.empty())
        return range;
    const TimeAxis::Range plan{beginOf(0), planEnd()};
    if (m_run.startedMs == 0 || m_run.running)
        return TimeAxis::withPlan(range, plan);
    return {std::max(range.fromMs, plan.fromMs - (plan.toMs - plan.fromMs)), range.toMs};
}

/// What runs is to be seen on the charts beside this, too.
void TimelineStrip::planOnAxis()
{
    if (m_drag)
        return;
    if (isVisible() && m_run.running && !m_run.timeline.stages.empty())
        m_axis.setPlan(TimeAxis::Range{beginOf(0), planEnd()});
    else
        m_axis.setPlan({});
}

void TimelineStrip::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    planOnAxis();
}

void TimelineStrip::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    planOnAxis();
}

QRect TimelineStrip::plotRect() const
{
    return rect().adjusted(kLeft, 4, -kRight, -kBottom);
}

std::optional<std::size_t> TimelineStrip::borderAt(int x) const
{
    // The last that fits, so that a stage of no width can be pulled open.
    for (std::size_t i = m_run.timeline.stages.size(); i-- > 0;) {
        if (!isOver(i) && std::abs(xOf(endOf(i)) - x) <= kReach)
            return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> TimelineStrip::stageAt(int x) const
{
    for (std::size_t i = 0; i < m_run.timeline.stages.size(); ++i) {
        if (x >= xOf(beginOf(i)) && x < xOf(endOf(i)))
            return i;
    }
    return std::nullopt;
}

void TimelineStrip::paintStage(QPainter &painter, std::size_t index) const
{
    const control::ChaosStage &stage = m_run.timeline.stages[index];
    const Colors &colors = Theme::instance().colors();
    const QRect plot = plotRect();
    QRect block(QPoint(xOf(beginOf(index)), plot.top()), QPoint(xOf(endOf(index)) - 2, plot.bottom() - 2));
    block = block.intersected(plot.adjusted(0, 0, 0, -2));
    if (block.width() < 1)
        return;
    const bool isCurrent = m_run.running && index == m_run.stage;
    const bool doesNothing = stage.mode.empty() && stage.preset.empty() && stage.detail == "as before";
    QColor ground = doesNothing ? colors.ok : colors.chaosLine;
    ground.setAlphaF(isCurrent ? 0.38F : isOver(index) ? 0.10F : 0.20F);
    painter.setBrush(ground);
    painter.setPen(QPen(isCurrent     ? colors.text
                        : doesNothing ? colors.ok
                                      : colors.chaosLine,
                        isCurrent ? 2 : 1));
    painter.drawRoundedRect(block, 4, 4);
    if (hasFocus() && index == m_chosen) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors.focus, 2));
        painter.drawRoundedRect(block.adjusted(3, 3, -3, -3), 3, 3);
    }
    const std::int64_t length = m_drag == index ? m_draggedMs : stage.durationMs;
    const QRect words = block.adjusted(8, 2, -6, -2);
    const QFontMetrics metrics(painter.font());
    painter.setPen(colors.text);
    const QString name = (isCurrent ? QStringLiteral("▶ ") : QString()) + QString::fromStdString(stage.name);
    painter.drawText(words, Qt::AlignTop | Qt::AlignLeft,
                     metrics.elidedText(name, Qt::ElideRight, words.width()));
    painter.setPen(colors.secondary);
    const QString detail =
        lengthText(length) + QStringLiteral("  ·  ") + QString::fromStdString(stage.detail);
    painter.drawText(words, Qt::AlignBottom | Qt::AlignLeft,
                     metrics.elidedText(detail, Qt::ElideRight, words.width()));
}

void TimelineStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(Theme::caption());
    const Colors &colors = Theme::instance().colors();
    const QRect plot = plotRect();
    painter.setPen(colors.grid);
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    painter.setPen(colors.secondary);
    paintTimeLabels(painter, *this);
    if (m_run.timeline.stages.empty()) {
        painter.drawText(plot, Qt::AlignCenter, tr("No timeline"));
        return;
    }
    painter.save();
    painter.setClipRect(plot.adjusted(-1, -1, 1, 1));
    for (std::size_t i = 0; i < m_run.timeline.stages.size(); ++i)
        paintStage(painter, i);
    painter.restore();
    if (const int x = xOf(nowMs()); x >= plot.left() && x <= plot.right()) {
        painter.setPen(QPen(colors.text, 2));
        painter.drawLine(x, plot.top() - 3, x, plot.bottom() + 3);
    }
}

void TimelineStrip::mousePressEvent(QMouseEvent *event)
{
    const int x = event->position().toPoint().x();
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto stage = borderAt(x)) {
        m_dragRange = range();
        m_draggedMs = m_run.timeline.stages[*stage].durationMs;
        m_drag = stage;
        m_chosen = *stage;
    } else if (const auto under = stageAt(x)) {
        m_chosen = *under;
    }
    update();
}

void TimelineStrip::mouseMoveEvent(QMouseEvent *event)
{
    const int x = event->position().toPoint().x();
    if (!m_drag) {
        setCursor(borderAt(x) ? Qt::SizeHorCursor : Qt::ArrowCursor);
        return;
    }
    m_draggedMs = rounded(timeAt(x) - beginOf(*m_drag));
    describe();
}

void TimelineStrip::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_drag)
        return;
    const std::size_t stage = *std::exchange(m_drag, std::nullopt);
    if (m_draggedMs != m_run.timeline.stages[stage].durationMs) {
        m_run.timeline.stages[stage].durationMs = m_draggedMs;
        Q_EMIT durationWanted(stage, m_draggedMs);
    }
    describe();
}

void TimelineStrip::keyPressEvent(QKeyEvent *event)
{
    const std::size_t stages = m_run.timeline.stages.size();
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int key = event->key();
    if (stages == 0)
        return QWidget::keyPressEvent(event);
    if (key == (mirrored ? Qt::Key_Right : Qt::Key_Left)) {
        m_chosen = m_chosen > 0 ? m_chosen - 1 : 0;
    } else if (key == (mirrored ? Qt::Key_Left : Qt::Key_Right)) {
        m_chosen = std::min(m_chosen + 1, stages - 1);
    } else if ((key == Qt::Key_Plus || key == Qt::Key_Minus) && !isOver(m_chosen)) {
        std::int64_t &length = m_run.timeline.stages[m_chosen].durationMs;
        const std::int64_t step = length >= 60 * kSecondMs ? 5 * kSecondMs
                                  : length > kSecondMs     ? kSecondMs
                                                           : kShortestMs;
        length = std::max(kShortestMs, length + (key == Qt::Key_Plus ? step : -step));
        Q_EMIT durationWanted(m_chosen, length);
    } else {
        return QWidget::keyPressEvent(event);
    }
    describe();
}

bool TimelineStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto stage = stageAt(help->pos().x());
        if (!stage) {
            QToolTip::hideText();
            return true;
        }
        const control::ChaosStage &shown = m_run.timeline.stages[*stage];
        QToolTip::showText(help->globalPos(),
                           QString::fromStdString(shown.name) + QLatin1Char('\n') +
                               lengthText(shown.durationMs) + QLatin1Char('\n') +
                               QString::fromStdString(shown.detail),
                           this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace mockforge::ui
