// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/chaosreader.h"
#include "server/project/chaossectionkeys.h"

#include <algorithm>
#include <cmath>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
using Section = ChaosSection;

std::string milliseconds(std::int64_t ms)
{
    return std::to_string(ms) + "ms";
}

Json ruleOf(const char *name, Json fault, double probability)
{
    Json rule{{"name", name}, {"fault", std::move(fault)}};
    if (probability < 1)
        rule["probability"] = probability;
    return rule;
}

/// MockForge's distribution: "fixed", "uniform", {normal: {mean_ms, std_dev_ms}}, {exponential: {lambda}}.
Json distributionOf(const Json &distribution)
{
    if (!distribution.is_object() || distribution.size() != 1)
        return nullptr;
    const auto &only = distribution.items().begin();
    const auto number = [&only](const char *name) {
        return only.value().value(name, 0.0);
    };
    if (!only.value().is_object())
        return nullptr;
    if (only.key() == "normal")
        return {{"normal",
                 {{"mean", milliseconds(std::llround(number("mean_ms")))},
                  {"std_dev", milliseconds(std::llround(number("std_dev_ms")))}}}};
    // lambda is a rate per millisecond: its mean is the reciprocal.
    if (only.key() == "exponential" && number("lambda") > 0)
        return {{"exponential", {{"mean", milliseconds(std::llround(1 / number("lambda")))}}}};
    return nullptr;
}

std::vector<Json> latencyRules(const Section &section)
{
    Json delay = distributionOf(section.distribution);
    if (!delay.is_null()) {
    } else if (section.rangeMs.size() == 2) {
        delay = {{"uniform",
                  {{"min", milliseconds(section.rangeMs[0])}, {"max", milliseconds(section.rangeMs[1])}}}};
    } else if (section.fixedMs >= 0) {
        delay = {{"fixed", milliseconds(section.fixedMs)}};
    } else {
        return {};
    }
    if (section.jitterPercent > 0)
        delay["jitter"] = section.jitterPercent / 100;
    return {ruleOf("latency", {{"latency", {{"delay", std::move(delay)}}}}, section.probability)};
}

/// request_matcher in the words of `when`.
Json scopeOf(const Json &matcher)
{
    Json when = Json::object();
    if (!matcher.is_object())
        return when;
    if (matcher.contains("source_ips"))
        when["source"] = matcher["source_ips"];
    if (matcher.contains("headers") && matcher["headers"].is_array()) {
        for (const Json &header : matcher["headers"]) {
            const bool named = header.is_object() && header.contains("name") && header["name"].is_string();
            if (named)
                when["headers"][header["name"].get<std::string>()] =
                    header.contains("value") && !header["value"].is_null() ? Json{{"equals", header["value"]}}
                                                                           : Json{{"present", true}};
        }
    }
    if (matcher.contains("min_body_size_bytes"))
        when["body_size"]["min"] = matcher["min_body_size_bytes"];
    if (matcher.contains("max_body_size_bytes"))
        when["body_size"]["max"] = matcher["max_body_size_bytes"];
    if (matcher.contains("chunked_only"))
        when["chunked"] = matcher["chunked_only"];
    return when;
}

/// error_pattern decides how the HTTP errors come; without one their probability does.
Json errorRule(const Section &section)
{
    const Json &pattern = section.errorPattern;
    const std::string type = pattern.is_object() ? pattern.value("type", "") : "";
    Json abort{{"status", section.httpErrors}};
    if (type == "sequential") {
        abort["status"] = pattern.contains("sequence") ? pattern["sequence"] : Json(section.httpErrors);
        abort["order"] = "sequence";
        return ruleOf("http errors", {{"abort", std::move(abort)}}, 1);
    }
    if (type == "burst") {
        Json rule = ruleOf("http errors", {{"abort", std::move(abort)}}, 1);
        rule["burst"] = {{"count", pattern.value("count", 1)},
                         {"interval", pattern.value("interval_ms", 1000)}};
        return rule;
    }
    const double probability = type == "random" ? pattern.value("probability", section.httpErrorProbability)
                                                : section.httpErrorProbability;
    return ruleOf("http errors", {{"abort", std::move(abort)}}, probability);
}

Json connectionError(const Section &section)
{
    if (section.connectionErrorKind == "tcp_reset")
        return {{"reset", {{"at", "before"}}}};
    if (section.connectionErrorKind == "tcp_close")
        return {{"empty_reply", Json::object()}};
    return {{"abort", {{"status", 503}}}};
}

Json corruption(const std::string &type)
{
    if (type == "truncate")
        return {{"truncate", {{"length", "right"}}}};
    return {{"corrupt_body", {{"mode", type}}}};
}

std::vector<Json> shapingRules(const Section &section)
{
    std::vector<Json> rules;
    if (section.bytesPerSecond > 0)
        rules.push_back(ruleOf("bandwidth", {{"bandwidth", {{"rate", section.bytesPerSecond}}}}, 1));
    if (section.packetLossPercent > 0)
        rules.push_back(
            ruleOf("packet loss", {{"packet_loss", {{"share", section.packetLossPercent / 100}}}}, 1));
    return rules;
}

std::vector<Json> faultRules(const Section &section)
{
    std::vector<Json> rules;
    if (!section.httpErrors.empty())
        rules.push_back(errorRule(section));
    if (section.connectionErrors)
        rules.push_back(
            ruleOf("connection errors", connectionError(section), section.connectionErrorProbability));
    if (section.timeoutErrors)
        rules.push_back(ruleOf("timeouts",
                               {{"abort", {{"status", 504}, {"delay", milliseconds(section.timeoutMs)}}}},
                               section.timeoutProbability));
    if (section.partialResponses)
        rules.push_back(
            ruleOf("partial responses", {{"truncate", Json::object()}}, section.partialResponseProbability));
    if (section.payloadCorruption && section.corruptionType != "none")
        rules.push_back(ruleOf("payload corruption", corruption(section.corruptionType),
                               section.payloadCorruptionProbability));
    const Json when = scopeOf(section.matcher);
    for (Json &rule : rules) {
        if (!when.empty())
            rule["when"] = when;
    }
    return rules;
}

