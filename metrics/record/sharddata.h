// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/faults.h"
#include "metrics/record/loglinear.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace mockforge::metrics {

/// A counter that one thread moves and any thread reads. An increment is a plain load, add and store: no
/// locked instruction.
template <typename T>
class SingleWriterCounter
{
public:
    void add(T amount) noexcept
    {
        m_value.store(static_cast<T>(m_value.load(std::memory_order_relaxed) + amount),
                      std::memory_order_relaxed);
    }
    T get() const noexcept { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<T> m_value{0};
};

using Counter = SingleWriterCounter<std::uint64_t>;
using SmallCounter = SingleWriterCounter<std::uint32_t>; ///< wraps; readers take differences modulo 2^32
using Gauge = SingleWriterCounter<std::int64_t>;

/// Bounds of the contract's duration histogram, nanoseconds.
inline constexpr std::array<std::uint64_t, 12> kDurationBounds{
    1'000'000,   5'000'000,   10'000'000,    25'000'000,    50'000'000,    100'000'000,
    250'000'000, 500'000'000, 1'000'000'000, 2'500'000'000, 5'000'000'000, 10'000'000'000};
/// Bounds for our own time and for injected delay: the same, but from 25 µs.
inline constexpr std::array<std::uint64_t, 17> kFineBounds{
    25'000,      50'000,        100'000,       250'000,       500'000,       1'000'000,
    5'000'000,   10'000'000,    25'000'000,    50'000'000,    100'000'000,   250'000'000,
    500'000'000, 1'000'000'000, 2'500'000'000, 5'000'000'000, 10'000'000'000};

/// A Prometheus histogram with fixed bounds; the last bucket is +Inf. Buckets are not cumulative here.
template <std::size_t Bounds>
struct BucketHistogram
{
    std::array<Counter, Bounds + 1> buckets;
    Counter sumNs;

    void observe(const std::array<std::uint64_t, Bounds> &bounds, std::uint64_t ns) noexcept
    {
        std::size_t i = 0;
        while (i < Bounds && ns > bounds[i])
            ++i;
        buckets[i].add(1);
        sumNs.add(ns);
    }
};

inline constexpr std::size_t kMethodCount = kHttpMethods.size();
/// Statuses 100 to 599 have a counter each; the last one is for the others.
inline constexpr std::size_t kStatusCount = 501;
constexpr std::size_t statusIndex(StatusId status) noexcept
{
    return status >= 100 && status < 600 ? static_cast<std::size_t>(status - 100) : kStatusCount - 1;
}
constexpr int statusOfIndex(std::size_t index) noexcept
{
    return index == kStatusCount - 1 ? 0 : static_cast<int>(index) + 100;
}

/// Coarse log bins for one route's latencies: four per octave, from 16 µs; enough for a table, a few hundred
/// bytes each.
struct RouteBins
{
    static constexpr unsigned kFirstOctave = 14;
    static constexpr unsigned kLastOctave = 36;
    static constexpr std::size_t kBins = (kLastOctave - kFirstOctave + 1) * 4;
    static constexpr std::size_t binOf(std::uint64_t ns) noexcept
    {
        const auto octave = static_cast<unsigned>(std::bit_width(ns | 1U)) - 1U;
        if (octave < kFirstOctave)
            return 0;
        if (octave > kLastOctave)
            return kBins - 1;
        return (octave - kFirstOctave) * 4U + static_cast<std::size_t>((ns >> (octave - 2U)) & 3U);
    }
    static double middleSeconds(std::size_t bin) noexcept
    {
        const double octave = std::ldexp(1.0, static_cast<int>(bin / 4) + static_cast<int>(kFirstOctave));
        return octave * (1.0 + (static_cast<double>(bin % 4) + 0.5) / 4.0) * 1e-9;
    }
};

struct RouteData
{
    Counter requests;
    Counter errors;
    Counter totalNs;
    Counter injectedNs;
    std::array<SmallCounter, RouteBins::kBins> bins;
};

/// Routes come in blocks, so that a project with ten routes does not pay for five hundred.
inline constexpr std::size_t kRouteBlock = 32;
inline constexpr std::size_t kMaxRoutes = 512; ///< labels, the reserved ones included
struct RouteBlock
{
    std::array<RouteData, kRouteBlock> routes;
};

/// One interned method of gRPC or WebSocket.
struct MethodData
{
    std::array<Counter, kOutcomeNames.size()> requests;
    BucketHistogram<kDurationBounds.size()> durations;
};
inline constexpr std::size_t kMethodBlock = 32;
inline constexpr std::size_t kMaxMethods = 1024; ///< labels, the reserved ones included
struct MethodBlock
{
    std::array<MethodData, kMethodBlock> methods;
};

/// What one protocol counted on one thread.
struct ProtocolData
{
    Gauge inFlight;
    Gauge openConnections;
    Counter connections;
    Counter bytesReceived;
    Counter bytesSent;
    std::array<Counter, kErrorTypeCount> errors;
    std::array<Counter, kFaultCount> faults;
    BucketHistogram<kFineBounds.size()> service;
    BucketHistogram<kFineBounds.size()> injected;
    std::array<SmallCounter, LogLinear::kBins> total; ///< as the client sees it
    std::array<SmallCounter, LogLinear::kBins> own;   ///< without what was injected
};

/// Everything one thread counts. Written by its Recorder only, read by anyone; about 113 KiB.
struct ShardData
{
    std::array<ProtocolData, kProtocolCount> protocols;
    std::array<std::array<Counter, kStatusCount>, kMethodCount> httpRequests;
    std::array<BucketHistogram<kDurationBounds.size()>, kMethodCount> httpDurations;
    std::array<std::array<Counter, kStatusCount>, kGraphQlOperations.size()> graphQlRequests;
    std::array<BucketHistogram<kDurationBounds.size()>, kGraphQlOperations.size()> graphQlDurations;
    std::array<Counter, kRefusalCount> refusals;
    Counter webSocketSent;
    Counter webSocketReceived;
    /// Set by the Registry when routes are interned, before a Recorder can meet their numbers; never changed
    /// again.
    std::array<std::atomic<RouteBlock *>, kMaxRoutes / kRouteBlock> routeBlocks{};
    std::array<std::atomic<MethodBlock *>, kMaxMethods / kMethodBlock> methodBlocks{};

    ShardData() = default;
    ~ShardData()
    {
        for (auto &block : routeBlocks)
            delete block.load(std::memory_order_relaxed);
        for (auto &block : methodBlocks)
            delete block.load(std::memory_order_relaxed);
    }
    ShardData(const ShardData &) = delete;
    ShardData &operator=(const ShardData &) = delete;

    /// Null when no route of that block was interned.
    RouteData *route(RouteId id) const noexcept
    {
        RouteBlock *block = routeBlocks[id / kRouteBlock].load(std::memory_order_acquire);
        return block == nullptr ? nullptr : &block->routes[id % kRouteBlock];
    }
    MethodData *method(MethodId id) const noexcept
    {
        MethodBlock *block = methodBlocks[id / kMethodBlock].load(std::memory_order_acquire);
        return block == nullptr ? nullptr : &block->methods[id % kMethodBlock];
    }
};

} // namespace mockforge::metrics
