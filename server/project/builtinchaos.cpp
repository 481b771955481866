// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/chaosreader.h"
#include "server/project/presetreader.h"

#include <algorithm>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;

/// One of MockForge's named scenarios, in the words of its own sections.
struct NamedScenario
{
    const char *name;
    const char *description;
    Json sections;
};

const std::vector<NamedScenario> &namedScenarios()
{
    static const std::vector<NamedScenario> list{
        {"network_degradation",
         "500 ms on most exchanges, 100 kB/s and 5 % lost segments",
         {{"latency", {{"fixed_delay_ms", 500}, {"jitter_percent", 20.0}, {"probability", 0.8}}},
          {"traffic_shaping", {{"bandwidth_limit_bps", 100'000}, {"packet_loss_percent", 5.0}}}}},
        {"service_instability",
         "20 % errors and 10 % timeouts",
         {{"fault_injection",
           {{"http_errors", {500, 502, 503, 504}},
            {"http_error_probability", 0.2},
            {"timeout_errors", true},
            {"timeout_probability", 0.1}}}}},
        {"cascading_failure",
         "1 to 5 s on most exchanges, 30 % errors, timeouts, failing connections, 10 requests a second",
         {{"latency",
           {{"random_delay_range_ms", {1000, 5000}}, {"jitter_percent", 30.0}, {"probability", 0.7}}},
          {"fault_injection",
           {{"http_errors", {500, 503}},
            {"http_error_probability", 0.3},
            {"timeout_errors", true},
            {"timeout_probability", 0.2},
            {"connection_errors", true},
            {"connection_error_probability", 0.1}}},
          {"rate_limit", {{"requests_per_second", 10}, {"burst_size", 2}, {"per_ip", true}}}}},
        {"peak_traffic",
         "50 requests a second for each route",
         {{"rate_limit", {{"requests_per_second", 50}, {"burst_size", 10}, {"per_endpoint", true}}}}},
        {"slow_backend",
         "2 s on every exchange",
         {{"latency", {{"fixed_delay_ms", 2000}, {"jitter_percent", 10.0}, {"probability", 1.0}}}}},
    };
    return list;
}

ChaosPreset presetOf(const NamedScenario &scenario)
{
    ChaosPreset preset;
    preset.name = scenario.name;
    preset.description = scenario.description;
    preset.group = "scenario";
    preset.definition = {{"name", preset.name}, {"description", preset.description}};
    Findings findings("");
    for (const auto &[name, section] : scenario.sections.items()) {
        const auto type = std::find_if(chaosSections().begin(), chaosSections().end(),
                                       [&name = name](const auto &known) { return known.name == name; });
        readChaosSection(*type, name, fromJson(section, {}), preset.rules, findings);
    }
    for (const ChaosRule &rule : preset.rules)
        preset.definition["rules"].push_back(rule.definition);
    return preset;
}

} // namespace

const std::vector<ChaosPreset> &builtInChaosPresets()
{
    static const std::vector<ChaosPreset> presets = [] {
        std::vector<ChaosPreset> list;
        for (const NamedScenario &scenario : namedScenarios())
            list.push_back(presetOf(scenario));
        addNetworkProfiles(list);
        return list;
    }();
    return presets;
}

} // namespace mockforge::project