std::vector<Json> rateRules(const Section &section)
{
    const char *const per = section.perIp         ? section.perEndpoint ? "client_route" : "client"
                            : section.perEndpoint ? "route"
                                                  : "all";
    return {ruleOf(
        "rate limit",
        {{"rate_limit", {{"rate", section.requestsPerSecond}, {"burst", section.burstSize}, {"per", per}}}},
        1)};
}

std::vector<Json> breakerRules(const Section &section)
{
    return {ruleOf("circuit breaker",
                   {{"circuit_breaker",
                     {{"failures", section.failureThreshold},
                      {"successes", section.successThreshold},
                      {"open_for", milliseconds(section.openMs)}}}},
                   1)};
}

std::vector<Json> bulkheadRules(const Section &section)
{
    return {ruleOf("bulkhead", {{"bulkhead", {{"max_concurrent", section.maxConcurrent}}}}, 1)};
}

Json faultOfType(const Json &type, const std::string &name)
{
    if (name == "http_error") {
        Json abort{{"status", type.value("status_code", 500)}};
        if (type.contains("message") && type["message"].is_string())
            abort["body"] =
                Json{{"error", type["message"]}, {"status", type.value("status_code", 500)}}.dump();
        return {{"abort", std::move(abort)}};
    }
    if (name == "timeout")
        return {{"abort", {{"status", 504}, {"delay", milliseconds(type.value("duration_ms", 5000))}}}};
    if (name == "connection_error")
        return {{"abort", {{"status", 503}}}};
    if (name == "partial_response")
        return {{"truncate", {{"share", 1 - type.value("truncate_percent", 50.0) / 100}}}};
    if (name == "payload_corruption")
        return corruption(type.value("corruption_type", "bit_flip"));
    // Let the reader name what it does not know, with its place.
    return {{name, Json::object()}};
}

/// One of several types each time: the i-th rule gets the share that is left for it by those before.
std::vector<Json> routeFaultRules(const Section &section)
{
    std::vector<Json> rules;
    if (!section.faultTypes.is_array() || section.faultTypes.empty())
        return rules;
    const double each = section.probability / static_cast<double>(section.faultTypes.size());
    for (const Json &type : section.faultTypes) {
        const std::string name = type.is_object() ? type.value("type", "") : type.dump();
        const double left = 1 - each * static_cast<double>(rules.size());
        Json rule = ruleOf("", faultOfType(type, name), left > 0 ? std::min(1.0, each / left) : 1);
        rule["name"] = "fault " + std::to_string(rules.size() + 1) + " " + name;
        rules.push_back(std::move(rule));
    }
    return rules;
}

std::vector<UnservedKey> unserved(std::initializer_list<const char *> names)
{
    std::vector<UnservedKey> list;
    for (const char *name : names)
        list.push_back({name, "this is not supported by this version"});
    return list;
}

} // namespace

const std::vector<ChaosSectionType> &chaosSections()
{
    static const std::vector<ChaosSectionType> sections{
        {"latency", "MockForge's latency: a rule with the fault latency", latencyKeys(), {}, latencyRules},
        {"fault_injection", "MockForge's fault injection: a rule for each kind that it turns on",
         faultInjectionKeys(), unserved({"mockai_enabled"}), faultRules},
        {"rate_limit", "MockForge's rate limit: a rule with the fault rate_limit", rateKeys(), {}, rateRules},
        {"circuit_breaker", "MockForge's circuit breaker: a rule with the fault circuit_breaker",
         breakerKeys(),
         unserved({"half_open_max_requests", "failure_rate_threshold", "min_requests_for_rate",
                   "rolling_window_ms"}),
         breakerRules},
        {"traffic_shaping", "MockForge's traffic shaping: rules with the faults bandwidth and packet_loss",
         shapingKeys(), unserved({"max_connections", "connection_timeout_ms"}), shapingRules},
        {"bulkhead", "MockForge's bulkhead: a rule with the fault bulkhead", bulkheadKeys(),
         unserved({"max_queue_size", "queue_timeout_ms"}), bulkheadRules},
    };
    return sections;
}

const std::vector<ChaosSectionType> &routeChaosSections()
{
    static const std::vector<ChaosSectionType> sections{
        {"fault_injection",
         "MockForge's faults of a route: one of several, by chance",
         routeFaultKeys(),
         {},
         routeFaultRules},
        {"latency",
         "MockForge's latency of a route: a rule with the fault latency",
         routeLatencyKeys(),
         {},
         latencyRules},
    };
    return sections;
}

void readChaosSection(const ChaosSectionType &type, const std::string &title, const Value &value,
                      std::vector<ChaosRule> &out, Findings &findings)
{
    Section section;
    readMap(value, "", title, type.keys, type.unserved, section, findings);
    if (value.kind != Value::Kind::Map || !section.enabled)
        return;
    std::vector<Json> rules;
    try {
        rules = type.rules(section);
    } catch (const Json::exception &) {
        findings.error(value.location, "wrong_type", title + " holds a value of the wrong type",
                       "see " + type.name + " in the manual");
    }
    for (const Json &json : rules) {
        ChaosRule rule;
        readChaosRule(title, fromJson(json, value.location), rule, findings);
        out.push_back(std::move(rule));
    }
}

} // namespace mockforge::project
