// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/controller.h"
#include "server/control/chaos.h"
#include "server/control/diagnostic.h"
#include "server/control/engine.h"
#include "server/engine/chaoslibrary.h"
#include "server/engine/timelinerunner.h"

#include <functional>
#include <memory>
#include <mutex>

namespace mockforge::metrics {
class Source;
}

namespace mockforge::engine {

/// The chaos lab's controls over the running engine: carries changes to the rules, runs the timeline, marks
/// both on the charts' axis and tells the main thread. Thread-safe. What it schedules may come while it is
/// being destroyed, and then does nothing.
class ChaosDesk final : public control::ChaosControl
{
public:
    struct Hooks
    {
        std::function<void(const control::Event &)> changed; ///< on the thread that made the change
        std::function<void()> releaseFaults;                 ///< ends what is in flight, on every thread
        std::function<control::Scenario()> scenario;
        std::function<void(const control::Scenario &, const std::string &)> setScenario; ///< gets who asked
        std::function<std::vector<control::Preset>()> modePresets;
        /// Runs something at a monotonic time in nanoseconds, on a thread of the engine.
        std::function<void(std::uint64_t, std::function<void()>)> schedule;
    };

    ChaosDesk(chaos::Controller &controller, std::shared_ptr<metrics::Source> source, Hooks hooks);
    ~ChaosDesk() override;

    control::ChaosStatus chaosStatus() const override;
    void setChaosEnabled(bool enabled, const std::string &origin) override;
    void stopAllChaos(const std::string &origin) override;
    Result<std::string> putChaosRule(const std::string &json, const std::string &origin) override;
    Result<void> removeChaosRule(const std::string &name, const std::string &origin) override;
    Result<void> enableChaosRule(const std::string &name, bool enabled, const std::string &origin) override;
    std::string chaosLog() const override;
    std::vector<control::ChaosDecision> chaosDecisions(std::uint64_t &from) const override;
    const control::ChaosCatalogue &chaosCatalogue() const override;
    std::vector<control::Diagnostic> checkChaosRule(const std::string &text) const override;
    Result<control::ChaosDelaySample> sampleChaosDelay(const std::string &json,
                                                       std::size_t count) const override;

    std::vector<control::ChaosPreset> chaosPresets() const override;
    Result<void> applyChaosPreset(const std::string &name, const std::string &origin) override;
    Result<void> withdrawChaosPreset(const std::string &name, const std::string &origin) override;
    Result<std::string> saveChaosPreset(const std::string &text, const std::string &origin) override;
    Result<void> deleteChaosPreset(const std::string &name, const std::string &origin) override;
    std::vector<control::ChaosTimeline> chaosTimelines() const override;
    Result<std::string> saveChaosTimeline(const std::string &text, const std::string &origin) override;
    Result<void> deleteChaosTimeline(const std::string &name, const std::string &origin) override;
    Result<void> startChaosTimeline(const std::string &nameOrText, const std::string &origin) override;
    void stopChaosTimeline(const std::string &origin) override;
    Result<void> setChaosStageDuration(std::size_t stage, std::int64_t durationMs,
                                       const std::string &origin) override;
    control::ChaosRun chaosRun() const override;

    /// What only the services can find wrong with a rule: findings, or none. Called on any thread.
    using RuleCheck = std::function<std::vector<control::Diagnostic>(const project::ChaosRule &)>;
    void setRuleCheck(RuleCheck check);
    /// Takes a project's section, as loaded and checked. A timeline that begins at the start does so when
    /// the project `isNew`.
    void configure(const project::Chaos &section, std::uint64_t seed, bool isNew);

private:
    /// Until when the desk may be called back.
    struct Life
    {
        std::mutex mutex;
        bool isOver = false;
    };

    static Error errorOf(const std::vector<control::Diagnostic> &findings, const char *section);
    TimelineRunner::Hooks runnerHooks();
    std::vector<chaos::GuardReading> readings() const;
    void tell(const std::string &what, const std::string &origin);
    /// Tells the main thread of a change that no rule shows.
    void note(control::Event::Kind kind, const std::string &text, const std::string &detail);
    /// Rules and presets that act now or will, while the master switch is on.
    std::vector<std::string> inForce() const;
    /// Looks now and then whether a rule has ended by itself, which ends its band.
    void watchEnds();
    void scheduleTick();
    void tick(std::uint64_t generation);
    Result<void> start(project::ChaosTimeline timeline, const std::string &origin);

    chaos::Controller &m_controller;
    std::shared_ptr<metrics::Source> m_source;
    Hooks m_hooks;
    mutable std::mutex m_changes; ///< one change at a time, so that marks and rules agree
    RuleCheck m_check;            ///< guarded by m_changes; empty: nothing more is checked
    std::string m_shown;          ///< the label of the mark that is open; guarded by m_changes, as all below
    mutable ChaosLibrary m_library;
    TimelineRunner m_runner;
    std::vector<std::string> m_told; ///< what was in force when it was last told
    bool m_watchesEnds = false;
    std::uint64_t m_generation = 0; ///< of the tick that is scheduled: an older one does nothing
    std::shared_ptr<Life> m_life = std::make_shared<Life>();
};

} // namespace mockforge::engine
