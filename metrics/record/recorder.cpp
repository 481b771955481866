// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/record/recorder.h"

#include "metrics/record/sharddata.h"

#include <algorithm>

namespace mockforge::metrics {

namespace {

ProtocolData &of(ShardData &shard, Protocol protocol) noexcept
{
    return shard.protocols[static_cast<std::size_t>(protocol)];
}

void countMethod(ShardData &shard, const RequestSample &sample) noexcept
{
    if (sample.protocol == Protocol::Http) {
        shard.httpRequests[sample.method][statusIndex(sample.status)].add(1);
        shard.httpDurations[sample.method].observe(kDurationBounds, sample.totalNs);
    } else if (sample.protocol == Protocol::GraphQl) {
        shard.graphQlRequests[sample.method][statusIndex(sample.status)].add(1);
        shard.graphQlDurations[sample.method].observe(kDurationBounds, sample.totalNs);
    } else if (MethodData *method = shard.method(sample.method)) {
        method->requests[sample.status == kStatusOk ? kStatusOk : kStatusError].add(1);
        method->durations.observe(kDurationBounds, sample.totalNs);
    }
}

} // namespace

Recorder::Recorder(std::shared_ptr<ShardData> shard)
    : m_shard(std::move(shard))
{}

Recorder::~Recorder() = default;

void Recorder::requestStarted(Protocol protocol) noexcept
{
    of(*m_shard, protocol).inFlight.add(1);
}

void Recorder::requestMoved(Protocol from, Protocol to) noexcept
{
    of(*m_shard, from).inFlight.add(-1);
    of(*m_shard, to).inFlight.add(1);
}

void Recorder::requestFinished(const RequestSample &sample) noexcept
{
    ProtocolData &protocol = of(*m_shard, sample.protocol);
    protocol.inFlight.add(-1);
    countMethod(*m_shard, sample);
    protocol.errors[static_cast<std::size_t>(sample.error)].add(1);
    protocol.service.observe(kFineBounds, sample.serviceNs);
    protocol.injected.observe(kFineBounds, sample.injectedNs);
    // A stream that waits for its client, or a reply that waits for a slow reader, takes long but not by us.
    const std::uint64_t rest = sample.totalNs > sample.injectedNs ? sample.totalNs - sample.injectedNs : 0;
    const std::uint64_t own = std::min(rest, sample.serviceNs);
    protocol.total[LogLinear::binOf(sample.totalNs)].add(1);
    protocol.own[LogLinear::binOf(own)].add(1);
    if (RouteData *route = m_shard->route(routeOf(sample.route, sample.protocol))) {
        route->requests.add(1);
        route->errors.add(sample.error == ErrorType::None ? 0 : 1);
        route->totalNs.add(sample.totalNs);
        route->injectedNs.add(sample.injectedNs);
        route->bins[RouteBins::binOf(sample.totalNs)].add(1);
    }
}

void Recorder::errorOccurred(Protocol protocol, ErrorType type) noexcept
{
    of(*m_shard, protocol).errors[static_cast<std::size_t>(type)].add(1);
}

void Recorder::connectionOpened(Protocol protocol) noexcept
{
    of(*m_shard, protocol).openConnections.add(1);
    of(*m_shard, protocol).connections.add(1);
}

void Recorder::connectionClosed(Protocol protocol) noexcept
{
    of(*m_shard, protocol).openConnections.add(-1);
}

void Recorder::refused(Refusal reason) noexcept
{
    m_shard->refusals[static_cast<std::size_t>(reason)].add(1);
}

void Recorder::faultApplied(Protocol protocol, Fault fault) noexcept
{
    of(*m_shard, protocol).faults[static_cast<std::size_t>(fault)].add(1);
}

void Recorder::webSocketMessageSent() noexcept
{
    m_shard->webSocketSent.add(1);
}

void Recorder::webSocketMessageReceived() noexcept
{
    m_shard->webSocketReceived.add(1);
}

void Recorder::bytesReceived(Protocol protocol, std::uint64_t count) noexcept
{
    of(*m_shard, protocol).bytesReceived.add(count);
}

void Recorder::bytesSent(Protocol protocol, std::uint64_t count) noexcept
{
    of(*m_shard, protocol).bytesSent.add(count);
}

} // namespace mockforge::metrics
