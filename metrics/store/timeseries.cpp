// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/store/timeseries.h"

#include <algorithm>

namespace mockforge::metrics {

namespace {

constexpr std::size_t kRecentSeconds = 70;

struct Shape
{
    std::size_t ring;
    std::size_t points;
};

/// Which ring serves a window, and how much of it.
Shape shapeOf(Window window)
{
    switch (window) {
    case Window::OneMinute:
        return {0, 60};
    case Window::FiveMinutes:
        return {0, 300};
    case Window::FifteenMinutes:
        return {1, 90};
    case Window::OneHour:
        return {1, 360};
    case Window::SixHours:
    case Window::Session:
        break;
    }
    return {2, 360};
}

} // namespace

TimeSeries::TimeSeries()
{
    for (const std::int64_t step : {1'000, 10'000, 60'000})
        m_rings.push_back({step, {}, {}});
}

void TimeSeries::Ring::add(const Interval &interval)
{
    if (pending.durationMs == 0)
        pending = interval;
    else
        pending.append(interval);
    // Half a tick of tolerance: a timer that fires a little early still closes its step.
    if (pending.durationMs + 100 < stepMs)
        return;
    points.push_back(pending.point());
    if (points.size() > kMaxPoints)
        points.pop_front();
    pending = {};
}

void TimeSeries::addToSession(const Interval &interval)
{
    if (!m_session.empty() && m_session.back().durationMs + 100 < m_sessionStepMs)
        m_session.back().append(interval);
    else
        m_session.push_back(interval);
    if (m_session.size() <= kMaxPoints)
        return;
    m_sessionStepMs *= 2;
    std::vector<Interval> halved;
    for (std::size_t i = 0; i < m_session.size(); i += 2) {
        halved.push_back(std::move(m_session[i]));
        if (i + 1 < m_session.size())
            halved.back().append(m_session[i + 1]);
    }
    m_session = std::move(halved);
}

void TimeSeries::add(const Interval &interval)
{
    for (Ring &ring : m_rings)
        ring.add(interval);
    addToSession(interval);
    m_recent.push_back(interval);
    if (m_recent.size() > kRecentSeconds)
        m_recent.pop_front();
}

std::vector<SeriesPoint> TimeSeries::sessionPoints() const
{
    std::vector<SeriesPoint> points;
    points.reserve(m_session.size());
    for (const Interval &interval : m_session)
        points.push_back(interval.point());
    return points;
}

WindowData TimeSeries::window(Window window) const
{
    WindowData data;
    data.window = window;
    if (window == Window::Session) {
        data.stepMs = static_cast<std::uint32_t>(m_sessionStepMs);
        data.points = sessionPoints();
        return data;
    }
    const Shape shape = shapeOf(window);
    const Ring &ring = m_rings[shape.ring];
    data.stepMs = static_cast<std::uint32_t>(ring.stepMs);
    const std::size_t skip = ring.points.size() > shape.points ? ring.points.size() - shape.points : 0;
    data.points.assign(ring.points.begin() + static_cast<std::ptrdiff_t>(skip), ring.points.end());
    return data;
}

WindowData TimeSeries::range(std::int64_t fromMs, std::int64_t toMs) const
{
    const auto copy = [&](const auto &points, std::int64_t stepMs) {
        WindowData data;
        data.stepMs = static_cast<std::uint32_t>(stepMs);
        std::copy_if(points.begin(), points.end(), std::back_inserter(data.points),
                     [&](const SeriesPoint &point) {
                         return point.endMs > fromMs && point.endMs - point.durationMs < toMs;
                     });
        return data;
    };
    const std::int64_t sessionStart =
        m_session.empty() ? 0 : m_session.front().endMs - m_session.front().durationMs;
    for (const Ring &ring : m_rings) {
        if (!ring.points.empty() &&
            ring.points.front().endMs - ring.points.front().durationMs <= std::max(fromMs, sessionStart)) {
            return copy(ring.points, ring.stepMs);
        }
    }
    return copy(sessionPoints(), m_sessionStepMs);
}

Interval TimeSeries::last(std::size_t seconds, std::size_t skipped) const
{
    Interval merged;
    const std::size_t end = m_recent.size() - std::min(skipped, m_recent.size());
    for (std::size_t i = end - std::min(seconds, end); i < end; ++i) {
        if (merged.durationMs == 0)
            merged = m_recent[i];
        else
            merged.append(m_recent[i]);
    }
    return merged;
}

} // namespace mockforge::metrics
