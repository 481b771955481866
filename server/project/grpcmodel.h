// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/basicmodel.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mockforge::project {

/// grpc.limits. Sizes in bytes, times in milliseconds.
struct GrpcLimits
{
    std::int64_t maxReceiveMessage = 4 * 1024 * 1024;
    std::int64_t maxSendMessage = 64 * 1024 * 1024;
    std::int64_t maxMetadata = 16 * 1024;
    std::int64_t maxConcurrentStreams = 1000; ///< calls on one connection
    std::int64_t maxConnections = 10'000;
    std::int64_t maxConnectionsPerHost = 10'000;
    std::int64_t handshakeTimeoutMs = 10'000;
    std::int64_t keepaliveTimeMs = 120'000; ///< without a byte, until a ping asks; 0: no pings
    std::int64_t keepaliveTimeoutMs = 20'000;
    std::int64_t idleTimeoutMs = 0;               ///< of a connection without a call; 0: none
    std::int64_t maxQueue = 4 * 1024 * 1024;      ///< bytes of a stream that wait for a slow reader
    std::int64_t maxCollected = 16 * 1024 * 1024; ///< bytes of a client's stream kept for its answer
    bool operator==(const GrpcLimits &) const = default;
};

/// A message as JSON, and where each part of it stands: JSON pointers (RFC 6901), the whole first.
struct GrpcMessage
{
    nlohmann::ordered_json json;
    std::vector<std::pair<std::string, Location>> places;
};

/// How a call ends.
struct GrpcStatus
{
    int code = 0;
    std::string message; ///< may be a template
    std::vector<GrpcMessage> details;
    Location location;
};

/// Messages to send, and whether the call ends behind them.
struct GrpcReply
{
    std::vector<GrpcMessage> messages;
    bool messagesGiven = false;   ///< without them the data comes from the schema
    bool fill = false;            ///< fields that a message does not name come from the schema too
    Delay delay;                  ///< before the first message
    Delay interval;               ///< between two of them
    std::int64_t repeatCount = 1; ///< 0: until the call ends
    Delay repeatInterval;
    std::optional<GrpcStatus> status;
    Location location;
};

/// One element of on_message.
struct GrpcMessageRule
{
    std::vector<Matcher> conditions;
    GrpcReply reply;
    Location location;
};

/// Metadata to send, in order; values may be templates.
struct GrpcMetadata
{
    std::vector<std::pair<std::string, std::string>> values;
    std::vector<Location> places; ///< one for each of `values`
};

/// One element of grpc.rules.
struct GrpcRule
{
    /// Which of a client stream's messages must fit.
    enum class Which { Any, All, First, Last };

    std::string id;
    std::vector<std::string> methods; ///< "package.Service/Method"; * for any part, or the service alone
    bool enabled = true;
    int priority = 0;       ///< higher wins, then the order of the file
    std::int64_t times = 0; ///< answers so many calls, and none after them; 0: all
    std::vector<Matcher> metadata;
    std::vector<Matcher> message;
    Which which = Which::Any;
    GrpcMetadata initialMetadata;
    GrpcMetadata trailingMetadata;
    GrpcReply reply;
    std::optional<GrpcReply> onStart;
    std::vector<GrpcMessageRule> onMessage;
    std::optional<GrpcReply> onHalfClose;
    Location location;
};

/// The section grpc. Paths are absolute once loaded.
struct Grpc
{
    bool enabled = false; ///< a section that is there is enabled unless it says otherwise
    std::string host = "127.0.0.1";
    std::uint16_t port = 50051;
    bool onHttpPort = true; ///< gRPC-Web
    std::vector<std::string> allowedOrigins{"*"};
    std::string protoDir; ///< every .proto below it
    std::vector<std::string> protoFiles;
    std::vector<std::string> importPaths;
    std::vector<std::string> descriptorSets;
    bool reflection = true;
    bool health = true;
    Tls tls;
    GrpcLimits limits;
    std::vector<GrpcRule> rules;
};

} // namespace mockforge::project
