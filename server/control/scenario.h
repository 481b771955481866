// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::control {

/// The four modes; the numbers are what mockforge_active_scenario_mode shows.
enum class Mode : int { Healthy = 0, Degraded = 1, Error = 2, Chaos = 3 };

std::string_view modeName(Mode mode) noexcept; ///< "healthy", "degraded", "error", "chaos"
Result<Mode> modeFromName(std::string_view name);

/// A mode with its parameters; immutable once handed to the engine. Shares are 0.0–1.0, times milliseconds.
struct Scenario
{
    Mode mode = Mode::Healthy;
    std::string preset;             ///< the preset it came from, empty for none
    double latencyMultiplier = 1.0; ///< degraded: 50 ms × this on every exchange; 0 adds nothing
    double errorRate = 0.0;         ///< error, chaos, and degraded where a preset asks for it
    std::vector<int>
        statusCodes; ///< error: drawn from these; empty means 500 (error) or 500/502/503/504/429 (chaos)
    double timeoutRate = 0.0; ///< chaos
    int minMs = 0;            ///< chaos: the range of a latency spike
    int maxMs = 5000;
    double spikeProbability = 0.2; ///< chaos: otherwise uniform(0, 50) ms

    bool operator==(const Scenario &) const = default;
};

/// A named scenario: the five that ship, and the project's own (observability.scenarios.presets).
struct Preset
{
    std::string name;
    std::string description;
    Scenario scenario;
};

/// The mode with its default parameters, as the mode switch sets it.
Scenario defaultScenario(Mode mode);
/// production, staging, high-load, network-issues, chaos.
const std::vector<Preset> &builtInPresets();
/// Rejects shares outside 0..1, an unknown status code, min above max, a negative multiplier; says which and
/// why.
Result<void> validate(const Scenario &scenario);
/// One line for people: "degraded: +150 ms, 5 % errors".
std::string describe(const Scenario &scenario);

} // namespace mockforge::control
