// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/chaosreply.h"

#include "server/admin/chaosplansreply.h"
#include "server/admin/json.h"
#include "server/net/flawedcertificate.h"

#include <algorithm>

namespace mockforge::admin {

namespace {

using Json = nlohmann::ordered_json;
constexpr const char *kOrigin = "admin API";

exchange::Response failure(const Error &error)
{
    return errorReply(error.code == "unknown_rule" ? 404 : 400, error);
}

/// {"enabled": true} and nothing else.
std::optional<bool> switchOf(std::string_view body)
{
    const Json json = Json::parse(body, nullptr, false);
    if (!json.is_object() || json.size() != 1 || !json.contains("enabled") || !json["enabled"].is_boolean())
        return std::nullopt;
    return json["enabled"].get<bool>();
}

exchange::Response ruleReply(control::ChaosControl &chaos, const std::string &name, int status)
{
    for (const control::ChaosRuleStatus &rule : chaos.chaosStatus().rules) {
        if (rule.name == name)
            return reply(status, toJson(rule));
    }
    return errorReply(
        404, {"unknown_rule", "there is no chaos rule '" + name + "'", "GET /__mockforge/chaos lists them"});
}

exchange::Response allReply(control::ChaosControl &chaos, const exchange::Request &request)
{
    if (request.method == "PUT") {
        const auto enabled = switchOf(request.body);
        if (!enabled)
            return errorReply(400,
                              {"bad_request", "the body is not {\"enabled\": true} or {\"enabled\": false}",
                               "rules are put to /__mockforge/chaos/rules/NAME"});
        chaos.setChaosEnabled(*enabled, kOrigin);
    } else if (request.method == "DELETE") {
        chaos.stopAllChaos(kOrigin);
    } else if (!isRead(request)) {
        return methodNotAllowed("GET, HEAD, PUT, DELETE");
    }
    return reply(200, toJson(chaos.chaosStatus()));
}

exchange::Response rulesReply(control::ChaosControl &chaos, const exchange::Request &request)
{
    if (isRead(request))
        return reply(200, toJson(chaos.chaosStatus())["rules"]);
    if (request.method != "POST")
        return methodNotAllowed("GET, HEAD, POST");
    auto name = chaos.putChaosRule(std::string(request.body), kOrigin);
    return name ? ruleReply(chaos, name.value(), 201) : failure(name.error());
}

exchange::Response oneReply(control::ChaosControl &chaos, const exchange::Request &request,
                            const std::string &name)
{
    if (isRead(request))
        return ruleReply(chaos, name, 200);
    if (request.method == "DELETE") {
        auto removed = chaos.removeChaosRule(name, kOrigin);
        return removed ? reply(200, toJson(chaos.chaosStatus())) : failure(removed.error());
    }
    if (request.method != "PUT")
        return methodNotAllowed("GET, HEAD, PUT, DELETE");
    if (const auto enabled = switchOf(request.body)) {
        auto changed = chaos.enableChaosRule(name, *enabled, kOrigin);
        return changed ? ruleReply(chaos, name, 200) : failure(changed.error());
    }
    Json rule = Json::parse(request.body, nullptr, false);
    if (!rule.is_object())
        return errorReply(400, {"bad_request", "the body is not a JSON object",
                                R"(send {"fault": {"latency": {"delay": "100ms"}}})"});
    rule["name"] = name;
    auto put = chaos.putChaosRule(rule.dump(-1, ' ', false, Json::error_handler_t::replace), kOrigin);
    return put ? ruleReply(chaos, name, 200) : failure(put.error());
}

/// What a client trusts that is to see nothing wrong with a flawed certificate but its flaw.
exchange::Response authorityReply(const exchange::Request &request)
{
    if (!isRead(request))
        return methodNotAllowed("GET, HEAD");
    exchange::Response response;
    response.body = net::flawedAuthority();
    if (response.body.empty())
        return errorReply(500, {"cannot_generate", "no authority could be made", "see the log"});
    response.headers.emplace_back("Content-Type", "application/x-pem-file");
    return response;
}

} // namespace

nlohmann::ordered_json toJson(const control::ChaosRuleStatus &rule)
{
    return {{"name", rule.name},
            {"fault", rule.fault},
            {"state", std::string(control::chaosStateName(rule.state))},
            {"origin", rule.origin},
            {"seed", rule.seed},
            {"matched", rule.matched},
            {"fired", rule.fired},
            {"active", rule.active},
            {"configured_share", rule.configuredShare},
            {"observed_share", rule.observedShare},
            {"interval", {rule.shareLow, rule.shareHigh}},
            {"last_fired_ms", rule.lastFiredMs},
            {"rule", Json::parse(rule.definition, nullptr, false)}};
}

nlohmann::ordered_json toJson(const control::ChaosStatus &status)
{
    Json rules = Json::array();
    for (const control::ChaosRuleStatus &rule : status.rules)
        rules.push_back(toJson(rule));
    return {{"enabled", status.enabled},
            {"active", status.active},
            {"max_active", status.maxActive},
            {"rules", std::move(rules)}};
}

exchange::Response chaosReply(control::ChaosControl &chaos, const exchange::Request &request)
{
    const std::vector<std::string> &path = request.segments(); // "__mockforge", "chaos", …
    if (path.size() == 2)
        return allReply(chaos, request);
    if (path.size() == 3 && path[2] == "rules")
        return rulesReply(chaos, request);
    if (path.size() == 4 && path[2] == "rules")
        return oneReply(chaos, request, path[3]);
    if (path.size() <= 4 && path[2] == "presets")
        return chaosPresetsReply(chaos, request);
    if (path.size() <= 4 && path[2] == "timelines")
        return chaosTimelinesReply(chaos, request);
    if (path[2] == "timeline" && (path.size() == 3 || path.size() == 5))
        return chaosTimelineReply(chaos, request);
    if (path.size() == 3 && path[2] == "stop") {
        if (request.method != "POST")
            return methodNotAllowed("POST");
        chaos.stopAllChaos(kOrigin);
        return reply(200, toJson(chaos.chaosStatus()));
    }
    if (path.size() == 3 && path[2] == "log") {
        if (!isRead(request))
            return methodNotAllowed("GET, HEAD");
        exchange::Response response;
        response.headers.emplace_back("Content-Type", "application/x-ndjson");
        response.body = chaos.chaosLog();
        return response;
    }
    if (path.size() == 3 && path[2] == "authority")
        return authorityReply(request);
    return errorReply(404,
                      {"not_found", "the admin API has no " + std::string(request.path),
                       "it has /__mockforge/chaos, and below it rules, rules/NAME, presets, presets/NAME, "
                       "timelines, timelines/NAME, timeline, timeline/stages/N, stop, log and authority"});
}

} // namespace mockforge::admin
