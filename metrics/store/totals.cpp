// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/store/totals.h"

#include <numeric>

namespace mockforge::metrics {

namespace {

template <std::size_t Bounds>
void add(Totals::Buckets<Bounds> &sum, const BucketHistogram<Bounds> &part)
{
    for (std::size_t i = 0; i <= Bounds; ++i)
        sum.buckets[i] += part.buckets[i].get();
    sum.sumNs += part.sumNs.get();
}

template <typename Sums, typename Parts>
void addAll(Sums &sums, const Parts &parts)
{
    for (std::size_t i = 0; i < sums.size(); ++i)
        sums[i] += parts[i].get();
}

void addProtocol(Totals::OfProtocol &sum, const ProtocolData &part)
{
    sum.inFlight += part.inFlight.get();
    sum.openConnections += part.openConnections.get();
    sum.connections += part.connections.get();
    sum.bytesReceived += part.bytesReceived.get();
    sum.bytesSent += part.bytesSent.get();
    addAll(sum.errors, part.errors);
    addAll(sum.faults, part.faults);
    add(sum.service, part.service);
    add(sum.injected, part.injected);
    addAll(sum.total, part.total);
    addAll(sum.own, part.own);
}

void addRoute(Totals::OfRoute &sum, const RouteData &part)
{
    sum.requests += part.requests.get();
    sum.errors += part.errors.get();
    sum.totalNs += part.totalNs.get();
    sum.injectedNs += part.injectedNs.get();
    addAll(sum.bins, part.bins);
}

void addShard(Totals &totals, const ShardData &shard)
{
    for (std::size_t i = 0; i < kProtocolCount; ++i)
        addProtocol(totals.protocols[i], shard.protocols[i]);
    for (std::size_t method = 0; method < kMethodCount; ++method) {
        addAll(totals.httpRequests[method], shard.httpRequests[method]);
        add(totals.httpDurations[method], shard.httpDurations[method]);
    }
    for (std::size_t method = 0; method < kGraphQlOperations.size(); ++method) {
        addAll(totals.graphQlRequests[method], shard.graphQlRequests[method]);
        add(totals.graphQlDurations[method], shard.graphQlDurations[method]);
    }
    addAll(totals.refusals, shard.refusals);
    totals.webSocketSent += shard.webSocketSent.get();
    totals.webSocketReceived += shard.webSocketReceived.get();
    for (std::size_t i = 0; i < totals.routes.size(); ++i) {
        if (const RouteData *route = shard.route(static_cast<RouteId>(i)))
            addRoute(totals.routes[i], *route);
    }
    for (std::size_t i = 0; i < totals.methods.size(); ++i) {
        if (const MethodData *method = shard.method(static_cast<MethodId>(i))) {
            addAll(totals.methods[i].requests, method->requests);
            add(totals.methods[i].durations, method->durations);
        }
    }
}

template <typename Function>
std::uint64_t sumOver(const Totals &totals, Function value)
{
    return std::accumulate(
        totals.protocols.begin(), totals.protocols.end(), std::uint64_t{0},
        [&](std::uint64_t sum, const Totals::OfProtocol &protocol) { return sum + value(protocol); });
}

} // namespace

std::uint64_t Totals::OfProtocol::requests() const noexcept
{
    return service.count();
}

std::uint64_t Totals::OfProtocol::errorCount() const noexcept
{
    return std::accumulate(errors.begin() + 1, errors.end(), std::uint64_t{0});
}

std::uint64_t Totals::OfProtocol::faultCount() const noexcept
{
    return std::accumulate(faults.begin(), faults.end(), std::uint64_t{0});
}

std::uint64_t Totals::requests() const noexcept
{
    return sumOver(*this, [](const OfProtocol &protocol) { return protocol.requests(); });
}

std::uint64_t Totals::errors() const noexcept
{
    return sumOver(*this, [](const OfProtocol &protocol) { return protocol.errorCount(); });
}

std::uint64_t Totals::faults() const noexcept
{
    return sumOver(*this, [](const OfProtocol &protocol) { return protocol.faultCount(); });
}

std::uint64_t Totals::unmatched(Protocol protocol) const noexcept
{
    const RouteId route = routeOf(kUnmatchedRoute, protocol);
    return route < routes.size() ? routes[route].requests : 0;
}

std::uint64_t Totals::unmatched() const noexcept
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < kProtocolCount; ++i)
        sum += unmatched(static_cast<Protocol>(i));
    return sum;
}

std::uint64_t Totals::refused() const noexcept
{
    return std::accumulate(refusals.begin(), refusals.end(), std::uint64_t{0});
}

Totals collect(const Registry &registry)
{
    Totals totals;
    for (Totals::OfProtocol &protocol : totals.protocols) {
        protocol.total.resize(LogLinear::kBins);
        protocol.own.resize(LogLinear::kBins);
    }
    totals.routes.resize(registry.routes().size());
    totals.methods.resize(registry.methods().size());
    for (const auto &shard : registry.shards())
        addShard(totals, *shard);
    return totals;
}

} // namespace mockforge::metrics
