// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/labels.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace mockforge::metrics {

/// What a scenario mode or a chaos rule did to an exchange.
enum class Fault : std::uint8_t {
    Latency,
    Error,   ///< a mode's
    Timeout, ///< a mode's
    Abort,
    Hang,
    RateLimit,
    Bulkhead,
    CircuitBreaker,
    Truncate,
    MalformedChunk,
    Garbage,
    EmptyReply,
    Reset,
    SlowHeaders,
    Dribble,
    WrongType,
    BadHeaders,
    JsonFields,
    CorruptBody,
    Bandwidth,
    Slicer,
    Limit,
    PacketLoss,
    CorruptBytes,
    SlowClose,
    AcceptReset,
    AcceptSilence,
    AcceptDelay,
    ConnectionCap,
};
inline constexpr std::size_t kFaultCount = 29;
inline constexpr std::array<std::string_view, kFaultCount> kFaultNames{
    "latency",      "error",           "timeout",        "abort",           "hang",          "rate_limit",
    "bulkhead",     "circuit_breaker", "truncate",       "malformed_chunk", "garbage",       "empty_reply",
    "reset",        "slow_headers",    "dribble",        "wrong_type",      "bad_headers",   "json_fields",
    "corrupt_body", "bandwidth",       "slicer",         "limit",           "packet_loss",   "corrupt_bytes",
    "slow_close",   "accept_reset",    "accept_silence", "accept_delay",    "connection_cap"};

} // namespace mockforge::metrics
