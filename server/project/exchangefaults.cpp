// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/delayreader.h"
#include "server/project/faultkeys.h"
#include "server/project/grpcreader.h"

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
using Settings = FaultSettings;
using Point = FaultType::Point;
constexpr std::int64_t kDay = 24LL * 3600 * 1000;

Key<Settings> delayKey(std::string description)
{
    return anyKey<Settings>("delay", "", std::move(description), delaySchema(),
                            [](Settings &settings, const Value &value, Findings &findings) {
                                readDelay("delay", value, settings.delay, findings);
                            });
}

Key<Settings> statusKey(std::string defaultText)
{
    return anyKey<Settings>(
        "status", std::move(defaultText), "Status code, or a list to draw from; gRPC and GraphQL map it",
        Json{{"anyOf", {{{"type", "integer"}}, {{"type", "array"}, {"items", {{"type", "integer"}}}}}}},
        [](Settings &settings, const Value &value, Findings &findings) {
            settings.status.clear();
            const std::vector<Value> one{value};
            for (const Value &item : value.kind == Value::Kind::List ? value.items : one) {
                if (const auto code = toInteger("status", item, 200, 599, findings))
                    settings.status.push_back(static_cast<int>(*code));
            }
            if (value.kind == Value::Kind::List && value.items.empty())
                findings.error(value.location, "out_of_range", "status names no code");
        });
}

void addReplyKeys(std::vector<Key<Settings>> &keys, const std::string &status)
{
    keys.push_back(statusKey(status));
    keys.push_back(
        withDefault(textKey<Settings>(
                        "body", "Body of the reply", [](Settings & s) -> auto & { return s.body; }),
                    "JSON with error and status"));
    keys.push_back(withDefault(
        textKey<Settings>(
            "content_type", "Content-Type of body", [](Settings & s) -> auto & { return s.contentType; }),
        "application/json"));
    keys.push_back(anyKey<Settings>("grpc_status", "what status maps to",
                                    "Status of a gRPC call instead, by name or number",
                                    Json{{"type", {"string", "integer"}}},
                                    [](Settings &settings, const Value &value, Findings &findings) {
                                        if (const auto code = toGrpcCode("grpc_status", value, findings))
                                            settings.grpcStatus = *code;
                                    }));
    keys.push_back(durationKey<Settings>(
        "retry_after", "Retry-After of the reply, in whole seconds; 0: none", 0, kDay,
        [](Settings & s) -> auto & { return s.retryAfterMs; }));
}

void addLatency(std::vector<FaultType> &types)
{
    FaultType type{"latency", "Waits before the reply", Point::Exchange, {}, {}, {}};
    type.keys.push_back(delayKey("How long: a time, or a distribution of times"));
    type.problem = [](const Settings &settings) {
        return settings.delay.isSet ? std::string() : std::string("needs a delay");
    };
    types.push_back(std::move(type));
}

void addAbort(std::vector<FaultType> &types)
{
    FaultType type{"abort", "Answers a status instead of the route", Point::Exchange, {}, {}, {}};
    type.defaults.status = {503};
    type.defaults.mode = "random";
    addReplyKeys(type.keys, "503");
    type.keys.push_back(
        withDefault(choiceKey<Settings>(
                        "order", "How the status is taken from a list", {"random", "sequence"},
                        [](Settings & s) -> auto & { return s.mode; }),
                    "random"));
    type.keys.push_back(delayKey("Wait before it"));
    types.push_back(std::move(type));
}

void addHang(std::vector<FaultType> &types)
{
    types.push_back({"hang",
                     "Never answers; the connection stays open until the client leaves",
                     Point::Exchange,
                     {},
                     {},
                     {}});
}

void addRateLimit(std::vector<FaultType> &types)
{
    FaultType type{"rate_limit",
                   "Answers 429 to what comes faster than a rate (token bucket), with Retry-After",
                   Point::Exchange,
                   {},
                   {},
                   {}};
    type.defaults.status = {429};
    type.keys.push_back(withDefault(numberKey<Settings>(
                                        "rate", "Exchanges a second that are let through", 0.001, 10'000'000,
                                        [](Settings & s) -> auto & { return s.rate; }),
                                    ""));
    type.keys.push_back(integerKey<Settings>(
        "burst", "Exchanges let through at once after a rest", 1, 10'000'000,
        [](Settings & s) -> auto & { return s.burst; }));
    type.keys.push_back(choiceKey<Settings>(
        "per", "What has a bucket of its own", {"all", "client", "route", "client_route"},
        [](Settings & s) -> auto & { return s.per; }));
    addReplyKeys(type.keys, "429");
    type.problem = [](const Settings &settings) {
        return settings.rate > 0 ? std::string() : std::string("needs a rate");
    };
    types.push_back(std::move(type));
}

void addBulkhead(std::vector<FaultType> &types)
{
    FaultType type{"bulkhead", "Answers 503 to exchanges beyond a number at a time", Point::Exchange, {}, {},
                   {}};
    type.defaults.status = {503};
    type.keys.push_back(withDefault(integerKey<Settings>(
                                        "max_concurrent", "Exchanges of this rule at a time", 1, 1'000'000,
                                        [](Settings & s) -> auto & { return s.maxConcurrent; }),
                                    ""));
    addReplyKeys(type.keys, "503");
    type.problem = [](const Settings &settings) {
        return settings.maxConcurrent > 0 ? std::string() : std::string("needs max_concurrent");
    };
    types.push_back(std::move(type));
}

void addCircuitBreaker(std::vector<FaultType> &types)
{
    FaultType type{"circuit_breaker",
                   "Answers 503 for a while after replies of 500 and above in a row",
                   Point::Exchange,
                   {},
                   {},
                   {}};
    type.defaults.status = {503};
    type.keys.push_back(integerKey<Settings>(
        "failures", "Replies of 500 and above in a row that open the circuit", 1, 1'000'000,
        [](Settings & s) -> auto & { return s.failures; }));
    type.keys.push_back(durationKey<Settings>(
        "open_for", "How long it stays open before it lets exchanges try", 1, kDay,
        [](Settings & s) -> auto & { return s.openForMs; }));
    type.keys.push_back(integerKey<Settings>(
        "successes", "Replies below 500 in a row that close it again", 1, 1'000'000,
        [](Settings & s) -> auto & { return s.successes; }));
    addReplyKeys(type.keys, "503");
    types.push_back(std::move(type));
}

} // namespace

void addExchangeFaults(std::vector<FaultType> &types)
{
    addLatency(types);
    addAbort(types);
    addHang(types);
    addRateLimit(types);
    addBulkhead(types);
    addCircuitBreaker(types);
}

} // namespace mockforge::project
