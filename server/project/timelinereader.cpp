// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/timelinereader.h"

#include "server/project/presetreader.h"

#include <algorithm>
#include <cmath>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
constexpr std::int64_t kDay = 24LL * 3600 * 1000;
constexpr std::int64_t kShortestStage = 100;
constexpr double kMany = 1e12;

/// A number with any unit of the project file, in its base: milliseconds, bytes or as it is.
void readQuantity(const std::string &key, const Value &value, double &number, Findings &findings)
{
    if (value.kind == Value::Kind::Integer || value.kind == Value::Kind::Float) {
        number = value.number;
        return;
    }
    Findings ignored("");
    if (const auto ms = toDuration(key, value, 0, kDay, ignored))
        number = static_cast<double>(*ms);
    else if (const auto bytes = toSize(key, value, 0, static_cast<std::int64_t>(kMany), ignored))
        number = static_cast<double>(*bytes);
    else
        wrongType(key, value, "a number, a time such as 250ms or a size such as 64KiB", findings);
}

std::vector<Key<ChaosRamp>> makeRampKeys()
{
    using Ramp = ChaosRamp;
    std::vector<Key<Ramp>> keys;
    keys.push_back(textKey<Ramp>(
        "rule", "Name of the stage's rule; not needed where it has one",
        [](Ramp & r) -> auto & { return r.rule; }));
    keys.push_back(textKey<Ramp>(
        "parameter", "probability, or a parameter of the fault: delay, delay.normal.mean, rate, share",
        [](Ramp & r) -> auto & { return r.parameter; }));
    const Json quantity{{"type", {"number", "string"}}};
    keys.push_back(anyKey<Ramp>("from", "", "Value when the stage begins: a number, a time or a size",
                                quantity, [](Ramp &ramp, const Value &value, Findings &findings) {
                                    readQuantity("from", value, ramp.from, findings);
                                    ramp.fromText = value.text;
                                }));
    keys.push_back(anyKey<Ramp>("to", "", "Value when the stage ends", quantity,
                                [](Ramp &ramp, const Value &value, Findings &findings) {
                                    readQuantity("to", value, ramp.to, findings);
                                    ramp.toText = value.text;
                                }));
    return keys;
}

void readRamp(const std::string &title, const Value &value, std::vector<ChaosRamp> &ramps, Findings &findings)
{
    ChaosRamp ramp;
    ramp.location = value.location;
    readMap(value, "", title, chaosRampKeys(), {}, ramp, findings);
    if (value.kind == Value::Kind::Map) {
        for (const char *key : {"parameter", "from", "to"}) {
            if (!value.find(key))
                findings.error(value.location, "missing_key", title + " needs " + key,
                               "for instance: ramp: {parameter: delay, from: 0ms, to: 500ms}");
        }
    }
    ramps.push_back(std::move(ramp));
}

std::vector<Key<ChaosStage>> makeStageKeys()
{
    using Stage = ChaosStage;
    std::vector<Key<Stage>> keys;
    keys.push_back(textKey<Stage>(
        "name", "Name on the charts and in lists; default: the number of the stage",
        [](Stage & s) -> auto & { return s.name; }));
    Key<Stage> duration = durationKey<Stage>(
        "duration", "How long it lasts", kShortestStage, kDay,
        [](Stage & s) -> auto & { return s.durationMs; });
    duration.defaultText.clear();
    keys.push_back(std::move(duration));
    keys.push_back(textKey<Stage>(
        "mode", "Scenario mode or preset of one; without it the one before the timeline",
        [](Stage & s) -> auto & { return s.mode; }));
    keys.push_back(textKey<Stage>(
        "preset", "Chaos preset in force while it lasts", [](Stage & s) -> auto & { return s.preset; }));
    keys.push_back(anyKey<Stage>("rules", "", "Rules in force while it lasts; a list",
                                 Json{{"type", "array"}, {"items", {{"$ref", "#/$defs/chaos_rule"}}}},
                                 [](Stage &stage, const Value &value, Findings &findings) {
                                     readChaosRules("rules", value, stage.rules, findings);
                                 }));
    const Json ramp{{"$ref", "#/$defs/chaos_ramp"}};
    keys.push_back(anyKey<Stage>(
        "ramp", "", "A parameter of a rule that goes evenly from one value to another, or a list of them",
        Json{{"anyOf", {ramp, {{"type", "array"}, {"items", ramp}}}}},
        [](Stage &stage, const Value &value, Findings &findings) {
            if (value.kind != Value::Kind::List) {
                readRamp("ramp", value, stage.ramps, findings);
                return;
            }
            for (const Value &item : value.items)
                readRamp("ramp", item, stage.ramps, findings);
        }));
    return keys;
}

