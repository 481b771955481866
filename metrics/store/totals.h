// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/registry.h"
#include "metrics/record/sharddata.h"

#include <array>
#include <cstdint>
#include <vector>

namespace mockforge::metrics {

/// The sum of all shards at one instant; plain numbers. Reading takes no lock that a recording thread could
/// meet.
struct Totals
{
    template <std::size_t Bounds>
    struct Buckets
    {
        std::array<std::uint64_t, Bounds + 1> buckets{};
        std::uint64_t sumNs = 0;
        std::uint64_t count() const noexcept;
    };

    struct OfProtocol
    {
        std::int64_t inFlight = 0;
        std::int64_t openConnections = 0;
        std::uint64_t connections = 0;
        std::uint64_t bytesReceived = 0;
        std::uint64_t bytesSent = 0;
        std::array<std::uint64_t, kErrorTypeCount> errors{}; ///< index 0 counts the requests without an error
        std::array<std::uint64_t, kFaultCount> faults{};
        Buckets<kFineBounds.size()> service;
        Buckets<kFineBounds.size()> injected;
        std::vector<std::uint32_t> total; ///< LogLinear::kBins, modulo 2^32
        std::vector<std::uint32_t> own;

        std::uint64_t requests() const noexcept; ///< finished exchanges
        std::uint64_t errorCount() const noexcept;
        std::uint64_t faultCount() const noexcept;
    };

    struct OfRoute
    {
        std::uint64_t requests = 0;
        std::uint64_t errors = 0;
        std::uint64_t totalNs = 0;
        std::uint64_t injectedNs = 0;
        std::array<std::uint32_t, RouteBins::kBins> bins{};
    };

    std::array<OfProtocol, kProtocolCount> protocols;
    std::array<std::array<std::uint64_t, kStatusCount>, kMethodCount> httpRequests{};
    std::array<Buckets<kDurationBounds.size()>, kMethodCount> httpDurations;
    std::array<std::array<std::uint64_t, kStatusCount>, kGraphQlOperations.size()> graphQlRequests{};
    std::array<Buckets<kDurationBounds.size()>, kGraphQlOperations.size()> graphQlDurations;
    std::array<std::uint64_t, kRefusalCount> refusals{};
    std::uint64_t webSocketSent = 0;
    std::uint64_t webSocketReceived = 0;
    std::vector<OfRoute> routes; ///< by RouteId
    struct OfMethod
    {
        std::array<std::uint64_t, kOutcomeNames.size()> requests{};
        Buckets<kDurationBounds.size()> durations;
    };
    std::vector<OfMethod> methods; ///< by MethodId: gRPC's and WebSocket's

    std::uint64_t requests() const noexcept;
    std::uint64_t errors() const noexcept;
    std::uint64_t faults() const noexcept;
    std::uint64_t unmatched() const noexcept;
    std::uint64_t unmatched(Protocol protocol) const noexcept;
    std::uint64_t refused() const noexcept;
};

template <std::size_t Bounds>
std::uint64_t Totals::Buckets<Bounds>::count() const noexcept
{
    std::uint64_t sum = 0;
    for (const std::uint64_t bucket : buckets)
        sum += bucket;
    return sum;
}

/// Adds every shard up. Any thread; about 0.1 ms for each shard.
Totals collect(const Registry &registry);

} // namespace mockforge::metrics
