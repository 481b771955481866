// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/json.h"

#include <algorithm>
#include <array>

namespace mockforge::admin {

namespace {

using Json = nlohmann::ordered_json;

Error badKey(const std::string &key, const std::string &why)
{
    return Error{
        "bad_request", "'" + key + "' " + why,
        "the keys are mode, preset, latency_multiplier, error_rate, status_codes, timeout_rate and latency "
        "{min_ms, max_ms, spike_probability}"};
}

Result<void> readNumber(const std::string &key, const Json &value, double &target)
{
    if (!value.is_number())
        return badKey(key, "must be a number");
    target = value.get<double>();
    return {};
}

Result<void> readMs(const std::string &key, const Json &value, int &target)
{
    if (!value.is_number_integer() || value.get<std::int64_t>() < 0 || value.get<std::int64_t>() > 600'000)
        return badKey(key, "must be whole milliseconds from 0 to 600000");
    target = value.get<int>();
    return {};
}

Result<void> readCodes(const Json &value, std::vector<int> &target)
{
    const auto isCode = [](const Json &code) {
        return code.is_number_integer() && code.get<std::int64_t>() >= 400 && code.get<std::int64_t>() <= 599;
    };
    if (!value.is_array() || !std::all_of(value.begin(), value.end(), isCode))
        return badKey("status_codes", "must be a list of status codes from 400 to 599");
    target = value.get<std::vector<int>>();
    return {};
}

Result<void> readLatency(const Json &value, control::Scenario &scenario)
{
    if (!value.is_object())
        return badKey("latency", "must be an object");
    for (const auto &[key, part] : value.items()) {
        auto read = key == "min_ms"   ? readMs("latency.min_ms", part, scenario.minMs)
                    : key == "max_ms" ? readMs("latency.max_ms", part, scenario.maxMs)
                    : key == "spike_probability"
                        ? readNumber("latency.spike_probability", part, scenario.spikeProbability)
                        : Result<void>(badKey("latency." + key, "is not a key of a scenario"));
        if (!read)
            return read;
    }
    return {};
}

Result<void> readParameter(const std::string &key, const Json &value, control::Scenario &scenario)
{
    if (key == "mode" || key == "preset")
        return {};
    if (key == "latency_multiplier")
        return readNumber(key, value, scenario.latencyMultiplier);
    if (key == "error_rate")
        return readNumber(key, value, scenario.errorRate);
    if (key == "timeout_rate")
        return readNumber(key, value, scenario.timeoutRate);
    if (key == "status_codes")
        return readCodes(value, scenario.statusCodes);
    if (key == "latency")
        return readLatency(value, scenario);
    return badKey(key, "is not a key of a scenario");
}

Result<control::Scenario> presetNamed(const Json &name, const std::vector<control::Preset> &presets)
{
    if (!name.is_string())
        return badKey("preset", "must be a preset's name");
    std::string known;
    for (const control::Preset &preset : presets) {
        if (preset.name == name.get<std::string>())
            return preset.scenario;
        known += (known.empty() ? "" : ", ") + preset.name;
    }
    return Error{"unknown_preset", "there is no preset '" + name.get<std::string>() + "'",
                 "the presets are " + known};
}

Result<control::Scenario> startingPoint(const Json &value, const std::vector<control::Preset> &presets)
{
    if (value.contains("preset") && value.contains("mode"))
        return badKey("preset", "and 'mode' exclude each other");
    if (value.contains("preset"))
        return presetNamed(value.at("preset"), presets);
    if (!value.contains("mode") || !value.at("mode").is_string())
        return badKey("mode", "is missing: name a mode or a preset");
    auto mode = control::modeFromName(value.at("mode").get<std::string>());
    if (!mode)
        return mode.error();
    return control::defaultScenario(mode.value());
}

} // namespace

nlohmann::ordered_json toJson(const control::Scenario &scenario)
{
    Json json{{"mode", std::string(control::modeName(scenario.mode))}};
    json["preset"] = scenario.preset.empty() ? Json(nullptr) : Json(scenario.preset);
    json["description"] = control::describe(scenario);
    if (scenario.mode == control::Mode::Degraded)
        json["latency_multiplier"] = scenario.latencyMultiplier;
    if (scenario.mode != control::Mode::Healthy) {
        json["error_rate"] = scenario.errorRate;
        json["status_codes"] = scenario.statusCodes;
    }
    if (scenario.mode == control::Mode::Chaos) {
        json["timeout_rate"] = scenario.timeoutRate;
        json["latency"] = {{"min_ms", scenario.minMs},
                           {"max_ms", scenario.maxMs},
                           {"spike_probability", scenario.spikeProbability}};
    }
    return json;
}

nlohmann::ordered_json toJson(const control::EndpointStatus &endpoint)
{
    Json json{{"id", endpoint.id},
              {"state", std::string(control::stateName(endpoint.state))},
              {"url", endpoint.url()},
              {"host", endpoint.host},
              {"port", endpoint.port}};
    if (!endpoint.error.empty()) {
        json["error"] = {
            {"code", endpoint.errorCode}, {"message", endpoint.error}, {"advice", endpoint.advice}};
        if (endpoint.owner.pid != 0)
            json["error"]["held_by"] = {{"process", endpoint.owner.process}, {"pid", endpoint.owner.pid}};
    }
    return json;
}

bool isHealthy(const Status &status)
{
    return std::none_of(status.endpoints.begin(), status.endpoints.end(),
                        [](const control::EndpointStatus &endpoint) {
                            return endpoint.state == control::EndpointState::Failed;
                        });
}

nlohmann::ordered_json healthJson(const Status &status)
{
    const bool anyRunning =
        std::any_of(status.endpoints.begin(), status.endpoints.end(), [](const auto &endpoint) {
            const bool data = control::isData(endpoint.kind);
            return data && endpoint.state == control::EndpointState::Running;
        });
    Json endpoints = Json::array();
    for (const control::EndpointStatus &endpoint : status.endpoints)
        endpoints.push_back(toJson(endpoint));
    return {{"status", !isHealthy(status) ? "failing"
                       : anyRunning       ? "ok"
                                          : "stopped"},
            {"version", MOCKFORGE_VERSION},
            {"started_ms", status.startedMs},
            {"endpoints", std::move(endpoints)}};
}

Result<control::Scenario> scenarioFromJson(std::string_view text, const std::vector<control::Preset> &presets)
{
    const Json value = Json::parse(text, nullptr, false);
    if (!value.is_object())
        return Error{"bad_request", "the body is not a JSON object",
                     R"(send {"mode": "chaos"} or {"preset": "staging"})"};
    auto start = startingPoint(value, presets);
    if (!start)
        return start;
    control::Scenario scenario = std::move(start).value();
    for (const auto &[key, part] : value.items()) {
        if (auto read = readParameter(key, part, scenario); !read)
            return read.error();
    }
    if (auto valid = control::validate(scenario); !valid)
        return valid.error();
    return scenario;
}

exchange::Response reply(int status, const nlohmann::ordered_json &value)
{
    exchange::Response response;
    response.status = status;
    response.headers.emplace_back("Content-Type", "application/json");
    response.headers.emplace_back("Cache-Control", "no-store");
    response.body = value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    return response;
}

exchange::Response errorReply(int status, const Error &error)
{
    return reply(status, {{"error", error.message}, {"code", error.code}, {"detail", error.detail}});
}

exchange::Response methodNotAllowed(std::string_view allow)
{
    exchange::Response response =
        errorReply(405, {"method_not_allowed", "this resource takes " + std::string(allow), ""});
    response.headers.emplace_back("Allow", std::string(allow));
    return response;
}

bool isRead(const exchange::Request &request)
{
    return request.method == "GET" || request.method == "HEAD";
}

} // namespace mockforge::admin
