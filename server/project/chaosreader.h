// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/key.h"

namespace mockforge::project {

/// Adds the keys of observability.chaos, with MockForge's own sections, which become rules.
void addChaosKeys(std::vector<Key<Project>> &keys);
/// Adds MockForge's fault_injection and latency of a route.
void addRouteChaosKeys(std::vector<Key<Route>> &keys);

/// The keys of one element of observability.chaos.rules.
const std::vector<Key<ChaosRule>> &chaosRuleKeys();
void readChaosRule(const std::string &title, const Value &value, ChaosRule &rule, Findings &findings);
/// One rule of its own, JSON or YAML; nothing when there is any error.
std::optional<ChaosRule> chaosRuleFromText(std::string_view text, std::vector<control::Diagnostic> &findings);
/// What is wrong with one rule of its own, JSON or YAML, with its place in the text.
std::vector<control::Diagnostic> checkChaosRuleText(std::string_view text, ChaosRule &rule);

/// After all keys: names that stand twice, routes and endpoints that do not exist, and the routes' own rules.
void finishChaos(Project &project, Findings &findings);

/// A value as if it stood in the file at that place.
Value fromJson(const nlohmann::ordered_json &json, Location where);

/// One of MockForge's sections under observability.chaos and of a route: how it is named, its keys, and the
/// rules that it stands for.
struct ChaosSection
{
    bool enabled = true;
    double probability = 1;
    std::int64_t fixedMs = -1;
    std::vector<std::int64_t> rangeMs;
    double jitterPercent = 0;
    nlohmann::ordered_json distribution;
    std::vector<int> httpErrors{500, 502, 503, 504};
    double httpErrorProbability = 0.1;
    bool connectionErrors = false;
    double connectionErrorProbability = 0.05;
    std::string connectionErrorKind = "http503";
    bool timeoutErrors = false;
    std::int64_t timeoutMs = 5000;
    double timeoutProbability = 0.05;
    bool partialResponses = false;
    double partialResponseProbability = 0.05;
    bool payloadCorruption = false;
    double payloadCorruptionProbability = 0.05;
    std::string corruptionType = "none";
    std::int64_t bytesPerSecond = 0;
    double packetLossPercent = 0;
    nlohmann::ordered_json errorPattern;
    nlohmann::ordered_json matcher;
    nlohmann::ordered_json faultTypes;
    std::int64_t requestsPerSecond = 100;
    std::int64_t burstSize = 10;
    bool perIp = false;
    bool perEndpoint = false;
    std::int64_t failureThreshold = 5;
    std::int64_t successThreshold = 2;
    std::int64_t openMs = 60'000;
    std::int64_t maxConcurrent = 100;
};

struct ChaosSectionType
{
    std::string name;
    std::string description;
    std::vector<Key<ChaosSection>> keys;
    std::vector<UnservedKey> unserved;
    /// The rules it stands for, in the form of observability.chaos.rules.
    std::function<std::vector<nlohmann::ordered_json>(const ChaosSection &)> rules;
};

const std::vector<ChaosSectionType> &chaosSections();
const std::vector<ChaosSectionType> &routeChaosSections();
/// Reads one and appends its rules to `out`.
void readChaosSection(const ChaosSectionType &type, const std::string &title, const Value &value,
                      std::vector<ChaosRule> &out, Findings &findings);

} // namespace mockforge::project
