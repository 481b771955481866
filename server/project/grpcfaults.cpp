// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/faultkeys.h"
#include "server/project/grpcreader.h"

#include <algorithm>
#include <array>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
using Settings = FaultSettings;
using Point = FaultType::Point;
constexpr std::int64_t kMany = 1'000'000'000;
constexpr std::int64_t kMiB = 1024LL * 1024;
constexpr int kUnavailable = 14;
constexpr std::size_t kMostDebug = 1024;

FaultType grpcFault(std::string name, std::string description, Point point)
{
    FaultType type{std::move(name), std::move(description), point, {}, {}, {}};
    type.protocols = {"grpc"};
    return type;
}

/// The error codes of HTTP/2 (RFC 9113 §7) by number.
constexpr std::array<const char *, 14> kHttp2Errors{"NO_ERROR",
                                                    "PROTOCOL_ERROR",
                                                    "INTERNAL_ERROR",
                                                    "FLOW_CONTROL_ERROR",
                                                    "SETTINGS_TIMEOUT",
                                                    "STREAM_CLOSED",
                                                    "FRAME_SIZE_ERROR",
                                                    "REFUSED_STREAM",
                                                    "CANCEL",
                                                    "COMPRESSION_ERROR",
                                                    "CONNECT_ERROR",
                                                    "ENHANCE_YOUR_CALM",
                                                    "INADEQUATE_SECURITY",
                                                    "HTTP_1_1_REQUIRED"};
constexpr std::uint32_t kInternalError = 2;

Key<Settings> errorCodeKey(std::uint32_t byDefault)
{
    Key<Settings> key;
    key.name = "code";
    key.type = KeyType::Choice;
    key.defaultText = kHttp2Errors[byDefault];
    key.description = "Error code of HTTP/2";
    key.choices.assign(kHttp2Errors.begin(), kHttp2Errors.end());
    key.apply = [choices = key.choices](Settings &settings, const Value &value, Findings &findings) {
        if (const auto name = toChoice("code", value, choices, findings))
            settings.http2Error = static_cast<std::uint32_t>(
                std::find(choices.begin(), choices.end(), *name) - choices.begin());
    };
    return key;
}

Key<Settings> afterKey()
{
    return integerKey<Settings>(
        "after", "Behind so many messages to the client; a call with fewer ends as usual; 0: at once", 0,
        kMany, [](Settings & s) -> auto & { return s.grpcAfter; });
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
    type.keys.push_back(afterKey());
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

void addReset(std::vector<FaultType> &types)
{
    FaultType type =
        grpcFault("grpc_reset", "Resets the stream of a gRPC call (RST_STREAM), at once or behind messages",
                  Point::Exchange);
    type.defaults.http2Error = kInternalError;
    type.keys.push_back(errorCodeKey(kInternalError));
    type.keys.push_back(afterKey());
    types.push_back(std::move(type));
}

void addMissingTrailers(std::vector<FaultType> &types)
{
    types.push_back(grpcFault("grpc_missing_trailers",
                              "Ends the stream of a gRPC call without the trailers that carry its status",
                              Point::Exchange));
}

void addGoAway(std::vector<FaultType> &types)
{
    FaultType type = grpcFault(
        "grpc_goaway", "Takes no further calls on the client's connection (GOAWAY); those under way go on",
        Point::Exchange);
    type.keys.push_back(errorCodeKey(0));
    type.keys.push_back(textKey<Settings>(
        "message", "Debug data of the frame", [](Settings & s) -> auto & { return s.body; }));
    type.keys.push_back(booleanKey<Settings>(
        "unprocessed", "Declares this call and later ones of the connection not processed: clients may retry",
        [](Settings & s) -> auto & { return s.unprocessed; }));
    type.problem = [](const Settings &settings) {
        return settings.body.size() > kMostDebug ? std::string("the message has more than 1,024 bytes")
                                                 : std::string();
    };
    types.push_back(std::move(type));
}

} // namespace

void addGrpcFaults(std::vector<FaultType> &types)
{
    addAbort(types);
    addDeadline(types);
    addOversize(types);
    addReset(types);
    addMissingTrailers(types);
    addGoAway(types);
}

} // namespace mockforge::project
