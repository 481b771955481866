// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/store/totals.h"
#include "samples.h"

#include <QTest>

#include <atomic>
#include <numeric>
#include <set>
#include <thread>

using namespace mockforge::metrics;

namespace {

const Totals::OfProtocol &http(const Totals &totals)
{
    return totals.protocols[static_cast<std::size_t>(Protocol::Http)];
}

} // namespace

class TestRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingRecordedIsZero()
    {
        Registry registry;
        const auto recorder = registry.createRecorder();
        const Totals totals = collect(registry);
        QCOMPARE(totals.requests(), std::uint64_t{0});
        QCOMPARE(totals.errors(), std::uint64_t{0});
        QCOMPARE(totals.faults(), std::uint64_t{0});
        QCOMPARE(totals.refused(), std::uint64_t{0});
    }

    void otherProtocolsAreCountedByTheirMethods()
    {
        Registry registry;
        const auto recorder = registry.createRecorder();
        RequestSample sample = sampleOf(2 * kMillisecond);
        sample.protocol = Protocol::Grpc;
        sample.method = registry.internMethod(Protocol::Grpc, "Greeter::SayHello");
        sample.status = kStatusError;
        record(*recorder, sample, 3);
        const MethodId call = sample.method;
        sample.protocol = Protocol::WebSocket;
        sample.method = registry.internMethod(Protocol::WebSocket, "message");
        sample.status = kStatusOk;
        record(*recorder, sample, 5);
        const MethodId message = sample.method;
        sample.protocol = Protocol::GraphQl;
        sample.method = 1;
        sample.status = 200;
        record(*recorder, sample, 2);
        const Totals totals = collect(registry);
        QCOMPARE(totals.methods[call].requests[kStatusError], std::uint64_t{3});
        QCOMPARE(totals.methods[call].durations.sumNs, 6 * kMillisecond);
        QCOMPARE(totals.methods[message].requests[kStatusOk], std::uint64_t{5});
        QCOMPARE(totals.graphQlRequests[1][100], std::uint64_t{2});
        QCOMPARE(totals.graphQlDurations[1].count(), std::uint64_t{2});
        QCOMPARE(totals.requests(), std::uint64_t{10});
        QCOMPARE(registry.internMethod(Protocol::Grpc, "Greeter::SayHello"), call);
    }

    void methodsPastTheCapShareOneLabel()
    {
        Registry registry;
        const auto recorder = registry.createRecorder();
        for (std::size_t i = 2; i < kMaxMethods; ++i)
            registry.internMethod(Protocol::Grpc, "S::M" + std::to_string(i));
        QCOMPARE(registry.internMethod(Protocol::Grpc, "S::OneTooMany"), kOverflowMethod);
        QCOMPARE(registry.seriesCapHits(), std::uint64_t{1});
        RequestSample sample = sampleOf(kMillisecond);
        sample.protocol = Protocol::Grpc;
        sample.method = kMaxMethods - 1;
        record(*recorder, sample);
        QCOMPARE(collect(registry).methods[kMaxMethods - 1].requests[kStatusError], std::uint64_t{1});
    }

    void requestIsCountedByMethodAndStatus()
    {
        Registry registry;
        const auto recorder = registry.createRecorder();
        RequestSample sample = sampleOf(3 * kMillisecond);
        sample.method = httpMethodId("DELETE");
        sample.status = 404;
        sample.error = ErrorType::ClientError;
        record(*recorder, sample, 7);
        const Totals totals = collect(registry);
        QCOMPARE(totals.httpRequests[4][304], std::uint64_t{7});
        const auto countAll = [](std::uint64_t sum, const auto &statuses) {
            return std::accumulate(statuses.begin(), statuses.end(), sum);
        };
        QCOMPARE(std::accumulate(totals.httpRequests.begin(), totals.httpRequests.end(), std::uint64_t{0},
                                 countAll),
                 std::uint64_t{7});
        QCOMPARE(http(totals).errors[static_cast<std::size_t>(ErrorType::ClientError)], std::uint64_t{7});
        QCOMPARE(totals.httpDurations[4].sumNs, 21 * kMillisecond);
        QCOMPARE(totals.httpDurations[4].count(), std::uint64_t{7});
        QCOMPARE(totals.requests(), std::uint64_t{7});
        QCOMPARE(totals.errors(), std::uint64_t{7});
    }

    void unknownMethodsAndStatusesHaveAPlace()
    {
        QCOMPARE(httpMethodId("BREW"), kOtherMethod);
        QCOMPARE(httpMethodId("get"), kOtherMethod); // methods are case-sensitive (RFC 9110 §9.1)
        for (MethodId i = 0; i < kMethodCount; ++i)
            QCOMPARE(httpMethodId(kHttpMethods[i]), i);
        QCOMPARE(statusIndex(100), std::size_t{0});
        QCOMPARE(statusIndex(599), std::size_t{499});
        for (const StatusId odd : {StatusId{0}, StatusId{99}, StatusId{600}, StatusId{999}})
            QCOMPARE(statusIndex(odd), kStatusCount - 1);
        for (StatusId status = 100; status < 600; ++status)
            QCOMPARE(statusOfIndex(statusIndex(status)), int{status});
    }

    void bucketBoundsAreInclusive()
    {
        Registry registry;
        const auto recorder = registry.createRecorder();
        for (const std::uint64_t bound : kDurationBounds) {
            record(*recorder, sampleOf(bound));
            record(*recorder, sampleOf(bound + 1));
        }
        const auto buckets = collect(registry).httpDurations[0].buckets;
        QCOMPARE(buckets.front(), std::uint64_t{1});
        QCOMPARE(buckets.back(), std::uint64_t{1});
        for (std::size_t i = 1; i + 1 < buckets.size(); ++i)
            QCOMPARE(buckets[i], std::uint64_t{2});
    }

    void injectedTimeIsKeptApart()
    {
        Registry registry;
        const auto recorder = registry.createRecorder();
        RequestSample sample = sampleOf(52 * kMillisecond);
        sample.injectedNs = 50 * kMillisecond;
        sample.serviceNs = 40 * kMicrosecond;
        record(*recorder, sample);
        const Totals totals = collect(registry);
        QCOMPARE(http(totals).injected.sumNs, 50 * kMillisecond);
        QCOMPARE(http(totals).service.sumNs, 40 * kMicrosecond);
        QCOMPARE(http(totals).service.buckets[1], std::uint64_t{1}); // up to 50 µs
        QCOMPARE(http(totals).total[LogLinear::binOf(52 * kMillisecond)], 1U);
        QCOMPARE(http(totals).own[LogLinear::binOf(40 * kMicrosecond)], 1U);
    }

    void ownTimeIsNeverNegative()
    {
        Registry registry;
        const auto recorder = registry.createRecorder();
        RequestSample sample = sampleOf(kMillisecond);
        sample.injectedNs = 2 * kMillisecond;
        record(*recorder, sample);
        QCOMPARE(http(collect(registry)).own[0], 1U);
    }

    void inFlightRisesAndFalls()
    {
        Registry registry;
        const auto recorder = registry.createRecorder();
        recorder->requestStarted(Protocol::Http);
        recorder->requestStarted(Protocol::Http);
        QCOMPARE(http(collect(registry)).inFlight, std::int64_t{2});
        recorder->requestFinished(sampleOf(kMillisecond));
        QCOMPARE(http(collect(registry)).inFlight, std::int64_t{1});
    }

    void connectionsAreCountedAndBalanced()
    {
        Registry registry;
        const auto recorder = registry.createRecorder();
        recorder->connectionOpened(Protocol::WebSocket);
        recorder->connectionOpened(Protocol::WebSocket);
        recorder->connectionClosed(Protocol::WebSocket);
        const auto webSocket = collect(registry).protocols[static_cast<std::size_t>(Protocol::WebSocket)];
        QCOMPARE(webSocket.openConnections, std::int64_t{1});
        QCOMPARE(webSocket.connections, std::uint64_t{2});
    }

    void otherCountersMove()
    {
        Registry registry;
        const auto recorder = registry.createRecorder();
        for (std::size_t i = 0; i < kRefusalCount; ++i)
            recorder->refused(static_cast<Refusal>(i));
        recorder->faultApplied(Protocol::Grpc, Fault::Timeout);
        recorder->faultApplied(Protocol::Http, Fault::Latency);
        recorder->errorOccurred(Protocol::Http, ErrorType::ConnectionError);
        recorder->webSocketMessageSent();
        recorder->webSocketMessageReceived();
        recorder->webSocketMessageReceived();
        recorder->bytesReceived(Protocol::Http, 100);
        recorder->bytesSent(Protocol::Http, 5'000'000'000ULL);
        const Totals totals = collect(registry);
        for (const std::uint64_t count : totals.refusals)
            QCOMPARE(count, std::uint64_t{1});
        QCOMPARE(totals.faults(), std::uint64_t{2});
        QCOMPARE(totals.protocols[1].faults[2], std::uint64_t{1});
        QCOMPARE(totals.errors(), std::uint64_t{1});
        QCOMPARE(totals.requests(), std::uint64_t{0});
        QCOMPARE(totals.webSocketSent, std::uint64_t{1});
        QCOMPARE(totals.webSocketReceived, std::uint64_t{2});
        QCOMPARE(http(totals).bytesReceived, std::uint64_t{100});
        QCOMPARE(http(totals).bytesSent, std::uint64_t{5'000'000'000});
    }

    void routesAreInternedOnce()
    {
        Registry registry;
        const RouteId first = registry.internRoute(Protocol::Http, "GET /a");
        QVERIFY(first != kUnmatchedRoute && first != kOverflowRoute);
        QVERIFY(registry.internRoute(Protocol::Http, "GET /b") != first);
        QCOMPARE(registry.internRoute(Protocol::Http, "GET /a"), first);
        QCOMPARE(registry.routes()[first].label, std::string("GET /a"));
        QCOMPARE(registry.internRoute(Protocol::Http, "unmatched"), kUnmatchedRoute);
        QCOMPARE(registry.seriesCapHits(), std::uint64_t{0});
    }

    /// The same label in two protocols is two series, and what no route took is told by protocol too.
    void routesBelongToAProtocol()
    {
        Registry registry;
        const auto recorder = registry.createRecorder();
        const RouteId http = registry.internRoute(Protocol::Http, "chat");
        const RouteId webSocket = registry.internRoute(Protocol::WebSocket, "chat");
        QVERIFY(http != webSocket);
        QVERIFY(registry.routes()[webSocket].protocol == Protocol::WebSocket);
        RequestSample sample = sampleOf(kMillisecond, webSocket);
        sample.protocol = Protocol::WebSocket;
        sample.method = registry.internMethod(Protocol::WebSocket, "message");
        record(*recorder, sample, 2);
        record(*recorder, sampleOf(kMillisecond), 3);
        sample.route = kUnmatchedRoute;
        record(*recorder, sample, 4);
        const Totals totals = collect(registry);
        QCOMPARE(totals.routes[http].requests, std::uint64_t{0});
        QCOMPARE(totals.routes[webSocket].requests, std::uint64_t{2});
        QCOMPARE(totals.unmatched(Protocol::Http), std::uint64_t{3});
        QCOMPARE(totals.unmatched(Protocol::WebSocket), std::uint64_t{4});
        QCOMPARE(totals.unmatched(), std::uint64_t{7});
    }

    void routesBeyondTheCapShareOne()
    {
        Registry registry;
        const auto recorder = registry.createRecorder();
        std::set<RouteId> ids;
        for (std::size_t i = kFirstRoute; i < kMaxRoutes; ++i)
            ids.insert(registry.internRoute(Protocol::Http, "GET /" + std::to_string(i)));
        QCOMPARE(ids.size(), kMaxRoutes - kFirstRoute);
        QCOMPARE(registry.seriesCapHits(), std::uint64_t{0});
        QCOMPARE(registry.internRoute(Protocol::Http, "GET /more"), kOverflowRoute);
        QCOMPARE(registry.internRoute(Protocol::Http, "GET /still-more"), kOverflowRoute);
        QCOMPARE(registry.seriesCapHits(), std::uint64_t{2});
        QCOMPARE(registry.routes().size(), kMaxRoutes);
        record(*recorder, sampleOf(kMillisecond, kOverflowRoute), 3);
        record(*recorder, sampleOf(kMillisecond, *ids.rbegin()), 2);
        const Totals totals = collect(registry);
        QCOMPARE(totals.routes[kOverflowRoute].requests, std::uint64_t{3});
        QCOMPARE(totals.routes.back().requests, std::uint64_t{2});
    }

    /// A reload adds routes while workers hold recorders made before it.
    void routesInternedAfterTheRecorderCount()
    {
        Registry registry;
        const auto early = registry.createRecorder();
        RouteId last = 0;
        for (int i = 0; i < 100; ++i)
            last = registry.internRoute(Protocol::Http, "GET /" + std::to_string(i));
        const auto late = registry.createRecorder();
        RequestSample sample = failureOf(2 * kMillisecond, 500, ErrorType::ServerError);
        sample.route = last;
        sample.injectedNs = kMillisecond;
        record(*early, sample);
        record(*late, sample);
        const auto route = collect(registry).routes[last];
        QCOMPARE(route.requests, std::uint64_t{2});
        QCOMPARE(route.errors, std::uint64_t{2});
        QCOMPARE(route.totalNs, 4 * kMillisecond);
        QCOMPARE(route.injectedNs, 2 * kMillisecond);
    }

    void countsOutliveTheirThread()
    {
        Registry registry;
        std::thread([&] { record(*registry.createRecorder(), sampleOf(kMillisecond), 5); }).join();
        record(*registry.createRecorder(), sampleOf(kMillisecond), 6);
        QCOMPARE(collect(registry).requests(), std::uint64_t{11});
    }

    void scenarioModeIsVisibleAtOnce()
    {
        Registry registry;
        QCOMPARE(registry.scenarioMode(), 0);
        registry.setScenarioMode(3);
        QCOMPARE(registry.scenarioMode(), 3);
    }

    void shardStaysSmall()
    {
        QVERIFY2(sizeof(ShardData) <= 116 * 1024, qPrintable(QString::number(sizeof(ShardData))));
        QVERIFY2(sizeof(RouteBlock) <= 16 * 1024, qPrintable(QString::number(sizeof(RouteBlock))));
    }

    /// Two threads write, a third interns routes, and the reader never sees a count fall, nor one get lost.
    void readersSeeCountsOnlyRise()
    {
        constexpr int kRequests = 100'000;
        Registry registry;
        const RouteId route = registry.internRoute(Protocol::Http, "GET /a");
        std::atomic<int> running{2};
        const auto write = [&] {
            const auto recorder = registry.createRecorder();
            record(*recorder, sampleOf(3 * kMillisecond, route), kRequests);
            --running;
        };
        std::thread first(write);
        std::thread second(write);
        std::thread loader([&] {
            for (int i = 0; i < 200; ++i)
                registry.internRoute(Protocol::Http, "GET /" + std::to_string(i));
        });
        std::uint64_t seen = 0;
        bool rose = true;
        while (running > 0) {
            const std::uint64_t now = collect(registry).requests();
            rose = rose && now >= seen;
            seen = now;
        }
        first.join();
        second.join();
        loader.join();
        QVERIFY(rose);
        const Totals totals = collect(registry);
        QCOMPARE(totals.requests(), std::uint64_t{2 * kRequests});
        QCOMPARE(totals.routes[route].requests, std::uint64_t{2 * kRequests});
        QCOMPARE(http(totals).inFlight, std::int64_t{0});
        QCOMPARE(totals.httpDurations[0].sumNs, 2 * kRequests * 3 * kMillisecond);
    }
};

QTEST_APPLESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
