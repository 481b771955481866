// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/chaosplansreply.h"

#include "server/admin/chaosreply.h"
#include "server/admin/json.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace mockforge::admin {

namespace {

using Json = nlohmann::ordered_json;
constexpr const char *kOrigin = "admin API";

exchange::Response failure(const Error &error)
{
    const bool unknown = error.code == "unknown_preset" || error.code == "unknown_timeline";
    const bool conflict = error.code == "name_taken" || error.code == "read_only" ||
                          error.code == "chaos_off" || error.code == "not_running";
    return errorReply(unknown ? 404 : conflict ? 409 : error.code == "cannot_save" ? 500 : 400, error);
}

template <typename List>
Json listOf(const List &list)
{
    Json json = Json::array();
    for (const auto &item : list)
        json.push_back(toJson(item));
    return json;
}

template <typename List>
exchange::Response oneOf(const List &list, const std::string &name, const Error &missing)
{
    const auto found =
        std::find_if(list.begin(), list.end(), [&name](const auto &item) { return item.name == name; });
    return found == list.end() ? failure(missing) : reply(200, toJson(*found));
}

exchange::Response presetReply(const control::ChaosControl &chaos, const std::string &name)
{
    return oneOf(chaos.chaosPresets(), name,
                 {"unknown_preset", "there is no chaos preset '" + name + "'",
                  "GET /__mockforge/chaos/presets lists them"});
}

exchange::Response timelineReply(const control::ChaosControl &chaos, const std::string &name)
{
    return oneOf(chaos.chaosTimelines(), name,
                 {"unknown_timeline", "there is no timeline '" + name + "'",
                  "GET /__mockforge/chaos/timelines lists them"});
}

/// The only member of an object that has one, when its name is this.
template <typename Value>
std::optional<Value> onlyMember(std::string_view body, const char *name, bool (Json::*isType)() const)
{
    const Json json = Json::parse(body, nullptr, false);
    if (!json.is_object() || json.size() != 1 || !json.contains(name) || !(json[name].*isType)())
        return std::nullopt;
    return json[name].get<Value>();
}

/// The body as an object, with the name that stands in the path.
std::optional<std::string> named(std::string_view body, const std::string &name)
{
    Json json = Json::parse(body, nullptr, false);
    if (!json.is_object())
        return std::nullopt;
    json["name"] = name;
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

exchange::Response notAnObject(const char *example)
{
    return errorReply(400, {"bad_request", "the body is not a JSON object", example});
}

exchange::Response onePresetReply(control::ChaosControl &chaos, const exchange::Request &request,
                                  const std::string &name)
{
    if (isRead(request))
        return presetReply(chaos, name);
    Result<void> done;
    if (request.method == "POST") {
        done = chaos.applyChaosPreset(name, kOrigin);
    } else if (request.method == "DELETE") {
        done = chaos.deleteChaosPreset(name, kOrigin);
        if (done)
            return reply(200, listOf(chaos.chaosPresets()));
    } else if (request.method != "PUT") {
        return methodNotAllowed("GET, HEAD, PUT, POST, DELETE");
    } else if (const auto applied = onlyMember<bool>(request.body, "applied", &Json::is_boolean)) {
        done = *applied ? chaos.applyChaosPreset(name, kOrigin) : chaos.withdrawChaosPreset(name, kOrigin);
    } else {
        const auto text = named(request.body, name);
        if (!text)
            return notAnObject(R"(send {"rules": [{"fault": {"latency": {"delay": "100ms"}}}]})");
        if (auto saved = chaos.saveChaosPreset(*text, kOrigin); !saved)
            return failure(saved.error());
    }
    return done ? presetReply(chaos, name) : failure(done.error());
}

exchange::Response oneTimelineReply(control::ChaosControl &chaos, const exchange::Request &request,
                                    const std::string &name)
{
    if (isRead(request))
        return timelineReply(chaos, name);
    if (request.method == "POST") {
        auto started = chaos.startChaosTimeline(name, kOrigin);
        return started ? reply(200, toJson(chaos.chaosRun())) : failure(started.error());
    }
    if (request.method == "DELETE") {
        auto deleted = chaos.deleteChaosTimeline(name, kOrigin);
        return deleted ? reply(200, listOf(chaos.chaosTimelines())) : failure(deleted.error());
    }
    if (request.method != "PUT")
        return methodNotAllowed("GET, HEAD, PUT, POST, DELETE");
    const auto text = named(request.body, name);
    if (!text)
        return notAnObject(R"(send {"stages": [{"duration": "30s", "mode": "error"}]})");
    auto saved = chaos.saveChaosTimeline(*text, kOrigin);
    return saved ? timelineReply(chaos, name) : failure(saved.error());
}

/// PUT /__mockforge/chaos/timeline/stages/N {"duration_ms": 5000}
exchange::Response stageReply(control::ChaosControl &chaos, const exchange::Request &request,
                              const std::string &number)
{
    if (request.method != "PUT")
        return methodNotAllowed("PUT");
    std::size_t stage = 0;
    const char *const end = number.data() + number.size();
    const auto durationMs = onlyMember<std::int64_t>(request.body, "duration_ms", &Json::is_number_integer);
    if (!durationMs || std::from_chars(number.data(), end, stage).ptr != end)
        return errorReply(400, {"bad_request",
                                "the body is not {\"duration_ms\": 5000}, or the stage is no number",
                                "stages are counted from 0"});
    auto changed = chaos.setChaosStageDuration(stage, *durationMs, kOrigin);
    return changed ? reply(200, toJson(chaos.chaosRun())) : failure(changed.error());
}

} // namespace

exchange::Response chaosPresetsReply(control::ChaosControl &chaos, const exchange::Request &request)
{
    const std::vector<std::string> &path = request.segments(); // "__mockforge", "chaos", "presets", …
    if (path.size() == 4)
        return onePresetReply(chaos, request, path[3]);
    return isRead(request) ? reply(200, listOf(chaos.chaosPresets())) : methodNotAllowed("GET, HEAD");
}

exchange::Response chaosTimelinesReply(control::ChaosControl &chaos, const exchange::Request &request)
{
    const std::vector<std::string> &path = request.segments();
    if (path.size() == 4)
        return oneTimelineReply(chaos, request, path[3]);
    return isRead(request) ? reply(200, listOf(chaos.chaosTimelines())) : methodNotAllowed("GET, HEAD");
}

exchange::Response chaosTimelineReply(control::ChaosControl &chaos, const exchange::Request &request)
{
    const std::vector<std::string> &path = request.segments();
    if (path.size() == 5 && path[3] == "stages")
        return stageReply(chaos, request, path[4]);
    if (request.method == "PUT") {
        const auto name = onlyMember<std::string>(request.body, "name", &Json::is_string);
        auto started = chaos.startChaosTimeline(name ? *name : std::string(request.body), kOrigin);
        if (!started)
            return failure(started.error());
    } else if (request.method == "DELETE") {
        chaos.stopChaosTimeline(kOrigin);
    } else if (!isRead(request)) {
        return methodNotAllowed("GET, HEAD, PUT, DELETE");
    }
    return reply(200, toJson(chaos.chaosRun()));
}

nlohmann::ordered_json toJson(const control::ChaosPreset &preset)
{
    Json json{{"name", preset.name},
              {"description", preset.description},
              {"group", preset.group},
              {"applied", preset.applied}};
    const Json definition = Json::parse(preset.definition, nullptr, false);
    json["rules"] =
        definition.is_object() && definition.contains("rules") ? definition["rules"] : Json::array();
    return json;
}

nlohmann::ordered_json toJson(const control::ChaosTimeline &timeline)
{
    Json stages = Json::array();
    for (const control::ChaosStage &stage : timeline.stages)
        stages.push_back({{"name", stage.name},
                          {"duration_ms", stage.durationMs},
                          {"mode", stage.mode},
                          {"preset", stage.preset},
                          {"what", stage.detail}});
    return {{"name", timeline.name},
            {"description", timeline.description},
            {"group", timeline.group},
            {"repeat", timeline.repeat},
            {"time_to_live_ms", timeline.timeToLiveMs},
            {"stages", std::move(stages)},
            {"timeline", Json::parse(timeline.definition, nullptr, false)}};
}

nlohmann::ordered_json toJson(const control::ChaosRun &run)
{
    if (run.timeline.name.empty())
        return {{"running", false}};
    Json json{
        {"running", run.running},
        {"name", run.timeline.name},
        {"stage", run.stage},
        {"stage_name", run.stage < run.timeline.stages.size() ? run.timeline.stages[run.stage].name : ""},
        {"round", run.round},
        {"started_ms", run.startedMs},
        {"stages", toJson(run.timeline)["stages"]}};
    if (run.running) {
        json["stage_started_ms"] = run.stageStartedMs;
        json["elapsed_ms"] = run.elapsedMs;
        json["by"] = run.reason;
    } else {
        json["ended_ms"] = run.endedMs;
        json["ended"] = run.ended;
        json["reason"] = run.reason;
    }
    return json;
}

} // namespace mockforge::admin
