// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/presetreader.h"

#include "server/project/chaosreader.h"
#include "server/project/timelinereader.h"
#include "server/project/yamlreader.h"

#include <algorithm>
#include <map>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
using Preset = ChaosPreset;

std::vector<Key<Preset>> makePresetKeys()
{
    std::vector<Key<Preset>> keys;
    keys.push_back(textKey<Preset>(
        "name", "Name to apply it by; a built-in one may be replaced",
        [](Preset & p) -> auto & { return p.name; }));
    keys.push_back(textKey<Preset>(
        "description", "For people", [](Preset & p) -> auto & { return p.description; }));
    keys.push_back(anyKey<Preset>("rules", "", "Its rules, as those of observability.chaos.rules; a list",
                                  Json{{"type", "array"}, {"items", {{"$ref", "#/$defs/chaos_rule"}}}},
                                  [](Preset &preset, const Value &value, Findings &findings) {
                                      readChaosRules("rules", value, preset.rules, findings);
                                  }));
    return keys;
}

/// Reads each element of a list of mappings.
template <typename Element, typename Read>
void readElements(const std::string &key, const Value &value, std::vector<Element> &list, const Read &read,
                  Findings &findings)
{
    if (value.kind != Value::Kind::List) {
        wrongType(key, value, "a list", findings);
        return;
    }
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        Element element;
        read(key + "[" + std::to_string(i) + "]", value.items[i], element, findings);
        list.push_back(std::move(element));
    }
}

template <typename Element>
void refuseTwins(const char *what, const std::vector<Element> &list, Findings &findings)
{
    std::map<std::string, int> names;
    for (const Element &element : list) {
        if (const auto [first, added] = names.emplace(element.name, element.location.line); !added)
            findings.error(element.location, "duplicate_id",
                           std::string("the ") + what + " '" + element.name + "' stands twice",
                           "the other one is in line " + std::to_string(first->second));
    }
}

} // namespace

const std::vector<Key<ChaosPreset>> &chaosPresetKeys()
{
    static const std::vector<Key<ChaosPreset>> keys = makePresetKeys();
    return keys;
}

void readChaosRules(const std::string &title, const Value &value, std::vector<ChaosRule> &rules,
                    Findings &findings)
{
    readElements(title, value, rules, readChaosRule, findings);
    std::map<std::string, int> names;
    for (ChaosRule &rule : rules) {
        if (rule.name.empty()) {
            for (int number = 1; rule.name.empty() || names.contains(rule.name); ++number)
                rule.name = rule.fault + (number == 1 ? "" : " " + std::to_string(number));
            rule.definition["name"] = rule.name;
        }
        if (!names.emplace(rule.name, rule.location.line).second)
            findings.error(rule.location, "duplicate_id", "the chaos rule '" + rule.name + "' stands twice",
                           "give it another name");
    }
}

void readChaosPreset(const std::string &title, const Value &value, ChaosPreset &preset, Findings &findings)
{
    preset.location = value.location;
    readMap(value, "", title, chaosPresetKeys(), {}, preset, findings);
    if (value.kind != Value::Kind::Map)
        return;
    preset.definition = toJson(value);
    if (!preset.rules.empty())
        preset.definition["rules"] = nlohmann::ordered_json::array();
    for (const ChaosRule &rule : preset.rules) // with the names that they were given
        preset.definition["rules"].push_back(rule.definition);
    if (preset.name.empty())
        findings.error(value.location, "missing_key", "a preset needs a name");
    if (preset.rules.empty())
        findings.error(value.location, "missing_key", "a preset needs rules",
                       "for instance: rules: [{fault: {latency: {delay: 100ms}}}]");
}

std::optional<ChaosPreset> chaosPresetFromText(std::string_view text, std::vector<control::Diagnostic> &list)
{
    return fromText<ChaosPreset>(text, "preset", readChaosPreset, list);
}

void addChaosPlanKeys(std::vector<Key<Project>> &keys)
{
    keys.push_back(anyKey<Project>("observability.chaos.presets", "",
                                   "Named sets of rules of the project's own; a list",
                                   Json{{"type", "array"}, {"items", {{"$ref", "#/$defs/chaos_preset"}}}},
                                   [](Project &project, const Value &value, Findings &findings) {
                                       readElements("observability.chaos.presets", value,
                                                    project.chaos.presets, readChaosPreset, findings);
                                       for (ChaosPreset &preset : project.chaos.presets)
                                           preset.group = "project";
                                   }));
    keys.push_back(anyKey<Project>("observability.chaos.timelines", "",
                                   "Stages that follow one another; a list",
                                   Json{{"type", "array"}, {"items", {{"$ref", "#/$defs/chaos_timeline"}}}},
                                   [](Project &project, const Value &value, Findings &findings) {
                                       readElements("observability.chaos.timelines", value,
                                                    project.chaos.timelines, readChaosTimeline, findings);
                                       for (ChaosTimeline &timeline : project.chaos.timelines)
                                           timeline.group = "project";
                                   }));
}

void finishChaosPlans(Project &project, Findings &findings)
{
    refuseTwins("chaos preset", project.chaos.presets, findings);
    refuseTwins("timeline", project.chaos.timelines, findings);
    std::vector<std::string> presets;
    for (const ChaosPreset &preset : builtInChaosPresets())
        presets.push_back(preset.name);
    for (const ChaosPreset &preset : project.chaos.presets)
        presets.push_back(preset.name);
    std::vector<std::string> modes{"healthy", "degraded", "error", "chaos"};
    for (const std::vector<control::Preset> &list : {control::builtInPresets(), project.presets}) {
        for (const control::Preset &preset : list)
            modes.push_back(preset.name);
    }
    const ChaosTimeline *first = nullptr;
    for (const ChaosTimeline &timeline : project.chaos.timelines) {
        checkStageNames(timeline, modes, presets, findings);
        if (timeline.atStart && first)
            findings.error(timeline.location, "conflict", "two timelines begin at the start",
                           "the other one is '" + first->name + "'; one runs at a time");
        first = timeline.atStart ? &timeline : first;
    }
}

} // namespace mockforge::project
