// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/controller.h"
#include "server/chaos/timeline.h"
#include "server/control/chaos.h"
#include "server/control/scenario.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mockforge::engine {

/// Runs one timeline at a time over the rules and the mode: puts its stages in force, follows its ramps,
/// watches its guard, and goes back to what was before. Has no timer and no thread of its own: its owner
/// calls tick() when nextMs() has come, under its lock. Times are milliseconds of a clock that never goes
/// back.
class TimelineRunner
{
public:
    struct Hooks
    {
        std::function<control::Scenario()> scenario;
        std::function<void(const control::Scenario &, const std::string &)> setScenario; ///< and who asked
        std::function<std::vector<control::Preset>()> modePresets;
        std::function<std::optional<project::ChaosPreset>(const std::string &)> preset;
        std::function<std::vector<chaos::GuardReading>()> readings;
    };

    /// What a call changed, for a mark and a line in the log.
    struct News
    {
        std::string text; ///< empty: nothing to tell
        bool tripped = false;
    };

    TimelineRunner(chaos::Controller &controller, Hooks hooks);

    /// What would keep it from running, now: names that do not exist, rules that cannot be.
    Result<void> check(const project::ChaosTimeline &timeline) const;
    /// Begins with the first stage. Errors leave all as it was.
    Result<void> start(project::ChaosTimeline timeline, std::int64_t nowMs, std::string origin);
    News tick(std::int64_t nowMs);
    /// When tick() is to be called next; nothing while none runs.
    std::optional<std::int64_t> nextMs(std::int64_t nowMs) const;
    void stop(const std::string &how, const std::string &reason);
    Result<void> setDuration(std::size_t stage, std::int64_t durationMs, std::int64_t nowMs);

    bool isRunning() const noexcept { return m_timeline.has_value(); }
    std::string label() const; ///< "drill: outage", for the charts
    control::ChaosRun run(std::int64_t nowMs) const;

    static control::ChaosTimeline describe(const project::ChaosTimeline &timeline);

private:
    Result<void> enter();
    void follow(std::int64_t nowMs);
    Result<control::Scenario> modeNamed(const std::string &name) const;
    std::string group() const;
    std::string place() const;

    chaos::Controller &m_controller;
    Hooks m_hooks;
    std::optional<chaos::Timeline> m_timeline;
    control::Scenario m_before;       ///< the mode that stages without one have
    control::Scenario m_set;          ///< the mode that the timeline set last
    std::vector<std::string> m_names; ///< of the stage's own rules as they are in force
    std::string m_origin;
    control::ChaosRun m_run; ///< times and, when none runs, how the last one ended
};

} // namespace mockforge::engine