std::vector<Key<ChaosTimeline>> makeTimelineKeys()
{
    using Timeline = ChaosTimeline;
    std::vector<Key<Timeline>> keys;
    keys.push_back(textKey<Timeline>(
        "name", "Name to start it by", [](Timeline & t) -> auto & { return t.name; }));
    keys.push_back(textKey<Timeline>(
        "description", "For people", [](Timeline & t) -> auto & { return t.description; }));
    keys.push_back(booleanKey<Timeline>(
        "repeat", "Whether it begins anew after the last stage",
        [](Timeline & t) -> auto & { return t.repeat; }));
    keys.push_back(booleanKey<Timeline>(
        "at_start", "Whether it starts when the project is opened",
        [](Timeline & t) -> auto & { return t.atStart; }));
    keys.push_back(durationKey<Timeline>(
        "time_to_live", "It ends after so long, wherever it is; 0: when its stages do", 0, kDay,
        [](Timeline & t) -> auto & { return t.timeToLiveMs; }));
    Key<Timeline> share = numberKey<Timeline>(
        "guard.error_share", "It ends when more than this share of the exchanges fails, 0.0 to 1.0", 0, 1,
        [](Timeline & t) -> auto & { return t.guard.errorShare; });
    share.defaultText.clear();
    keys.push_back(std::move(share));
    Key<Timeline> p99 = durationKey<Timeline>(
        "guard.p99", "It ends when the 99th percentile of the latency is above this", 0, kDay,
        [](Timeline & t) -> auto & { return t.guard.p99Ms; });
    p99.defaultText.clear();
    keys.push_back(std::move(p99));
    keys.push_back(durationKey<Timeline>(
        "guard.for", "For how long without a break a limit must be passed", 1000, 60'000,
        [](Timeline & t) -> auto & { return t.guard.forMs; }));
    keys.push_back(anyKey<Timeline>(
        "stages", "", "Its stages, one after the other; a list",
        Json{{"type", "array"}, {"items", {{"$ref", "#/$defs/chaos_stage"}}}},
        [](Timeline &timeline, const Value &value, Findings &findings) {
            if (value.kind != Value::Kind::List) {
                wrongType("stages", value, "a list", findings);
                return;
            }
            for (const Value &item : value.items) {
                ChaosStage stage;
                stage.location = item.location;
                readMap(item, "", "stages[]", chaosStageKeys(), {}, stage, findings);
                if (stage.durationMs == 0 && item.kind == Value::Kind::Map && !item.find("duration"))
                    findings.error(item.location, "missing_key", "a stage needs a duration",
                                   "for instance: duration: 30s");
                if (stage.name.empty())
                    stage.name = "stage " + std::to_string(timeline.stages.size() + 1);
                timeline.stages.push_back(std::move(stage));
            }
        }));
    return keys;
}

/// The definition of a rule with another value of one parameter.
Json withValue(Json definition, const std::string &fault, const ChaosRamp &ramp, double value)
{
    const Json number = ramp.isWhole ? Json(std::llround(value)) : Json(value);
    if (ramp.parameter == "probability") {
        definition["probability"] = number;
        return definition;
    }
    if (!definition["fault"].is_object())
        definition["fault"] = Json{{fault, Json::object()}};
    Json *place = &definition["fault"][fault];
    for (std::size_t start = 0; start <= ramp.parameter.size();) {
        const std::size_t dot = std::min(ramp.parameter.find('.', start), ramp.parameter.size());
        if (!place->is_object())
            *place = Json::object();
        place = &(*place)[ramp.parameter.substr(start, dot - start)];
        start = dot + 1;
    }
    *place = number;
    return definition;
}

ChaosRule *ruleOf(std::vector<ChaosRule> &rules, const ChaosRamp &ramp)
{
    if (ramp.rule.empty())
        return rules.size() == 1 ? &rules.front() : nullptr;
    const auto found = std::find_if(rules.begin(), rules.end(),
                                    [&](const ChaosRule &rule) { return rule.name == ramp.rule; });
    return found == rules.end() ? nullptr : &*found;
}

/// What is wrong with the rule under a ramp's value; empty: nothing.
std::string problemWith(const ChaosRule &rule, const ChaosRamp &ramp, double value)
{
    Findings findings("");
    ChaosRule changed;
    readChaosRule("rule", fromJson(withValue(rule.definition, rule.fault, ramp, value), rule.location),
                  changed, findings);
    return control::hasErrors(findings.list()) ? findings.list().front().message : std::string();
}

