// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/store/aggregator.h"
#include "samples.h"

#include <QTest>

#include <atomic>
#include <cmath>
#include <thread>

using namespace mockforge::metrics;

namespace {

constexpr std::int64_t kStart = 1'800'000'000'000;

/// A registry, its recorder and its aggregator, on a clock that only the test moves.
struct Bench
{
    Registry registry;
    std::unique_ptr<Recorder> recorder = registry.createRecorder();
    Aggregator aggregator{registry, kStart};
    std::int64_t now = kStart;

    void pass(std::int64_t ms)
    {
        for (const std::int64_t end = now + ms; now < end;) {
            now += Aggregator::kTickMs;
            aggregator.tick(now);
        }
    }
};

Annotation markOf(std::int64_t timeMs, Annotation::Kind kind, std::string label, std::int64_t endMs = 0)
{
    Annotation mark;
    mark.timeMs = timeMs;
    mark.endMs = endMs;
    mark.kind = kind;
    mark.label = std::move(label);
    return mark;
}

bool isNear(double value, double expected)
{
    return std::abs(value - expected) <= 0.01 * expected;
}

} // namespace

class TestAggregator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsNullBeforeTheFirstTick()
    {
        const Bench bench;
        QVERIFY(bench.aggregator.snapshot());
        QCOMPARE(bench.aggregator.snapshot()->timeMs, kStart);
        QVERIFY(std::isnan(bench.aggregator.snapshot()->p99));
        QVERIFY(bench.aggregator.window(Window::OneMinute)->points.empty());
        QVERIFY(bench.aggregator.range(0, kStart)->points.empty());
    }

    void totalsAreInTheNextSnapshot()
    {
        Bench bench;
        record(*bench.recorder, sampleOf(kMillisecond), 3);
        record(*bench.recorder, failureOf(kMillisecond, 503, ErrorType::ServerError), 2);
        bench.recorder->requestStarted(Protocol::Http);
        bench.recorder->connectionOpened(Protocol::Http);
        bench.recorder->faultApplied(Protocol::Http, Fault::Error);
        bench.recorder->refused(Refusal::BadRequest);
        bench.registry.setScenarioMode(2);
        bench.pass(250);
        const auto snapshot = bench.aggregator.snapshot();
        QCOMPARE(snapshot->timeMs, kStart + 250);
        QCOMPARE(snapshot->requests, std::uint64_t{5});
        QCOMPARE(snapshot->protocols[0].requests, std::uint64_t{5});
        QCOMPARE(snapshot->errors, std::uint64_t{2});
        QCOMPARE(snapshot->unmatched, std::uint64_t{5});
        QCOMPARE(snapshot->inFlight, std::int64_t{1});
        QCOMPARE(snapshot->openConnections, std::int64_t{1});
        QCOMPARE(snapshot->faults, std::uint64_t{1});
        QCOMPARE(snapshot->refusals, std::uint64_t{1});
        QCOMPARE(snapshot->scenarioMode, 2);
    }

    /// Each protocol has numbers of its own beside those of all together.
    void protocolsAreToldApart()
    {
        Bench bench;
        record(*bench.recorder, sampleOf(kMillisecond), 30);
        RequestSample call = sampleOf(64 * kMillisecond);
        call.protocol = Protocol::Grpc;
        call.method = bench.registry.internMethod(Protocol::Grpc, "Shop::Order");
        call.route = bench.registry.internRoute(Protocol::Grpc, "order");
        call.status = kStatusError;
        call.error = ErrorType::GrpcError;
        record(*bench.recorder, call, 10);
        bench.recorder->connectionOpened(Protocol::Grpc);
        bench.recorder->requestStarted(Protocol::Grpc);
        bench.pass(1000);
        const auto snapshot = bench.aggregator.snapshot();
        const Summary &grpc = snapshot->protocols[static_cast<std::size_t>(Protocol::Grpc)];
        const Summary &http = snapshot->protocols[static_cast<std::size_t>(Protocol::Http)];
        QCOMPARE(snapshot->requestsPerSecond, 40.0);
        QCOMPARE(grpc.requestsPerSecond, 10.0);
        QCOMPARE(http.requestsPerSecond, 30.0);
        QCOMPARE(snapshot->errorShare60s, 0.25);
        QCOMPARE(grpc.errorShare60s, 1.0);
        QCOMPARE(http.errorShare60s, 0.0);
        QVERIFY(isNear(grpc.p50, 0.064) && isNear(http.p50, 0.001));
        QCOMPARE(grpc.openConnections, std::int64_t{1});
        QCOMPARE(grpc.inFlight, std::int64_t{1});
        QCOMPARE(http.unmatched, std::uint64_t{30});
        QCOMPARE(grpc.unmatched, std::uint64_t{0});
        const auto rows = snapshot->topRoutes;
        QCOMPARE(rows.size(), std::size_t{2});
        QVERIFY(rows[0].protocol == Protocol::Http && rows[1].protocol == Protocol::Grpc);
        const SeriesPoint point = bench.aggregator.window(Window::OneMinute)->points.back();
        QCOMPARE(point.grpcErrorsPerSecond, 10.0);
        QVERIFY(isNear(point.protocols[static_cast<std::size_t>(Protocol::Grpc)].p99, 0.064));
    }

    /// A call that waits for its client takes long, but not because of us.
    void ownTimeLeavesOutWhatTheClientTook()
    {
        Bench bench;
        RequestSample sample = sampleOf(2'000 * kMillisecond);
        sample.serviceNs = 2 * kMillisecond;
        record(*bench.recorder, sample, 10);
        bench.pass(1000);
        QVERIFY(isNear(bench.aggregator.snapshot()->p99, 2.0));
        QVERIFY(isNear(bench.aggregator.snapshot()->ownP99, 0.002));
    }

    void fourTicksMakeAPoint()
    {
        Bench bench;
        record(*bench.recorder, sampleOf(8 * kMillisecond), 20);
        bench.pass(750);
        QVERIFY(bench.aggregator.window(Window::OneMinute)->points.empty());
        bench.pass(250);
        const auto window = bench.aggregator.window(Window::OneMinute);
        QCOMPARE(window->points.size(), std::size_t{1});
        QCOMPARE(window->points[0].endMs, kStart + 1000);
        QCOMPARE(window->points[0].protocols[0].requestsPerSecond, 20.0);
        QVERIFY(isNear(window->points[0].p50, 0.008));
        QVERIFY(isNear(bench.aggregator.snapshot()->p99, 0.008));
        bench.pass(1000);
        QVERIFY(std::isnan(bench.aggregator.window(Window::OneMinute)->points[1].p50));
        QCOMPARE(window->points.size(), std::size_t{1}); // what was handed out does not change
    }

    void whatHappenedBeforeIsNoTraffic()
    {
        Registry registry;
        record(*registry.createRecorder(), sampleOf(kMillisecond), 1000);
        Aggregator aggregator(registry, kStart);
        for (int i = 1; i <= 4; ++i)
            aggregator.tick(kStart + i * 250);
        QCOMPARE(aggregator.window(Window::OneMinute)->points[0].requestsPerSecond, 0.0);
        QCOMPARE(aggregator.snapshot()->requests, std::uint64_t{1000});
    }

    void ownTimeLeavesOutWhatWasInjected()
    {
        Bench bench;
        RequestSample sample = sampleOf(51 * kMillisecond);
        sample.injectedNs = 50 * kMillisecond;
        record(*bench.recorder, sample, 10);
        bench.pass(1000);
        const auto snapshot = bench.aggregator.snapshot();
        QVERIFY(isNear(snapshot->p50, 0.051));
        QVERIFY(isNear(snapshot->ownP50, 0.001));
        QVERIFY(isNear(bench.aggregator.window(Window::OneMinute)->points[0].ownP99, 0.001));
    }

    void errorRateIsOfTheLastMinuteByProtocol()
    {
        Bench bench;
        QCOMPARE(bench.aggregator.errorRates()[0], 0.0);
        record(*bench.recorder, sampleOf(kMillisecond), 3);
        record(*bench.recorder, failureOf(kMillisecond, 404, ErrorType::ClientError));
        RequestSample call = failureOf(kMillisecond, 0, ErrorType::GrpcError);
        call.protocol = Protocol::Grpc;
        record(*bench.recorder, call);
        bench.pass(1000);
        QCOMPARE(bench.aggregator.errorRates()[0], 0.25);
        QCOMPARE(bench.aggregator.errorRates()[1], 1.0);
        QCOMPARE(bench.aggregator.errorRates()[2], 0.0);
        QCOMPARE(bench.aggregator.snapshot()->errorShare60s, 0.4);
        bench.pass(59'000);
        QCOMPARE(bench.aggregator.errorRates()[0], 0.25);
        bench.pass(1000);
        QCOMPARE(bench.aggregator.errorRates()[0], 0.0);
        QCOMPARE(bench.aggregator.snapshot()->errorShare60s, 0.0);
        QVERIFY(std::isnan(bench.aggregator.snapshot()->p50));
    }

    void errorRateNeverPassesOne()
    {
        Bench bench;
        record(*bench.recorder, failureOf(kMillisecond, 500, ErrorType::ServerError));
        bench.recorder->errorOccurred(Protocol::Http, ErrorType::ConnectionError);
        bench.pass(1000);
        QCOMPARE(bench.aggregator.errorRates()[0], 1.0);
        QCOMPARE(bench.aggregator.window(Window::OneMinute)->points[0].errorShare, 1.0);
    }

    /// The tile's trend compares the last 5 s with the 60 s before them, not with themselves.
    void trendComparesTwoSpansThatDoNotOverlap()
    {
        Bench bench;
        for (int second = 0; second < 70; ++second) {
            record(*bench.recorder, sampleOf(kMillisecond), second < 65 ? 10 : 40);
            bench.pass(1000);
        }
        QCOMPARE(bench.aggregator.snapshot()->requestsPerSecond, 40.0);
        QCOMPARE(bench.aggregator.snapshot()->requestsPerSecondBefore, 10.0);
    }

    void busiestRoutesComeFirst()
    {
        Bench bench;
        for (int i = 0; i < 30; ++i) {
            RequestSample sample = sampleOf(
                4 * kMillisecond, bench.registry.internRoute(Protocol::Http, "GET /" + std::to_string(i)));
            sample.injectedNs = 2 * kMillisecond;
            record(*bench.recorder, sample, 100 + i);
        }
        RequestSample failure = failureOf(64 * kMillisecond, 500, ErrorType::ServerError);
        failure.route = bench.registry.internRoute(Protocol::Http, "GET /29");
        record(*bench.recorder, failure, 129);
        bench.registry.internRoute(Protocol::Http, "GET /never-asked");
        bench.pass(10'000);
        const auto rows = bench.aggregator.snapshot()->topRoutes;
        QCOMPARE(rows.size(), std::size_t{20});
        QCOMPARE(rows[0].label, std::string("GET /29"));
        QCOMPARE(rows[0].total, std::uint64_t{258});
        QCOMPARE(rows[0].requestsPerSecond, 25.8);
        QCOMPARE(rows[0].errorShare, 0.5);
        QVERIFY(std::abs(rows[0].p50 - 0.004) <= 0.125 * 0.004 + 1e-3);
        QVERIFY(std::abs(rows[0].p99 - 0.064) <= 0.125 * 0.064 + 1e-3);
        QCOMPARE(rows[0].injectedMs, 1.0);
        QCOMPARE(rows[1].label, std::string("GET /28"));
        QCOMPARE(rows[1].errorShare, 0.0);
    }

    void quietRouteKeepsItsTotalOnly()
    {
        Bench bench;
        record(*bench.recorder, sampleOf(kMillisecond, bench.registry.internRoute(Protocol::Http, "GET /a")),
               5);
        bench.pass(80'000);
        const auto rows = bench.aggregator.snapshot()->topRoutes;
        QCOMPARE(rows.size(), std::size_t{1});
        QCOMPARE(rows[0].total, std::uint64_t{5});
        QCOMPARE(rows[0].requestsPerSecond, 0.0);
        QVERIFY(std::isnan(rows[0].p50));
        QVERIFY(std::isnan(rows[0].p99));
    }

    void stalledThreadMakesOneLongPoint()
    {
        Bench bench;
        record(*bench.recorder, sampleOf(kMillisecond), 50);
        bench.now += 5000;
        bench.aggregator.tick(bench.now);
        const auto window = bench.aggregator.window(Window::OneMinute);
        QCOMPARE(window->points.size(), std::size_t{1});
        QCOMPARE(window->points[0].durationMs, 5000U);
        QCOMPARE(window->points[0].requestsPerSecond, 10.0);
    }

    void annotationsAreFoundByTheirSpan()
    {
        Bench bench;
        bench.aggregator.annotate(markOf(1000, Annotation::Kind::Mode, "healthy"));
        bench.aggregator.annotate(markOf(2000, Annotation::Kind::Chaos, "latency", -1));
        bench.aggregator.annotate(markOf(3000, Annotation::Kind::Note, "here"));
        const auto labels = [&](std::int64_t from, std::int64_t to) {
            std::string text;
            for (const Annotation &mark : bench.aggregator.annotations(from, to))
                text += mark.label + ' ';
            return text;
        };
        QCOMPARE(labels(0, 9000), std::string("healthy latency here "));
        QCOMPARE(labels(5000, 9000), std::string("latency "));
        QCOMPARE(labels(0, 1500), std::string("healthy "));
        bench.aggregator.annotate(markOf(4000, Annotation::Kind::Chaos, "off"));
        QCOMPARE(bench.aggregator.annotations(0, 9000)[1].endMs, std::int64_t{4000});
        QCOMPARE(labels(5000, 9000), std::string());
        QCOMPARE(labels(3500, 9000), std::string("latency off "));
    }

    void annotationsHaveACap()
    {
        Bench bench;
        for (int i = 0; i < 3000; ++i)
            bench.aggregator.annotate(markOf(i, Annotation::Kind::Note, std::to_string(i)));
        const auto marks = bench.aggregator.annotations(0, 10'000);
        QCOMPARE(marks.size(), std::size_t{1000});
        QCOMPARE(marks.back().label, std::string("2999"));
    }

    void processIsSampled()
    {
        Bench bench;
        bench.pass(1000);
        const ProcessSample process = bench.aggregator.process();
        QVERIFY(process.residentBytes > 1'000'000);
        QVERIFY(process.virtualBytes >= process.residentBytes);
        QVERIFY(process.openDescriptors >= 3);
        QVERIFY(process.maxDescriptors >= process.openDescriptors);
        QVERIFY(process.threads >= 1);
        QVERIFY(process.cpuSeconds > 0);
        QVERIFY(process.startTimeSeconds > 1.6e9);
        QCOMPARE(bench.aggregator.snapshot()->memoryBytes, static_cast<double>(process.residentBytes));
    }

    void cpuShareIsOfTheTimeBetweenSamples()
    {
        ProcessSampler sampler;
        const double before = sampler.sample(1000).cpuSeconds;
        volatile double sink = 0;
        double used = 0;
        while (used < 0.05) {
            for (int i = 0; i < 100'000; ++i)
                sink = sink + std::sqrt(static_cast<double>(i));
            ProcessSampler other;
            used = other.sample(1).cpuSeconds - before;
        }
        const ProcessSample sample = sampler.sample(2000);
        QCOMPARE(sample.cpuPercent, (sample.cpuSeconds - before) * 100.0);
        QVERIFY(sample.cpuPercent >= 5.0);
    }

    /// Writers, the metrics thread and a window at the same time (for ThreadSanitizer, too).
    void readersAndWritersDoNotDisturbEachOther()
    {
        constexpr int kRequests = 20'000;
        Bench bench;
        std::atomic<bool> writing{true};
        std::atomic<bool> ticking{true};
        std::thread writer([&] {
            record(*bench.recorder, sampleOf(kMillisecond), kRequests);
            writing = false;
        });
        std::thread metrics([&] {
            while (writing)
                bench.pass(1000);
            bench.pass(1000);
            ticking = false;
        });
        std::uint64_t seen = 0;
        bool rose = true;
        while (ticking) {
            const std::uint64_t requests = bench.aggregator.snapshot()->requests;
            rose =
                rose && requests >= seen && bench.aggregator.window(Window::OneMinute)->points.size() <= 60;
            seen = requests;
            bench.aggregator.annotate(markOf(1, Annotation::Kind::Note, "x"));
        }
        writer.join();
        metrics.join();
        QVERIFY(rose);
        QCOMPARE(bench.aggregator.snapshot()->requests, std::uint64_t{kRequests});
    }
};

QTEST_APPLESS_MAIN(TestAggregator)
#include "tst_aggregator.moc"
