// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"

#include <array>
#include <string_view>

namespace mockforge::chaos {

namespace {

using Maker = std::unique_ptr<Fault> (*)(const project::FaultSettings &);

struct Entry
{
    std::string_view name;
    Maker make;
};

constexpr std::array kEntries{
    Entry{"latency", makeLatency},
    Entry{"abort", makeAbort},
    Entry{"hang", makeHang},
    Entry{"rate_limit", makeRateLimit},
    Entry{"bulkhead", makeBulkhead},
    Entry{"circuit_breaker", makeCircuitBreaker},
    Entry{"truncate", makeTruncate},
    Entry{"malformed_chunk", makeMalformedChunk},
    Entry{"garbage", makeGarbage},
    Entry{"empty_reply", makeEmptyReply},
    Entry{"reset", makeReset},
    Entry{"slow_headers", makeSlowHeaders},
    Entry{"dribble", makeDribble},
    Entry{"wrong_type", makeWrongType},
    Entry{"bad_headers", makeBadHeaders},
    Entry{"json_fields", makeJsonFields},
    Entry{"corrupt_body", makeCorruptBody},
    Entry{"bandwidth", makeBandwidth},
    Entry{"slicer", makeSlicer},
    Entry{"limit", makeLimit},
    Entry{"packet_loss", makePacketLoss},
    Entry{"corrupt_bytes", makeCorruptBytes},
    Entry{"slow_close", makeSlowClose},
    Entry{"accept_reset", makeAcceptReset},
    Entry{"accept_silence", makeAcceptSilence},
    Entry{"accept_delay", makeAcceptDelay},
    Entry{"connection_cap", makeConnectionCap},
    Entry{"grpc_abort", makeGrpcAbort},
    Entry{"grpc_deadline", makeGrpcDeadline},
    Entry{"grpc_oversize", makeGrpcOversize},
    Entry{"grpc_reset", makeGrpcReset},
    Entry{"grpc_missing_trailers", makeGrpcMissingTrailers},
    Entry{"grpc_goaway", makeGrpcGoAway},
    Entry{"ws_close", makeWsClose},
    Entry{"ws_disconnect", makeWsDisconnect},
    Entry{"ws_no_pong", makeWsNoPong},
    Entry{"ws_slow_consumer", makeWsSlowConsumer},
    Entry{"accept_refuse", makeAcceptRefuse},
    Entry{"tls_expired", makeTlsExpired},
    Entry{"tls_wrong_host", makeTlsWrongHost},
    Entry{"tls_self_signed", makeTlsSelfSigned},
    Entry{"tls_stall", makeTlsStall},
    Entry{"graphql_field_error", makeGraphQlFieldError},
    Entry{"graphql_null", makeGraphQlNull},
    Entry{"graphql_field_latency", makeGraphQlFieldLatency},
    Entry{"subscription_stall", makeSubscriptionStall},
    Entry{"subscription_duplicate", makeSubscriptionDuplicate},
    Entry{"subscription_complete", makeSubscriptionComplete},
    Entry{"message_drop", makeMessageDrop},
    Entry{"message_duplicate", makeMessageDuplicate},
    Entry{"message_delay", makeMessageDelay},
    Entry{"message_reorder", makeMessageReorder},
    Entry{"message_corrupt", makeMessageCorrupt},
    Entry{"ws_invalid_utf8", makeWsInvalidUtf8},
};

} // namespace

std::unique_ptr<Fault> makeFault(const std::string &name, const project::FaultSettings &settings)
{
    for (const Entry &entry : kEntries) {
        if (entry.name == name)
            return entry.make(settings);
    }
    return nullptr;
}

Abort abortOf(const project::FaultSettings &settings, int status)
{
    return {status, settings.body, settings.contentType, (settings.retryAfterMs + 999) / 1000,
            settings.grpcStatus};
}

} // namespace mockforge::chaos
