// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/control/scenario.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace mockforge::control {

namespace {

constexpr std::array<std::string_view, 4> kModeNames{"healthy", "degraded", "error", "chaos"};

Scenario scenarioOf(Mode mode, double multiplier, double errorRate, std::vector<int> codes,
                    double timeoutRate)
{
    Scenario scenario;
    scenario.mode = mode;
    scenario.latencyMultiplier = multiplier;
    scenario.errorRate = errorRate;
    scenario.statusCodes = std::move(codes);
    scenario.timeoutRate = timeoutRate;
    return scenario;
}

Result<void> checkShare(std::string_view name, double share)
{
    if (std::isfinite(share) && share >= 0.0 && share <= 1.0)
        return {};
    return Error{"out_of_range", std::string(name) + " must lie between 0.0 and 1.0",
                 "0.05 means five in a hundred"};
}

std::string percent(double share)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%g %%", share * 100.0);
    return text.data();
}

std::string joined(const std::vector<int> &codes)
{
    std::string text;
    for (const int code : codes)
        text += (text.empty() ? "" : "/") + std::to_string(code);
    return text;
}

} // namespace

std::string_view modeName(Mode mode) noexcept
{
    return kModeNames[static_cast<std::size_t>(mode)];
}

Result<Mode> modeFromName(std::string_view name)
{
    const auto found = std::find(kModeNames.begin(), kModeNames.end(), name);
    if (found != kModeNames.end())
        return static_cast<Mode>(found - kModeNames.begin());
    return Error{"unknown_mode", "there is no mode '" + std::string(name) + "'",
                 "the modes are healthy, degraded, error and chaos"};
}

Scenario defaultScenario(Mode mode)
{
    switch (mode) {
    case Mode::Healthy:
        return scenarioOf(mode, 1.0, 0.0, {}, 0.0);
    case Mode::Degraded:
        return scenarioOf(mode, 1.0, 0.0, {}, 0.0);
    case Mode::Error:
        return scenarioOf(mode, 1.0, 0.5, {500, 502, 503}, 0.0);
    case Mode::Chaos:
        return scenarioOf(mode, 1.0, 0.1, {}, 0.05);
    }
    return {};
}

const std::vector<Preset> &builtInPresets()
{
    static const std::vector<Preset> presets = [] {
        std::vector<Preset> list{
            {"production", "Nothing added: the mock answers as fast as it can",
             scenarioOf(Mode::Healthy, 1.0, 0.0, {}, 0.0)},
            {"staging", "75 ms on every exchange, as a shared environment has",
             scenarioOf(Mode::Degraded, 1.5, 0.0, {}, 0.0)},
            {"high-load", "150 ms on every exchange and 5 % errors",
             scenarioOf(Mode::Degraded, 3.0, 0.05, {500, 503}, 0.0)},
            {"network-issues", "15 % of exchanges answer 502, 503 or 504",
             scenarioOf(Mode::Error, 1.0, 0.15, {502, 503, 504}, 0.0)},
            {"chaos", "10 % errors, 5 % timeouts, and spikes up to 5 s on one exchange in five",
             scenarioOf(Mode::Chaos, 1.0, 0.1, {}, 0.05)},
        };
        for (Preset &preset : list)
            preset.scenario.preset = preset.name;
        return list;
    }();
    return presets;
}

Result<void> validate(const Scenario &scenario)
{
    for (const auto &[name, share] : {std::pair<std::string_view, double>{"error_rate", scenario.errorRate},
                                      {"timeout_rate", scenario.timeoutRate},
                                      {"spike_probability", scenario.spikeProbability}}) {
        if (auto checked = checkShare(name, share); !checked)
            return checked;
    }
    if (scenario.errorRate + scenario.timeoutRate > 1.0) {
        return Error{"out_of_range", "error_rate and timeout_rate together exceed 1.0",
                     "an exchange either fails or hangs: lower one of them"};
    }
    if (!std::isfinite(scenario.latencyMultiplier) || scenario.latencyMultiplier < 0.0 ||
        scenario.latencyMultiplier > 1200.0) {
        return Error{"out_of_range", "latency_multiplier must lie between 0 and 1200",
                     "it multiplies 50 ms; 1200 is one minute"};
    }
    if (scenario.minMs < 0 || scenario.maxMs > 600'000 || scenario.minMs > scenario.maxMs) {
        return Error{"out_of_range", "latency needs 0 <= min_ms <= max_ms <= 600000",
                     "min_ms and max_ms are the bounds of a latency spike"};
    }
    for (const int code : scenario.statusCodes) {
        if (code < 400 || code > 599) {
            return Error{"out_of_range", "status_codes holds " + std::to_string(code),
                         "an error is a status from 400 to 599"};
        }
    }
    return {};
}

std::string describe(const Scenario &scenario)
{
    std::string text(modeName(scenario.mode));
    if (!scenario.preset.empty() && scenario.preset != text)
        text = scenario.preset + " (" + text + ")";
    std::string sign = ": ";
    const auto add = [&](const std::string &part) {
        text += sign + part;
        sign = ", ";
    };
    if (scenario.mode == Mode::Degraded) {
        if (const long ms = std::lround(50.0 * scenario.latencyMultiplier); ms > 0)
            add("+" + std::to_string(ms) + " ms");
    }
    if (scenario.mode != Mode::Healthy && scenario.errorRate > 0.0) {
        add(percent(scenario.errorRate) + " errors" +
            (scenario.statusCodes.empty() ? std::string() : " (" + joined(scenario.statusCodes) + ")"));
    }
    if (scenario.mode == Mode::Chaos) {
        if (scenario.timeoutRate > 0.0)
            add(percent(scenario.timeoutRate) + " timeouts");
        add(percent(scenario.spikeProbability) + " spikes of " + std::to_string(scenario.minMs) + "–" +
            std::to_string(scenario.maxMs) + " ms");
    }
    return text;
}

} // namespace mockforge::control
