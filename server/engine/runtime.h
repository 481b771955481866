// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/published.h"
#include "metrics/record/registry.h"
#include "server/chaos/controller.h"
#include "server/grpc/call/dispatcher.h"
#include "server/grpc/services/health.h"
#include "server/grpc/transport/threadstates.h"
#include "server/http/mockhandler.h"
#include "server/net/acceptthread.h"
#include "server/net/worker.h"
#include "server/scenario/director.h"

#include <memory>
#include <mutex>
#include <vector>

namespace mockforge::metrics {
class Aggregator;
class Exposition;
class Source;
} // namespace mockforge::metrics

namespace mockforge::engine {

/// The threads and what they share: counters, the mode, the project as served. Made once, destroyed after
/// every endpoint. Owned by the main thread; the parts are as thread-safe as their own headers say.
class Runtime
{
public:
    explicit Runtime(std::uint64_t seed);
    ~Runtime();
    Runtime(const Runtime &) = delete;
    Runtime &operator=(const Runtime &) = delete;

    /// Starts the workers when they do not run yet; their number stays for the life of the process.
    void startWorkers(int wanted);
    std::vector<net::Worker *> workers() const;
    /// Ends what waits because of a chaos rule, on every worker. Any thread.
    void releaseFaults();
    net::Worker &metricsThread() { return *m_metricsThread; }
    net::AcceptThread &acceptThread() { return *m_acceptThread; }

    metrics::Registry &registry() { return m_registry; }
    metrics::Exposition &exposition() { return *m_exposition; }
    std::shared_ptr<metrics::Source> source() const;
    scenario::Director &director() { return m_director; }
    chaos::Controller &chaos() { return m_chaos; }
    Published<const http::Serving> &serving() { return m_serving; }
    Published<const grpc::Dispatcher> &grpcCalls() { return m_grpcCalls; }
    grpc::ThreadStates &grpcThreads() { return m_grpcThreads; }
    const std::shared_ptr<grpc::HealthBoard> &grpcHealth() const { return m_grpcHealth; }

private:
    void tick();

    metrics::Registry m_registry;
    scenario::Director m_director;
    chaos::Controller m_chaos;
    Published<const http::Serving> m_serving;
    std::shared_ptr<grpc::HealthBoard> m_grpcHealth;
    Published<const grpc::Dispatcher> m_grpcCalls;
    grpc::ThreadStates m_grpcThreads;
    std::shared_ptr<metrics::Aggregator> m_aggregator;
    std::unique_ptr<metrics::Exposition> m_exposition;
    std::unique_ptr<net::Worker> m_metricsThread;
    std::unique_ptr<net::AcceptThread> m_acceptThread;
    mutable std::mutex m_mutex;
    std::unique_ptr<net::WorkerPool> m_workers; ///< guarded by m_mutex
};

} // namespace mockforge::engine
