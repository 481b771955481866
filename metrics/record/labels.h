// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/protocol.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace mockforge::metrics {

/// The bounded vocabularies of the metrics' labels. Everything here is fixed at compile time; what depends on
/// the project (routes) is interned by the Registry, under a cap.

enum class ErrorType : std::uint8_t {
    None,
    ClientError,
    ServerError,
    ConnectionError,
    GrpcError,
    GraphQlError
};
inline constexpr std::size_t kErrorTypeCount = 6;
inline constexpr std::array<std::string_view, kErrorTypeCount> kErrorTypeNames{
    "", "client_error", "server_error", "connection_error", "grpc_error", "graphql_error"};

/// Why a connection or a request was refused before any route saw it.
enum class Refusal : std::uint8_t {
    BadRequest,            ///< 400: framing, header syntax, Host
    HeaderTimeout,         ///< 408: the header block did not arrive in time
    BodyTimeout,           ///< 408: the body stalled
    BodyTooLarge,          ///< 413
    TargetTooLong,         ///< 414
    HeadersTooLarge,       ///< 431
    ExpectationFailed,     ///< 417
    UnknownTransferCoding, ///< 501
    VersionNotSupported,   ///< 505
    TooManyChunks,         ///< 400: chunk count
    TooManyConnections,    ///< closed at accept: total
    TooManyFromHost,       ///< closed at accept: one host
    TooManyPipelined,      ///< 429: more requests waiting on a connection than allowed
    TlsHandshake,          ///< handshake failed or timed out
    SlowReader,            ///< the client did not read its reply within the write limits
    Unauthorized,          ///< 401 on the admin listener
    IdleTimeout,      ///< keep-alive connection closed without a request; not an error, counted for sizing
    OriginNotAllowed, ///< 403: a WebSocket handshake from a page of a foreign origin
    BadFrame,         ///< WebSocket close 1002
    InvalidText,      ///< WebSocket close 1007
    MessageTooLarge,  ///< WebSocket close 1009: a frame or a message
};
inline constexpr std::size_t kRefusalCount = 21;
inline constexpr std::array<std::string_view, kRefusalCount> kRefusalNames{"bad_request",
                                                                           "header_timeout",
                                                                           "body_timeout",
                                                                           "body_too_large",
                                                                           "target_too_long",
                                                                           "headers_too_large",
                                                                           "expectation_failed",
                                                                           "unknown_transfer_coding",
                                                                           "version_not_supported",
                                                                           "too_many_chunks",
                                                                           "too_many_connections",
                                                                           "too_many_from_host",
                                                                           "too_many_pipelined",
                                                                           "tls_handshake",
                                                                           "slow_reader",
                                                                           "unauthorized",
                                                                           "idle_timeout",
                                                                           "origin_not_allowed",
                                                                           "bad_frame",
                                                                           "invalid_text",
                                                                           "message_too_large"};

/// What a scenario mode or a chaos rule did to an exchange. The names are in faults.h, which few need.
enum class Fault : std::uint8_t;

/// The method label of an exchange. HTTP: an index into kHttpMethods; GraphQL: into kGraphQlOperations; gRPC
/// and WebSocket: a number given by Registry::internMethod.
using MethodId = std::uint16_t;
inline constexpr std::array<std::string_view, 10> kHttpMethods{
    "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "OTHER"};
inline constexpr MethodId kOtherMethod = 9;
constexpr MethodId httpMethodId(std::string_view token) noexcept
{
    for (MethodId i = 0; i < kOtherMethod; ++i) {
        if (kHttpMethods[i] == token)
            return i;
    }
    return kOtherMethod;
}

/// GraphQL's operation types; the last one is for requests whose operation could not be told.
inline constexpr std::array<std::string_view, 4> kGraphQlOperations{"query", "mutation", "subscription",
                                                                    "unknown"};
inline constexpr MethodId kUnknownOperation = 3;

inline constexpr MethodId kUnknownMethod = 0;  ///< interned label "unknown": no such gRPC method
inline constexpr MethodId kOverflowMethod = 1; ///< label "overflow": methods beyond the cap share it

/// HTTP and GraphQL: the HTTP status code, 100 to 999. gRPC and WebSocket: kStatusOk or kStatusError.
using StatusId = std::uint16_t;
inline constexpr StatusId kStatusOk = 0;
inline constexpr StatusId kStatusError = 1;
inline constexpr std::array<std::string_view, 2> kOutcomeNames{"ok", "error"};

/// A route's number, given by Registry::internRoute at load.
using RouteId = std::uint16_t;
/// Label "unmatched". The recorder adds the exchange's protocol to this number and to the next one.
inline constexpr RouteId kUnmatchedRoute = 0;
/// Label "overflow": the routes of a protocol beyond the cap share it.
inline constexpr RouteId kOverflowRoute = kProtocolCount;
inline constexpr RouteId kFirstRoute = 2 * kProtocolCount; ///< the numbers below are reserved
constexpr RouteId routeOf(RouteId route, Protocol protocol) noexcept
{
    const bool shared = route == kUnmatchedRoute || route == kOverflowRoute;
    return shared ? static_cast<RouteId>(route + static_cast<RouteId>(protocol)) : route;
}

} // namespace mockforge::metrics
