// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/result.h"

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

struct ChaosStatus
{
    bool enabled = false; ///< the master switch
    std::int64_t active = 0;
    std::int64_t maxActive = 0;
    std::vector<ChaosRuleStatus> rules; ///< in the order in which they act
};

/// The chaos lab as the window, the command line and the admin API steer it. Thread-safe; what is changed is
/// in force for the next decision, on connections and streams that are open too. `origin` says who asked.
class ChaosControl
{
public:
    virtual ~ChaosControl() = default;
    virtual ChaosStatus chaosStatus() const = 0;
    virtual void setChaosEnabled(bool enabled, const std::string &origin) = 0;
    /// Turns the master switch off, ends the faults in flight, and makes the mode healthy. Always works.
    virtual void stopAllChaos(const std::string &origin) = 0;
    /// Adds the rule (as JSON), or replaces the one of that name; gives its name. What is wrong is said
    /// whole.
    virtual Result<std::string> putChaosRule(const std::string &json, const std::string &origin) = 0;
    virtual Result<void> removeChaosRule(const std::string &name, const std::string &origin) = 0;
    virtual Result<void> enableChaosRule(const std::string &name, bool enabled,
                                         const std::string &origin) = 0;
    /// The latest decisions that fired, oldest first, as JSON lines that `serve --replay-chaos` takes.
    virtual std::string chaosLog() const = 0;
};

} // namespace mockforge::control
