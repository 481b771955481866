// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/chaossectionkeys.h"

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
using Section = ChaosSection;
constexpr std::int64_t kMany = 1'000'000'000;
constexpr std::int64_t kMaxMs = 600'000;

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

} // namespace

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
        "connection_error_kind", "How it fails: an answer of 503, an RST, or a FIN",
        {"http503", "tcp_reset", "tcp_close"}, [](Section & s) -> auto & { return s.connectionErrorKind; }));
    keys.push_back(booleanKey<Section>(
        "timeout_errors", "Whether exchanges answer 504 after timeout_ms",
        [](Section & s) -> auto & { return s.timeoutErrors; }));
    keys.push_back(integerKey<Section>(
        "timeout_ms", "Milliseconds until then", 0, kMaxMs,
        [](Section & s) -> auto & { return s.timeoutMs; }));
    addShare(
        keys, "timeout_probability", "Share of exchanges that do",
        [](Section & s) -> auto & { return s.timeoutProbability; });
    keys.push_back(booleanKey<Section>(
        "partial_responses", "Whether replies end in the middle",
        [](Section & s) -> auto & { return s.partialResponses; }));
    addShare(
        keys, "partial_response_probability", "Share of exchanges that do",
        [](Section & s) -> auto & { return s.partialResponseProbability; });
    keys.push_back(booleanKey<Section>(
        "payload_corruption", "Whether bodies are corrupted",
        [](Section & s) -> auto & { return s.payloadCorruption; }));
    addShare(
        keys, "payload_corruption_probability", "Share of exchanges whose body is",
        [](Section & s) -> auto & { return s.payloadCorruptionProbability; });
    keys.push_back(choiceKey<Section>(
        "corruption_type", "How", {"none", "random_bytes", "truncate", "bit_flip"},
        [](Section & s) -> auto & { return s.corruptionType; }));
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
           "List of {type: http_error, status_code, message}, {type: timeout, duration_ms}, {type: "
           "connection_error}, {type: partial_response, truncate_percent} and {type: payload_corruption, "
           "corruption_type}",
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

SectionKeys shapingKeys()
{
    SectionKeys keys;
    addEnabled(keys);
    keys.push_back(integerKey<Section>(
        "bandwidth_limit_bps", "Bytes a second for each connection; 0: no limit", 0, 1024LL * 1024 * 1024,
        [](Section & s) -> auto & { return s.bytesPerSecond; }));
    keys.push_back(numberKey<Section>(
        "packet_loss_percent", "Percent of the segments that stall as if lost", 0, 95,
        [](Section & s) -> auto & { return s.packetLossPercent; }));
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

} // namespace mockforge::project
