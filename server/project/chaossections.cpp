// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/chaosreader.h"

#include <algorithm>
#include <cmath>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
using Section = ChaosSection;
using SectionKeys = std::vector<Key<ChaosSection>>;
constexpr std::int64_t kMany = 1'000'000'000;
constexpr std::int64_t kMaxMs = 600'000;

std::string milliseconds(std::int64_t ms)
{
    return std::to_string(ms) + "ms";
}

void addEnabled(SectionKeys &keys)
{
    keys.push_back(booleanKey<Section>(
        "enabled", "Whether the section has any effect", [](Section & s) -> auto & { return s.enabled; }));
}

template <typename Access>
void addShare(SectionKeys &keys, const char *name, const char *description, Access access)
{
    keys.push_back(numberKey<Section>(name, description, 0, 1, access));
}

/// A part that is read further when the rule is made of it.
void addRaw(SectionKeys &keys, const char *name, const char *description, Json Section::*member)
{
    keys.push_back(anyKey<Section>(
        name, "", description, Json::object(),
        [member](Section &section, const Value &value, Findings &) { section.*member = toJson(value); }));
}

void addDelay(SectionKeys &keys)
{
    Key<Section> fixed = integerKey<Section>(
        "fixed_delay_ms", "Milliseconds to wait", 0, kMaxMs, [](Section & s) -> auto & { return s.fixedMs; });
    fixed.defaultText.clear();
    keys.push_back(std::move(fixed));
    keys.push_back(anyKey<Section>(
        "random_delay_range_ms", "", "Least and most milliseconds to wait, instead of a fixed time",
        Json{{"type", "array"}, {"items", {{"type", "integer"}}}, {"minItems", 2}, {"maxItems", 2}},
        [](Section &section, const Value &value, Findings &findings) {
            if (value.kind != Value::Kind::List || value.items.size() != 2) {
                wrongType("random_delay_range_ms", value, "a list of two numbers", findings);
                return;
            }
            for (const Value &item : value.items) {
                if (const auto ms = toInteger("random_delay_range_ms", item, 0, kMaxMs, findings))
                    section.rangeMs.push_back(*ms);
            }
        }));
    keys.push_back(numberKey<Section>(
        "jitter_percent", "Plus or minus this many percent of the wait", 0, 100,
        [](Section & s) -> auto & { return s.jitterPercent; }));
    addShare(
        keys, "probability", "Share of exchanges that wait",
        [](Section & s) -> auto & { return s.probability; });
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

std::vector<Json> faultRules(const Section &section)
{
    std::vector<Json> rules;
    if (!section.httpErrors.empty())
        rules.push_back(errorRule(section));
    if (section.connectionErrors)
        rules.push_back(
            ruleOf("connection errors", {{"abort", {{"status", 503}}}}, section.connectionErrorProbability));
    if (section.timeoutErrors)
        rules.push_back(ruleOf("timeouts",
                               {{"abort", {{"status", 504}, {"delay", milliseconds(section.timeoutMs)}}}},
                               section.timeoutProbability));
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

SectionKeys latencyKeys()
{
    SectionKeys keys;
    addEnabled(keys);
    addDelay(keys);
    return keys;
}

SectionKeys routeLatencyKeys()
{
    SectionKeys keys = latencyKeys();
    addRaw(
        keys, "distribution",
        "fixed, uniform, {normal: {mean_ms, std_dev_ms}} or {exponential: {lambda}}, lambda per millisecond",
        &Section::distribution);
    return keys;
}

SectionKeys faultInjectionKeys()
{
    SectionKeys keys;
    addEnabled(keys);
    keys.push_back(anyKey<Section>(
        "http_errors", "[500, 502, 503, 504]", "Status codes to answer with", Json{{"type", "array"}},
        [](Section &section, const Value &value, Findings &findings) {
            section.httpErrors.clear();
            if (value.kind != Value::Kind::List)
                wrongType("http_errors", value, "a list of status codes", findings);
            for (const Value &item : value.items) {
                if (const auto code = toInteger("http_errors", item, 200, 599, findings))
                    section.httpErrors.push_back(static_cast<int>(*code));
            }
        }));
    addShare(
        keys, "http_error_probability", "Share of exchanges that answer one of them",
        [](Section & s) -> auto & { return s.httpErrorProbability; });
    keys.push_back(booleanKey<Section>(
        "connection_errors", "Whether connections fail",
        [](Section & s) -> auto & { return s.connectionErrors; }));
    addShare(
        keys, "connection_error_probability", "Share of exchanges whose connection fails",
        [](Section & s) -> auto & { return s.connectionErrorProbability; });
    keys.push_back(choiceKey<Section>(
        "connection_error_kind", "How it fails", {"http503"},
        [](Section & s) -> auto & { return s.connectionErrorKind; }));
    keys.push_back(booleanKey<Section>(
        "timeout_errors", "Whether exchanges answer 504 after timeout_ms",
        [](Section & s) -> auto & { return s.timeoutErrors; }));
    keys.push_back(integerKey<Section>(
        "timeout_ms", "Milliseconds until then", 0, kMaxMs,
        [](Section & s) -> auto & { return s.timeoutMs; }));
    addShare(
        keys, "timeout_probability", "Share of exchanges that do",
        [](Section & s) -> auto & { return s.timeoutProbability; });
    addRaw(keys, "error_pattern",
           "How the HTTP errors come: {type: burst, count, interval_ms}, {type: random, probability} or "
           "{type: sequential, sequence}",
           &Section::errorPattern);
    addRaw(keys, "request_matcher",
           "Which requests: source_ips, headers (name, value), min_body_size_bytes, max_body_size_bytes, "
           "chunked_only",
           &Section::matcher);
    return keys;
}

SectionKeys routeFaultKeys()
{
    SectionKeys keys;
    addEnabled(keys);
    addShare(
        keys, "probability", "Share of the route's exchanges with one of the faults",
        [](Section & s) -> auto & { return s.probability; });
    addRaw(keys, "fault_types",
           "List of {type: http_error, status_code, message}, {type: timeout, duration_ms} and {type: "
           "connection_error}",
           &Section::faultTypes);
    return keys;
}

SectionKeys rateKeys()
{
    SectionKeys keys;
    addEnabled(keys);
    keys.push_back(integerKey<Section>(
        "requests_per_second", "Requests a second that are let through", 1, 10'000'000,
        [](Section & s) -> auto & { return s.requestsPerSecond; }));
    keys.push_back(integerKey<Section>(
        "burst_size", "Requests let through at once", 1, 10'000'000,
        [](Section & s) -> auto & { return s.burstSize; }));
    keys.push_back(booleanKey<Section>(
        "per_ip", "Each client has a bucket of its own", [](Section & s) -> auto & { return s.perIp; }));
    keys.push_back(booleanKey<Section>(
        "per_endpoint", "Each route has a bucket of its own",
        [](Section & s) -> auto & { return s.perEndpoint; }));
    return keys;
}

SectionKeys breakerKeys()
{
    SectionKeys keys;
    addEnabled(keys);
    keys.push_back(integerKey<Section>(
        "failure_threshold", "Errors in a row that open it", 1, kMany,
        [](Section & s) -> auto & { return s.failureThreshold; }));
    keys.push_back(integerKey<Section>(
        "success_threshold", "Successes in a row that close it", 1, kMany,
        [](Section & s) -> auto & { return s.successThreshold; }));
    keys.push_back(integerKey<Section>(
        "timeout_ms", "Milliseconds it stays open", 1, kMany,
        [](Section & s) -> auto & { return s.openMs; }));
    return keys;
}

SectionKeys bulkheadKeys()
{
    SectionKeys keys;
    addEnabled(keys);
    keys.push_back(integerKey<Section>(
        "max_concurrent_requests", "Requests at a time", 1, 1'000'000,
        [](Section & s) -> auto & { return s.maxConcurrent; }));
    return keys;
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
