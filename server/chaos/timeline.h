// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/chaosmodel.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mockforge::chaos {

/// What the metrics say of an interval, for a timeline's guard.
struct GuardReading
{
    std::int64_t endMs = 0; ///< wall clock
    std::int64_t durationMs = 0;
    double errorShare = 0; ///< NaN without exchanges
    double p99 = 0;        ///< seconds; NaN without exchanges
};

/// Where a timeline stands: which stage, how far in it, and when it ends. Arithmetic on the caller's clock
/// (milliseconds, any start, never back); changes nothing itself. One thread at a time.
class Timeline
{
public:
    enum class End { No, Finished, TimeToLive, Guard };

    /// What has come since the last call.
    struct Step
    {
        End end = End::No;
        bool stageBegan = false;
    };

    Timeline(project::ChaosTimeline spec, std::int64_t nowMs);

    /// Goes to where the timeline stands now; stages that would have passed meanwhile are left out.
    Step advance(std::int64_t nowMs);
    /// When advance() has next something to say of its own: a stage's end, or the timeline's.
    std::int64_t nextMs() const noexcept;
    /// Changes how long a stage lasts; the one that runs ends at the earliest now.
    void setDuration(std::size_t stage, std::int64_t durationMs, std::int64_t nowMs);

    /// What the guard has seen when a limit was passed without a break for as long as it says, in intervals
    /// that began after `sinceMs` (wall clock); oldest reading first. An interval without exchanges is a
    /// break.
    std::optional<std::string> tripped(const std::vector<GuardReading> &readings, std::int64_t sinceMs) const;

    const project::ChaosTimeline &spec() const noexcept { return m_spec; }
    std::size_t stage() const noexcept { return m_stage; }
    const project::ChaosStage &current() const noexcept { return m_spec.stages[m_stage]; }
    std::int64_t round() const noexcept { return m_round; }
    std::int64_t elapsedMs(std::int64_t nowMs) const noexcept { return nowMs - m_stageStartMs; }
    double progress(std::int64_t nowMs) const noexcept; ///< of the stage, 0 to 1
    bool isGuarded() const noexcept { return m_spec.guard.errorShare >= 0 || m_spec.guard.p99Ms >= 0; }

private:
    std::int64_t lifeEndMs() const noexcept;

    project::ChaosTimeline m_spec;
    std::int64_t m_startMs;
    std::int64_t m_stageStartMs;
    std::size_t m_stage = 0;
    std::int64_t m_round = 0;
};

} // namespace mockforge::chaos
