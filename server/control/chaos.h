// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/result.h"
#include "server/control/chaoscatalogue.h"
#include "server/control/diagnostic.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::control {

/// A chaos rule and what it has done so far, at one instant.
struct ChaosRuleStatus
{
    enum class State { Active, Off, Waiting, Expired };
    std::string name;
    std::string fault;
    std::string definition; ///< the rule as JSON, in the form of observability.chaos.rules
    std::string origin;     ///< who put it in force: "project file", "admin API", …
    State state = State::Active;
    std::uint64_t seed = 0;
    std::uint64_t matched = 0; ///< decisions taken: what the rule was for while it was in force
    std::uint64_t fired = 0;   ///< faults applied
    std::int64_t active = 0;   ///< faults in flight
    double configuredShare = 1;
    double observedShare = 0;           ///< fired / matched; 0 before the first match
    double shareLow = 0, shareHigh = 1; ///< where the true share lies with 95 % confidence (Wilson)
    std::int64_t lastFiredMs = 0;       ///< wall clock; 0: never
};

std::string_view chaosStateName(ChaosRuleStatus::State state) noexcept;
/// Fills observedShare, shareLow and shareHigh from fired and matched.
void estimateShare(ChaosRuleStatus &rule) noexcept;

/// A named set of rules that comes into force and goes as one.
struct ChaosPreset
{
    std::string name;
    std::string description;
    std::string group;      ///< "scenario" and "network" are built in; "project" and "user" are the user's
    std::string definition; ///< as JSON, in the form of observability.chaos.presets
    bool applied = false;   ///< rules of it are in force
};

/// A part of a timeline.
struct ChaosStage
{
    std::string name;
    std::int64_t durationMs = 0;
    std::string mode;   ///< a mode or a preset of modes; empty: as before the timeline
    std::string preset; ///< of chaos rules; empty: none
    std::string detail; ///< one line: what happens in it
};

/// Stages one after the other, once or again and again; they go back to what was before when it ends.
struct ChaosTimeline
{
    std::string name;
    std::string description;
    std::string group;      ///< "project" or "user"
    std::string definition; ///< as JSON, in the form of observability.chaos.timelines
    bool repeat = false;
    std::int64_t timeToLiveMs = 0; ///< 0: none
    std::vector<ChaosStage> stages;
};

/// Where the timeline stands that runs, or how the last one ended.
struct ChaosRun
{
    bool running = false;
    ChaosTimeline timeline;     ///< with the durations in force; without a name: none has run
    std::size_t stage = 0;      ///< index of the stage that runs
    std::int64_t round = 0;     ///< how often the stages have begun anew
    std::int64_t elapsedMs = 0; ///< since the stage began
    std::int64_t startedMs = 0; ///< wall clock, as the next two
    std::int64_t stageStartedMs = 0;
    std::int64_t endedMs = 0;
    std::string ended;  ///< "finished", "stopped", "time_to_live", "guard", "failed"; empty while it runs
    std::string reason; ///< for people: by whom, or what the guard saw
};

struct ChaosStatus
{
    bool enabled = false; ///< the master switch
    std::int64_t active = 0;
    std::int64_t maxActive = 0;
    std::vector<ChaosRuleStatus> rules; ///< in the order in which they act
};

/// Presets and timelines, a part of ChaosControl. What is saved is the user's own: it is there in every
/// project and after a restart. Errors: unknown_preset, unknown_timeline, name_taken, read_only, chaos_off.
class ChaosPlans
{
public:
    virtual ~ChaosPlans() = default;
    /// Built-in ones first, then the project's, then the user's.
    virtual std::vector<ChaosPreset> chaosPresets() const = 0;
    /// Puts its rules in force, in place of those of an earlier time that it was applied.
    virtual Result<void> applyChaosPreset(const std::string &name, const std::string &origin) = 0;
    /// Takes its rules out of force; harmless when there are none.
    virtual Result<void> withdrawChaosPreset(const std::string &name, const std::string &origin) = 0;
    /// Saves a preset (JSON or YAML) as the user's, or replaces the user's of that name; gives its name.
    virtual Result<std::string> saveChaosPreset(const std::string &text, const std::string &origin) = 0;
    virtual Result<void> deleteChaosPreset(const std::string &name, const std::string &origin) = 0;

    /// The project's, then the user's.
    virtual std::vector<ChaosTimeline> chaosTimelines() const = 0;
    virtual Result<std::string> saveChaosTimeline(const std::string &text, const std::string &origin) = 0;
    virtual Result<void> deleteChaosTimeline(const std::string &name, const std::string &origin) = 0;
    /// Starts the timeline of that name, or the one that the text (JSON or YAML) is; one that runs ends.
    virtual Result<void> startChaosTimeline(const std::string &nameOrText, const std::string &origin) = 0;
    /// Ends the one that runs and goes back to what was before it; harmless when none runs.
    virtual void stopChaosTimeline(const std::string &origin) = 0;
    /// Changes a stage of the timeline that runs, at once; what is saved stays as it is. At least 100 ms.
    virtual Result<void> setChaosStageDuration(std::size_t stage, std::int64_t durationMs,
                                               const std::string &origin) = 0;
    virtual ChaosRun chaosRun() const = 0;
};

/// The chaos lab as the window, the command line and the admin API steer it. Thread-safe; what is changed is
/// in force for the next decision, on connections and streams that are open too. `origin` says who asked.
class ChaosControl : public ChaosPlans
{
public:
    virtual ChaosStatus chaosStatus() const = 0;
    virtual void setChaosEnabled(bool enabled, const std::string &origin) = 0;
    /// Turns the master switch off, ends the timeline and the faults in flight, and makes the mode healthy.
    /// Always works.
    virtual void stopAllChaos(const std::string &origin) = 0;
    /// Adds the rule (as JSON), or replaces the one of that name; gives its name. What is wrong is said
    /// whole.
    virtual Result<std::string> putChaosRule(const std::string &json, const std::string &origin) = 0;
    virtual Result<void> removeChaosRule(const std::string &name, const std::string &origin) = 0;
    virtual Result<void> enableChaosRule(const std::string &name, bool enabled,
                                         const std::string &origin) = 0;
    /// The latest decisions that fired, oldest first, as JSON lines that `serve --replay-chaos` takes.
    virtual std::string chaosLog() const = 0;
    /// The decisions of the log from number `from` on, oldest first; `from` becomes the number of the next.
    virtual std::vector<ChaosDecision> chaosDecisions(std::uint64_t &from) const = 0;

    /// What rules can be made of.
    virtual const ChaosCatalogue &chaosCatalogue() const = 0;
    /// What is wrong with a rule (YAML or JSON), with lines and columns of the text; nothing is changed.
    virtual std::vector<Diagnostic> checkChaosRule(const std::string &text) const = 0;
    /// `count` times as a fault would draw them from this delay: "100ms", {"normal": {…}}.
    virtual Result<ChaosDelaySample> sampleChaosDelay(const std::string &json, std::size_t count) const = 0;
};

} // namespace mockforge::control
