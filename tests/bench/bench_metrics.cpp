// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/prometheus/exposition.h"
#include "metrics/record/registry.h"
#include "metrics/store/aggregator.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace mockforge::metrics;

namespace {

constexpr std::int64_t kStart = 1'800'000'000'000;
constexpr int kRoutes = 240;

RequestSample sampleOf(std::uint64_t i)
{
    RequestSample sample;
    sample.method = static_cast<MethodId>(i % 5);
    sample.status = static_cast<StatusId>(i % 10 == 0 ? 404 : 200);
    sample.error = i % 10 == 0 ? ErrorType::ClientError : ErrorType::None;
    sample.route = static_cast<RouteId>(kFirstRoute + i % kRoutes);
    sample.totalNs = 20'000 + (i * 7919) % 3'000'000;
    sample.serviceNs = sample.totalNs;
    return sample;
}

/// A registry with 240 routes and, on each of its shards, traffic on all of them: over 1,000 series.
struct Busy
{
    Registry registry;
    std::vector<std::unique_ptr<Recorder>> recorders;
    Aggregator aggregator{registry, kStart};
    Exposition exposition{registry, aggregator};

    Busy()
    {
        for (int i = 0; i < kRoutes; ++i)
            registry.internRoute(Protocol::Http, "GET /route/" + std::to_string(i));
        for (int worker = 0; worker < 4; ++worker) {
            recorders.push_back(registry.createRecorder());
            for (std::uint64_t i = 0; i < 10'000; ++i) {
                recorders.back()->requestStarted(Protocol::Http);
                recorders.back()->requestFinished(sampleOf(i));
            }
        }
        aggregator.tick(kStart + 1000);
    }
};

void recordRequest(benchmark::State &state)
{
    Busy busy;
    Recorder &recorder = *busy.recorders.front();
    std::uint64_t i = 0;
    for (auto _ : state) {
        const RequestSample sample = sampleOf(++i);
        recorder.requestStarted(Protocol::Http);
        recorder.requestFinished(sample);
        benchmark::ClobberMemory();
    }
}
BENCHMARK(recordRequest);

void scrape(benchmark::State &state, std::string_view accept, std::string_view encoding)
{
    const Busy busy;
    const std::string text = busy.exposition.render({}, {}).body;
    std::size_t bytes = 0;
    for (auto _ : state)
        bytes = busy.exposition.render(accept, encoding).body.size();
    const auto lines = std::count(text.begin(), text.end(), '\n');
    state.counters["lines"] = static_cast<double>(lines);
    state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK_CAPTURE(scrape, text, "", "")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scrape, openMetrics, "application/openmetrics-text", "")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scrape, gzip, "", "gzip")->Unit(benchmark::kMillisecond);

void scrapeAtFullLoad(benchmark::State &state)
{
    Busy busy;
    std::atomic<bool> running{true};
    std::thread writer([&] {
        for (std::uint64_t i = 0; running.load(std::memory_order_relaxed); ++i) {
            busy.recorders.front()->requestStarted(Protocol::Http);
            busy.recorders.front()->requestFinished(sampleOf(i));
        }
    });
    for (auto _ : state)
        benchmark::DoNotOptimize(busy.exposition.render({}, {}));
    running = false;
    writer.join();
}
BENCHMARK(scrapeAtFullLoad)->Unit(benchmark::kMillisecond);

/// What the metrics thread does four times a second, with a minute of such traffic behind it.
void tick(benchmark::State &state)
{
    Busy busy;
    std::int64_t now = kStart + 1000;
    std::uint64_t i = 0;
    const auto step = [&] {
        for (int request = 0; request < 1000; ++request) {
            busy.recorders.front()->requestStarted(Protocol::Http);
            busy.recorders.front()->requestFinished(sampleOf(++i));
        }
        now += Aggregator::kTickMs;
    };
    for (int warm = 0; warm < 240; ++warm) {
        step();
        busy.aggregator.tick(now);
    }
    for (auto _ : state) {
        state.PauseTiming();
        step();
        state.ResumeTiming();
        busy.aggregator.tick(now);
    }
}
BENCHMARK(tick)->Unit(benchmark::kMillisecond);

void readWindow(benchmark::State &state)
{
    Busy busy;
    std::int64_t now = kStart + 1000;
    for (int i = 0; i < 1600; ++i)
        busy.aggregator.tick(now += Aggregator::kTickMs);
    for (auto _ : state)
        benchmark::DoNotOptimize(busy.aggregator.range(0, now));
}
BENCHMARK(readWindow)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
