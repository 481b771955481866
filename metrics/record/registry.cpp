// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/record/registry.h"

#include "metrics/record/sharddata.h"

#include <atomic>
#include <map>
#include <mutex>

namespace mockforge::metrics {

struct Registry::Private
{
    mutable std::mutex mutex;
    std::vector<std::shared_ptr<ShardData>> shards;
    std::vector<Registry::Label> routes;
    std::map<std::pair<Protocol, std::string>, RouteId> routeIds;
    std::vector<Registry::Label> methods{{Protocol::Grpc, "unknown"}, {Protocol::Grpc, "overflow"}};
    std::map<std::pair<Protocol, std::string>, MethodId> methodIds;
    std::atomic<int> scenarioMode{0};
    std::atomic<std::uint64_t> capHits{0};
    ChaosCounters chaos;

    Private()
    {
        for (const auto &[id, label] :
             {std::pair(kUnmatchedRoute, "unmatched"), {kOverflowRoute, "overflow"}}) {
            for (std::size_t i = 0; i < kProtocolCount; ++i) {
                const auto protocol = static_cast<Protocol>(i);
                routes.push_back({protocol, label});
                routeIds.emplace(std::pair(protocol, std::string(label)), id);
            }
        }
    }

    void ensureBlocks(ShardData &shard) const
    {
        for (std::size_t block = 0; block * kRouteBlock < routes.size(); ++block) {
            if (shard.routeBlocks[block].load(std::memory_order_relaxed) == nullptr)
                shard.routeBlocks[block].store(new RouteBlock, std::memory_order_release);
        }
        for (std::size_t block = 0; block * kMethodBlock < methods.size(); ++block) {
            if (shard.methodBlocks[block].load(std::memory_order_relaxed) == nullptr)
                shard.methodBlocks[block].store(new MethodBlock, std::memory_order_release);
        }
    }
};

Registry::Registry()
    : d(std::make_unique<Private>())
{}

Registry::~Registry() = default;

std::unique_ptr<Recorder> Registry::createRecorder()
{
    auto shard = std::make_shared<ShardData>();
    const std::lock_guard lock(d->mutex);
    d->ensureBlocks(*shard);
    d->shards.push_back(shard);
    return std::make_unique<Recorder>(std::move(shard));
}

RouteId Registry::internRoute(Protocol protocol, std::string_view label)
{
    const std::lock_guard lock(d->mutex);
    const auto key = std::make_pair(protocol, std::string(label));
    if (const auto known = d->routeIds.find(key); known != d->routeIds.end())
        return known->second;
    if (d->routes.size() >= kMaxRoutes) {
        d->capHits.fetch_add(1, std::memory_order_relaxed);
        return kOverflowRoute;
    }
    const auto id = static_cast<RouteId>(d->routes.size());
    d->routes.push_back({protocol, key.second});
    d->routeIds.emplace(key, id);
    for (const auto &shard : d->shards)
        d->ensureBlocks(*shard);
    return id;
}

std::vector<Registry::Label> Registry::routes() const
{
    const std::lock_guard lock(d->mutex);
    return d->routes;
}

MethodId Registry::internMethod(Protocol protocol, std::string_view label)
{
    const std::lock_guard lock(d->mutex);
    const auto key = std::make_pair(protocol, std::string(label));
    if (const auto known = d->methodIds.find(key); known != d->methodIds.end())
        return known->second;
    if (d->methods.size() >= kMaxMethods) {
        d->capHits.fetch_add(1, std::memory_order_relaxed);
        return kOverflowMethod;
    }
    const auto id = static_cast<MethodId>(d->methods.size());
    d->methods.push_back({protocol, key.second});
    d->methodIds.emplace(key, id);
    for (const auto &shard : d->shards)
        d->ensureBlocks(*shard);
    return id;
}

std::vector<Registry::Label> Registry::methods() const
{
    const std::lock_guard lock(d->mutex);
    return d->methods;
}

void Registry::setScenarioMode(int mode) noexcept
{
    d->scenarioMode.store(mode, std::memory_order_release);
}

int Registry::scenarioMode() const noexcept
{
    return d->scenarioMode.load(std::memory_order_acquire);
}

ChaosCounters &Registry::chaos() const noexcept
{
    return d->chaos;
}

std::uint64_t Registry::seriesCapHits() const noexcept
{
    return d->capHits.load(std::memory_order_relaxed);
}

std::vector<std::shared_ptr<const ShardData>> Registry::shards() const
{
    const std::lock_guard lock(d->mutex);
    return {d->shards.begin(), d->shards.end()};
}

} // namespace mockforge::metrics
