// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engine/runtime.h"

#include "metrics/prometheus/exposition.h"
#include "metrics/store/aggregator.h"

#include <algorithm>
#include <string>
#include <thread>

namespace mockforge::engine {

namespace {

int workerCount(int wanted)
{
    return wanted > 0 ? wanted : std::max(2, static_cast<int>(std::thread::hardware_concurrency()));
}

} // namespace

Runtime::Runtime(std::uint64_t seed)
    : m_director(m_registry, seed)
    , m_serving(std::make_shared<const http::Serving>())
{}

Runtime::~Runtime() = default;

void Runtime::startWorkers(int wanted)
{
    if (!m_workers.empty())
        return;
    for (int i = 0; i < workerCount(wanted); ++i)
        m_workers.push_back(std::make_unique<net::Worker>(m_registry, "worker-" + std::to_string(i)));
}

std::vector<net::Worker *> Runtime::workers() const
{
    std::vector<net::Worker *> list;
    for (const auto &worker : m_workers)
        list.push_back(worker.get());
    return list;
}

} // namespace mockforge::engine
