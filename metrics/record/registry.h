// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/chaoscounters.h"
#include "metrics/record/labels.h"
#include "metrics/record/recorder.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::metrics {

/// Owns every shard, the table of route labels and the process-wide gauges. Making recorders and interning
/// routes take a lock (set-up and reload only); nothing on the request path does. Shards of ended threads
/// keep their counts. Any thread.
class Registry
{
public:
    Registry();
    ~Registry();
    Registry(const Registry &) = delete;
    Registry &operator=(const Registry &) = delete;

    /// A recorder for the calling thread's exclusive use.
    std::unique_ptr<Recorder> createRecorder();

    /// A route's or a method's label, and the protocol that it belongs to.
    struct Label
    {
        Protocol protocol = Protocol::Http;
        std::string label;
    };

    /// The number of a route label; the same protocol and label always give the same number, also after a
    /// reload. Past the cap (kMaxRoutes) it answers kOverflowRoute and counts a cap hit.
    RouteId internRoute(Protocol protocol, std::string_view label);
    std::vector<Label> routes() const; ///< by RouteId

    /// The number of a method label of gRPC ("Greeter::SayHello") or WebSocket ("message"); the same as
    /// internRoute otherwise: stable, and kOverflowMethod past the cap.
    MethodId internMethod(Protocol protocol, std::string_view label);
    std::vector<Label> methods() const; ///< by MethodId

    /// 0 healthy, 1 degraded, 2 error, 3 chaos; visible to the very next scrape.
    void setScenarioMode(int mode) noexcept;
    int scenarioMode() const noexcept;

    /// What the chaos rules count, for whoever decides and for the exposition.
    ChaosCounters &chaos() const noexcept;

    std::uint64_t seriesCapHits() const noexcept;
    /// The shards, for the aggregator.
    std::vector<std::shared_ptr<const ShardData>> shards() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace mockforge::metrics