void checkRamps(ChaosStage &stage, Findings &findings)
{
    for (ChaosRamp &ramp : stage.ramps) {
        ChaosRule *const rule = ruleOf(stage.rules, ramp);
        if (!rule) {
            findings.error(ramp.location, "unknown_rule",
                           ramp.rule.empty() ? "the ramp does not say which rule it changes"
                                             : "the stage has no rule '" + ramp.rule + "'",
                           "name a rule of the same stage: ramp: {rule: NAME, …}");
            continue;
        }
        if (ramp.parameter.empty() || rule->fault.empty())
            continue; // said already
        const double middle = ramp.from + (ramp.to - ramp.from) * 0.37;
        // Some parameters take whole numbers only.
        ramp.isWhole = !problemWith(*rule, ramp, middle).empty();
        for (const double value : {ramp.from, middle, ramp.to}) {
            const std::string problem = problemWith(*rule, ramp, value);
            if (problem.empty())
                continue;
            findings.error(ramp.location, "bad_ramp", "the ramp of " + ramp.parameter + ": " + problem,
                           "it changes a number of the rule or of its fault");
            break;
        }
    }
}

} // namespace

const std::vector<Key<ChaosRamp>> &chaosRampKeys()
{
    static const std::vector<Key<ChaosRamp>> keys = makeRampKeys();
    return keys;
}

const std::vector<Key<ChaosStage>> &chaosStageKeys()
{
    static const std::vector<Key<ChaosStage>> keys = makeStageKeys();
    return keys;
}

const std::vector<Key<ChaosTimeline>> &chaosTimelineKeys()
{
    static const std::vector<Key<ChaosTimeline>> keys = makeTimelineKeys();
    return keys;
}

void readChaosTimeline(const std::string &title, const Value &value, ChaosTimeline &timeline,
                       Findings &findings)
{
    timeline.location = value.location;
    readMap(value, "", title, chaosTimelineKeys(), {}, timeline, findings);
    if (value.kind != Value::Kind::Map)
        return;
    timeline.definition = toJson(value);
    if (timeline.name.empty())
        findings.error(value.location, "missing_key", "a timeline needs a name");
    if (timeline.stages.empty())
        findings.error(value.location, "missing_key", "a timeline needs stages",
                       "for instance: stages: [{duration: 30s, mode: error}]");
    for (ChaosStage &stage : timeline.stages)
        checkRamps(stage, findings);
    const Value *const guard = value.find("guard");
    if (guard && timeline.guard.errorShare < 0 && timeline.guard.p99Ms < 0)
        findings.error(guard->location, "missing_key", "a guard needs error_share or p99",
                       "guard: {error_share: 0.5, for: 10s}");
}

std::optional<ChaosTimeline> chaosTimelineFromText(std::string_view text,
                                                   std::vector<control::Diagnostic> &list)
{
    return fromText<ChaosTimeline>(text, "timeline", readChaosTimeline, list);
}

void checkStageNames(const ChaosTimeline &timeline, const std::vector<std::string> &modes,
                     const std::vector<std::string> &presets, Findings &findings)
{
    const auto unknown = [](const std::string &name, const std::vector<std::string> &known) {
        return !name.empty() && std::find(known.begin(), known.end(), name) == known.end();
    };
    for (const ChaosStage &stage : timeline.stages) {
        if (unknown(stage.mode, modes))
            findings.error(stage.location, "unknown_mode",
                           "the stage '" + stage.name + "' names the mode '" + stage.mode +
                               "', which does not exist",
                           suggestionFor(stage.mode, modes));
        if (unknown(stage.preset, presets))
            findings.error(stage.location, "unknown_preset",
                           "the stage '" + stage.name + "' names the chaos preset '" + stage.preset +
                               "', which does not exist",
                           suggestionFor(stage.preset, presets));
    }
}

std::vector<ChaosRule> rulesOfStage(const ChaosStage &stage, double progress)
{
    std::vector<ChaosRule> rules = stage.rules;
    for (const ChaosRamp &ramp : stage.ramps) {
        ChaosRule *const rule = ruleOf(rules, ramp);
        if (!rule)
            continue;
        const double value = ramp.from + (ramp.to - ramp.from) * std::clamp(progress, 0.0, 1.0);
        Findings findings("");
        ChaosRule changed;
        readChaosRule("rule", fromJson(withValue(rule->definition, rule->fault, ramp, value), rule->location),
                      changed, findings);
        *rule = std::move(changed);
    }
    return rules;
}

} // namespace mockforge::project
