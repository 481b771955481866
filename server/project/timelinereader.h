// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/chaosreader.h"
#include "server/project/yamlreader.h"

#include <string_view>

namespace mockforge::project {

/// The keys of one element of observability.chaos.timelines, of its stages and of their ramps.
const std::vector<Key<ChaosTimeline>> &chaosTimelineKeys();
const std::vector<Key<ChaosStage>> &chaosStageKeys();
const std::vector<Key<ChaosRamp>> &chaosRampKeys();

void readChaosTimeline(const std::string &title, const Value &value, ChaosTimeline &timeline,
                       Findings &findings);
/// One timeline of its own, JSON or YAML; nothing when there is any error.
std::optional<ChaosTimeline> chaosTimelineFromText(std::string_view text,
                                                   std::vector<control::Diagnostic> &findings);
/// Stages must name modes (or presets of them) and presets of rules that there are.
void checkStageNames(const ChaosTimeline &timeline, const std::vector<std::string> &modes,
                     const std::vector<std::string> &presets, Findings &findings);

/// The rules of a stage when `progress` (0 to 1) of its duration has passed: with the values of its ramps.
std::vector<ChaosRule> rulesOfStage(const ChaosStage &stage, double progress);

/// Reads what `read` reads from JSON or YAML; nothing when there is any error.
template <typename Target, typename Read>
std::optional<Target> fromText(std::string_view text, const char *what, const Read &read,
                               std::vector<control::Diagnostic> &list)
{
    Findings findings("");
    Target target;
    const nlohmann::ordered_json parsed = nlohmann::ordered_json::parse(text, nullptr, false);
    if (parsed.is_object()) {
        read(what, fromJson(parsed, {}), target, findings);
    } else if (const auto value = readYaml(text, findings); value && value->kind == Value::Kind::Map) {
        read(what, *value, target, findings);
    } else if (!control::hasErrors(findings.list())) {
        findings.error({}, "bad_request", std::string("a ") + what + " is a mapping");
    }
    list.insert(list.end(), findings.list().begin(), findings.list().end());
    if (control::hasErrors(findings.list()))
        return std::nullopt;
    return target;
}

} // namespace mockforge::project
