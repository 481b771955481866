// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/published.h"
#include "server/chaos/ruleset.h"
#include "server/control/chaos.h"
#include "server/project/chaosmodel.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace mockforge::chaos {

/// Which rules are in force: those of the project file and those added since, and the master switch. Changes
/// take a lock; those who ask the rules read a published set. Any thread; outlives everyone who asks.
class Controller
{
public:
    explicit Controller(metrics::ChaosCounters &counters);
    /// Called after each change, on the thread that made it and under a lock: it must not call back.
    void onChange(std::function<void()> changed);

    /// Takes the section of a project. Rules that stand in it as before keep their counts; what was added or
    /// changed by hand stays where the file says nothing new. Errors leave all as it was.
    Result<void> configure(const project::Chaos &section, std::uint64_t seed);
    /// Compiles the section's rules, those of its presets and of its timelines, and forgets them: what is
    /// wrong with each, with its place.
    static std::vector<std::pair<project::Location, Error>> check(const project::Chaos &section);

    static std::vector<std::pair<project::Location, Error>>
    check(const std::vector<project::ChaosRule> &rules);

    /// Gives the rule's name; one without gets its fault's.
    Result<std::string> put(project::ChaosRule rule, const std::string &origin);
    Result<void> remove(const std::string &name);
    /// Puts rules in force as one, in place of all that have this origin; none: takes those out. A name that
    /// another rule has gets a number. Gives their names; errors leave all as it was.
    Result<std::vector<std::string>> putAll(const std::string &origin, std::vector<project::ChaosRule> rules);
    /// Changes parameters of the rule of that name and origin; its counts go on, and so do its decisions.
    Result<void> change(project::ChaosRule spec, const std::string &origin);
    Result<void> setRuleEnabled(const std::string &name, bool enabled);
    /// Switching on begins every schedule and time to live anew.
    void setEnabled(bool enabled);
    bool isEnabled() const;
    /// From now on only the recorded decisions fire.
    void setReplay(Replay replay);

    control::ChaosStatus status() const;
    /// Whether a rule that is in force will end by itself.
    bool willEnd() const;
    std::string log() const; ///< JSON lines
    /// The decisions from number `from` on; `from` becomes the number of the next.
    std::vector<control::ChaosDecision> decisions(std::uint64_t &from) const;

    const Published<const RuleSet> &rules() const noexcept { return m_rules; }
    Shared &shared() const noexcept { return m_shared; }

private:
    using Rules = std::vector<std::shared_ptr<Rule>>;

    Result<std::shared_ptr<Rule>> make(project::ChaosRule spec, const std::string &origin) const;
    void add(std::shared_ptr<Rule> rule);
    void publish();
    struct KnownRule
    {
        std::string name;
        std::string fault;
    };

    mutable Shared m_shared;
    Published<const RuleSet> m_rules;
    mutable std::mutex m_mutex; ///< guards all below
    Rules m_list;
    std::vector<nlohmann::ordered_json> m_fileDefinitions;
    std::map<std::uint32_t, KnownRule> m_known; ///< every rule that ever was, by number, for the log
    std::function<void()> m_changed;
    Replay m_replay;
    project::Chaos m_options;
    std::uint64_t m_seed = 0;
    bool m_enabled = false;
    bool m_configured = false;
};

} // namespace mockforge::chaos
