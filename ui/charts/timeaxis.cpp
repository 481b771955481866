// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timeaxis.h"

#include <QGuiApplication>
#include <QWindow>

#include <algorithm>
#include <limits>

namespace mockforge::ui {

namespace {

constexpr std::int64_t kMinZoomMs = 2000;

std::int64_t lengthMs(metrics::Window window)
{
    switch (window) {
    case metrics::Window::OneMinute:
        return 60'000;
    case metrics::Window::FiveMinutes:
        return 300'000;
    case metrics::Window::FifteenMinutes:
        return 900'000;
    case metrics::Window::OneHour:
        return 3'600'000;
    case metrics::Window::SixHours:
        return 21'600'000;
    case metrics::Window::Session:
        break;
    }
    return 0;
}

std::shared_ptr<const metrics::WindowData> onlyOf(metrics::Protocol protocol, const metrics::WindowData &all)
{
    constexpr double kGap = std::numeric_limits<double>::quiet_NaN();
    const auto chosen = static_cast<std::size_t>(protocol);
    auto data = std::make_shared<metrics::WindowData>(all);
    for (metrics::SeriesPoint &point : data->points) {
        static_cast<metrics::Activity &>(point) = point.protocols[chosen];
        for (std::size_t i = 0; i < point.protocols.size(); ++i) {
            if (i != chosen)
                point.protocols[i].requestsPerSecond = point.protocols[i].openConnections =
                    point.protocols[i].inFlight = kGap;
        }
    }
    return data;
}

bool isAnythingVisible()
{
    const QWindowList windows = QGuiApplication::topLevelWindows();
    return std::any_of(windows.begin(), windows.end(), [](const QWindow *window) {
        return window->isVisible() && !(window->windowStates() & Qt::WindowMinimized);
    });
}

} // namespace

TimeAxis::TimeAxis(std::shared_ptr<metrics::Source> source, QObject *parent)
    : QObject(parent)
    , m_source(std::move(source))
{
    connect(&m_timer, &QTimer::timeout, this, &TimeAxis::tick);
    m_timer.start(m_intervalMs);
    reload();
}

void TimeAxis::setSource(std::shared_ptr<metrics::Source> source)
{
    m_source = std::move(source);
    follow();
}

void TimeAxis::setInterval(int ms)
{
    m_intervalMs = std::max(ms, 250);
    m_timer.start(m_intervalMs);
}

void TimeAxis::tick()
{
    if (!isAnythingVisible())
        return;
    if (QGuiApplication::applicationState() != Qt::ApplicationActive &&
        QGuiApplication::focusWindow() == nullptr) {
        // Unfocused: once a second is enough.
        if (m_ticksToSkip > 0) {
            --m_ticksToSkip;
            return;
        }
        m_ticksToSkip = std::max(0, 1000 / m_intervalMs - 1);
    }
    if (!isPaused())
        reload();
    else
        Q_EMIT stateChanged(); // the badge counts on
}

void TimeAxis::reload()
{
    m_liveEndMs = m_source->snapshot()->timeMs;
    if (isPaused()) {
        const Range now = range();
        m_data = m_source->range(now.fromMs, now.toMs);
    } else {
        m_data = m_source->window(m_window);
    }
    if (m_protocol)
        m_data = onlyOf(*m_protocol, *m_data);
    Q_EMIT refreshed();
}

void TimeAxis::setWindow(metrics::Window window)
{
    m_window = window;
    m_zoom.clear();
    reload();
    Q_EMIT stateChanged();
}

QString TimeAxis::windowName(metrics::Window window)
{
    switch (window) {
    case metrics::Window::OneMinute:
        return tr("1 min");
    case metrics::Window::FiveMinutes:
        return tr("5 min");
    case metrics::Window::FifteenMinutes:
        return tr("15 min");
    case metrics::Window::OneHour:
        return tr("1 h");
    case metrics::Window::SixHours:
        return tr("6 h");
    case metrics::Window::Session:
        break;
    }
    return tr("session");
}

void TimeAxis::setProtocol(std::optional<metrics::Protocol> protocol)
{
    if (protocol == m_protocol)
        return;
    m_protocol = protocol;
    reload();
    Q_EMIT stateChanged();
}

metrics::Summary TimeAxis::summary() const
{
    const auto snapshot = m_source->snapshot();
    return m_protocol ? snapshot->protocols[static_cast<std::size_t>(*m_protocol)] : *snapshot;
}

TimeAxis::Range TimeAxis::range() const
{
    if (!m_zoom.empty())
        return m_zoom.back();
    const std::int64_t end = endOfData();
    Range range{end - lengthMs(m_window), end};
    if (m_window == metrics::Window::Session) {
        range.fromMs = end - 60'000;
        if (m_data && !m_data->points.empty())
            range.fromMs =
                std::min(range.fromMs, m_data->points.front().endMs - m_data->points.front().durationMs);
    }
    return m_plan && !isPaused() ? withPlan(range, *m_plan) : range;
}

TimeAxis::Range TimeAxis::withPlan(Range range, Range plan)
{
    // A short plan in a long window would be too small to be read or dragged.
    range.fromMs = std::max(range.fromMs, plan.fromMs - (plan.toMs - plan.fromMs));
    range.toMs = std::max(range.toMs, plan.toMs + (plan.toMs - range.fromMs) / 20);
    return range;
}

void TimeAxis::setPlan(std::optional<Range> plan)
{
    const bool changed = plan.has_value() != m_plan.has_value() ||
                         (plan && (plan->fromMs != m_plan->fromMs || plan->toMs != m_plan->toMs));
    m_plan = plan;
    if (changed)
        Q_EMIT refreshed();
}

std::shared_ptr<const metrics::WindowData> TimeAxis::data() const
{
    return m_data;
}

void TimeAxis::setPaused(bool paused)
{
    if (paused == isPaused())
        return;
    if (!paused) {
        follow();
        return;
    }
    const auto snapshot = m_source->snapshot();
    m_requestsAtPause = snapshot->requests;
    m_pausedAtMs = snapshot->timeMs;
    Q_EMIT stateChanged();
}

double TimeAxis::pausedSeconds() const
{
    return isPaused() ? static_cast<double>(m_source->snapshot()->timeMs - m_pausedAtMs) / 1000.0 : 0.0;
}

std::uint64_t TimeAxis::requestsSincePause() const
{
    return isPaused() ? m_source->snapshot()->requests - m_requestsAtPause : 0;
}

void TimeAxis::zoomTo(Range range)
{
    if (range.toMs - range.fromMs < kMinZoomMs)
        return;
    setPaused(true);
    m_zoom.push_back(range);
    reload();
    Q_EMIT stateChanged();
}

void TimeAxis::zoomBack()
{
    if (m_zoom.empty())
        return;
    m_zoom.pop_back();
    reload();
    Q_EMIT stateChanged();
}

void TimeAxis::pan(double shareOfRange)
{
    Range moved = range();
    const auto by = static_cast<std::int64_t>(static_cast<double>(moved.toMs - moved.fromMs) * shareOfRange);
    setPaused(true);
    moved.fromMs += by;
    moved.toMs += by;
    if (m_zoom.empty())
        m_zoom.push_back(moved);
    else
        m_zoom.back() = moved;
    reload();
    Q_EMIT stateChanged();
}

void TimeAxis::follow()
{
    m_zoom.clear();
    m_pausedAtMs = 0;
    reload();
    Q_EMIT stateChanged();
}

void TimeAxis::setCrosshair(std::int64_t timeMs)
{
    if (timeMs == m_crosshairMs)
        return;
    m_crosshairMs = timeMs;
    Q_EMIT crosshairChanged();
}

void TimeAxis::moveCrosshair(int samples)
{
    if (!m_data || m_data->points.empty())
        return;
    const auto &points = m_data->points;
    auto nearest = std::lower_bound(
        points.begin(), points.end(), m_crosshairMs == 0 ? points.back().endMs : m_crosshairMs,
        [](const metrics::SeriesPoint &point, std::int64_t time) { return point.endMs < time; });
    const auto last = static_cast<std::ptrdiff_t>(points.size()) - 1;
    const std::ptrdiff_t index = std::clamp<std::ptrdiff_t>((nearest - points.begin()) + samples, 0, last);
    setCrosshair(points[static_cast<std::size_t>(index)].endMs);
}

} // namespace mockforge::ui
