// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/labels.h"

#include <cstdint>
#include <memory>

namespace mockforge::metrics {

struct ShardData;

/// One finished exchange, as the metrics see it. All times in nanoseconds. `totalNs` runs from the last byte
/// of the request to the last byte of the reply handed to the kernel; `injectedNs` is what modes, faults and
/// the route's own delay added; `serviceNs` is our own work (total − injected − waiting for a slow reader).
struct RequestSample
{
    Protocol protocol = Protocol::Http;
    MethodId method = 0;
    StatusId status = 0;
    RouteId route = kUnmatchedRoute;
    ErrorType error = ErrorType::None;
    std::uint64_t totalNs = 0;
    std::uint64_t serviceNs = 0;
    std::uint64_t injectedNs = 0;
};

/// The write side of the metrics for one thread: a shard with a single writer, relaxed atomics, no lock and
/// no allocation after construction. Made by Registry::createRecorder; every call must come from the one
/// thread it was made for. Readers (the aggregator) may read the shard at any time.
class Recorder
{
public:
    explicit Recorder(std::shared_ptr<ShardData> shard);
    ~Recorder();
    Recorder(const Recorder &) = delete;
    Recorder &operator=(const Recorder &) = delete;

    void requestStarted(Protocol protocol) noexcept;
    /// A request that has started turns out to belong to another protocol: moves the gauge of those in
    /// flight.
    void requestMoved(Protocol from, Protocol to) noexcept;
    /// Balances requestStarted and counts the request, its error, its durations, its route.
    void requestFinished(const RequestSample &sample) noexcept;
    /// An error outside a finished request: a connection that broke before a request was complete.
    void errorOccurred(Protocol protocol, ErrorType type) noexcept;

    void connectionOpened(Protocol protocol) noexcept;
    void connectionClosed(Protocol protocol) noexcept;
    void refused(Refusal reason) noexcept;
    /// A fault that was really applied: moves mockforge_chaos_triggers_total and
    /// mockforge_chaos_faults_total.
    void faultApplied(Protocol protocol, Fault fault) noexcept;
    void webSocketMessageSent() noexcept;
    void webSocketMessageReceived() noexcept;
    void bytesReceived(Protocol protocol, std::uint64_t count) noexcept;
    void bytesSent(Protocol protocol, std::uint64_t count) noexcept;

private:
    std::shared_ptr<ShardData> m_shard;
};

} // namespace mockforge::metrics
