// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/store/interval.h"

#include <cstdint>
#include <deque>
#include <vector>

namespace mockforge::metrics {

/// The past as charts show it: rings of points at 1 s, 10 s and 1 min, and one for the whole session whose
/// step doubles whenever it is full. No ring ever holds more than 360 points, so memory and drawing time stay
/// constant. One thread.
class TimeSeries
{
public:
    static constexpr std::size_t kMaxPoints = 360;

    TimeSeries();
    /// Takes the next second (or what came of one); intervals must follow each other.
    void add(const Interval &interval);
    WindowData window(Window window) const;
    /// The finest ring that still reaches back to `fromMs`.
    WindowData range(std::int64_t fromMs, std::int64_t toMs) const;
    /// The last `seconds` intervals merged into one, but for the newest `skipped`. Empty (no duration) when
    /// none is left.
    Interval last(std::size_t seconds, std::size_t skipped = 0) const;

private:
    struct Ring
    {
        std::int64_t stepMs = 1000;
        std::deque<SeriesPoint> points;
        Interval pending;
        void add(const Interval &interval);
    };
    void addToSession(const Interval &interval);
    std::vector<SeriesPoint> sessionPoints() const;

    std::vector<Ring> m_rings;
    std::deque<Interval> m_recent; ///< the last 70 s, with their histograms
    std::int64_t m_sessionStepMs = 1000;
    std::vector<Interval> m_session; ///< with histograms, so that two can be merged into one
};

} // namespace mockforge::metrics
