// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/faultkeys.h"
#include "server/project/grpcreader.h"

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
using Settings = FaultSettings;
using Point = FaultType::Point;
constexpr std::int64_t kMany = 1'000'000'000;
constexpr std::int64_t kMiB = 1024LL * 1024;
constexpr int kUnavailable = 14;

FaultType grpcFault(std::string name, std::string description, Point point)
{
    FaultType type{std::move(name), std::move(description), point, {}, {}, {}};
    type.protocols = {"grpc"};
    return type;
}

void addAbort(std::vector<FaultType> &types)
{
    FaultType type =
        grpcFault("grpc_abort", "Ends a gRPC call with a status, at once or behind messages of its stream",
                  Point::Exchange);
    type.defaults.grpcStatus = kUnavailable;
    type.keys.push_back(anyKey<Settings>("status", "UNAVAILABLE", "Status, by name or number",
                                         Json{{"type", {"string", "integer"}}},
                                         [](Settings &settings, const Value &value, Findings &findings) {
                                             if (const auto code = toGrpcCode("status", value, findings))
                                                 settings.grpcStatus = *code;
                                         }));
    type.keys.push_back(
        withDefault(textKey<Settings>(
                        "message", "Message of the status", [](Settings & s) -> auto & { return s.body; }),
                    "injected and the name of the status"));
    type.keys.push_back(anyKey<Settings>(
        "details", "", "Details of the status: a list of messages, each with \"@type\"",
        Json{{"type", "array"}, {"items", {{"type", "object"}}}},
        [](Settings &settings, const Value &value, Findings &findings) {
            if (value.kind == Value::Kind::List)
                settings.grpcDetails = toJson(value).dump(); // read again where there is a schema
            else
                wrongType("details", value, "a list of messages with \"@type\"", findings);
        }));
    type.keys.push_back(integerKey<Settings>(
        "after", "Behind so many messages to the client; a call with fewer ends as usual; 0: at once", 0,
        kMany, [](Settings & s) -> auto & { return s.grpcAfter; }));
    types.push_back(std::move(type));
}

void addDeadline(std::vector<FaultType> &types)
{
    FaultType type =
        grpcFault("grpc_deadline",
                  "Waits until the deadline of a gRPC call has passed; a call without one is left "
                  "alone",
                  Point::Exchange);
    type.defaults.gapMs = 10;
    type.keys.push_back(withDefault(
        durationKey<Settings>(
            "gap", "How long beyond it", 0, 600'000, [](Settings & s) -> auto & { return s.gapMs; }),
        "10ms"));
    types.push_back(std::move(type));
}

void addOversize(std::vector<FaultType> &types)
{
    FaultType type = grpcFault("grpc_oversize",
                               "Lets a message to the client grow by a field that no schema has, beyond what "
                               "clients take",
                               Point::Message);
    type.defaults.bytes = 5 * kMiB;
    type.keys.push_back(withDefault(
        sizeKey<Settings>(
            "bytes", "To this size", 1, 256 * kMiB, [](Settings & s) -> auto & { return s.bytes; }),
        "5MiB"));
    type.keys.push_back(messageIndexKey());
    types.push_back(std::move(type));
}

} // namespace

void addGrpcFaults(std::vector<FaultType> &types)
{
    addAbort(types);
    addDeadline(types);
    addOversize(types);
}

} // namespace mockforge::project
