// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engine/runtime.h"

#include "metrics/base/clock.h"
#include "metrics/prometheus/exposition.h"
#include "metrics/store/aggregator.h"
#include "server/chaos/rulewatcher.h"
#include "server/chaos/waiting.h"
#include "server/grpc/services/router.h"

namespace mockforge::engine {

Runtime::Runtime(std::uint64_t seed)
    : m_director(m_registry, seed)
    , m_chaos(m_registry.chaos())
    , m_serving(std::make_shared<const http::Serving>())
    , m_grpcHealth(std::make_shared<grpc::HealthBoard>())
    , m_grpcCalls(std::make_shared<const grpc::Router>(nullptr, m_grpcHealth, m_registry))
    , m_grpcThreads(m_registry, m_director, m_chaos, m_grpcCalls)
    , m_aggregator(std::make_shared<metrics::Aggregator>(m_registry, wallClockMs()))
    , m_exposition(std::make_unique<metrics::Exposition>(m_registry, *m_aggregator))
    , m_metricsThread(std::make_unique<net::Worker>(m_registry, "metrics"))
    , m_acceptThread(std::make_unique<net::AcceptThread>(m_registry))
{
    m_metricsThread->post([this] { tick(); });
    m_chaos.onChange([this] {
        m_acceptThread->askDoors();
        for (net::Worker *const worker : workers())
            worker->post(&chaos::RuleWatcher::tellAll);
    });
}

Runtime::~Runtime()
{
    m_chaos.onChange(nullptr);
}

void Runtime::tick()
{
    constexpr std::uint64_t kTickNs = metrics::Aggregator::kTickMs * 1'000'000ULL;
    m_aggregator->tick(wallClockMs());
    m_metricsThread->schedule(monotonicNs() + kTickNs, [this] { tick(); });
}

void Runtime::startWorkers(int wanted)
{
    const std::lock_guard lock(m_mutex);
    if (!m_workers)
        m_workers = std::make_unique<net::WorkerPool>(m_registry, wanted);
}

std::vector<net::Worker *> Runtime::workers() const
{
    const std::lock_guard lock(m_mutex);
    return m_workers ? m_workers->workers() : std::vector<net::Worker *>();
}

void Runtime::releaseFaults()
{
    for (net::Worker *const worker : workers())
        worker->post(&chaos::Waiting::releaseAll);
    m_chaos.shared().held.releaseAll();
}

std::shared_ptr<metrics::Source> Runtime::source() const
{
    return m_aggregator;
}

} // namespace mockforge::engine
