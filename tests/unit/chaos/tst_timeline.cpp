// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where a timeline stands is arithmetic on a clock that the test holds; its guard counts what readings say.

#include "metrics/record/registry.h"
#include "server/chaos/controller.h"
#include "server/chaos/injector.h"
#include "server/chaos/timeline.h"
#include "server/project/timelinereader.h"

#include <QTest>

#include <limits>

using namespace mockforge;
using chaos::GuardReading;
using chaos::Timeline;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

project::ChaosTimeline timelineOf(const std::string &yaml)
{
    std::vector<control::Diagnostic> findings;
    auto timeline = project::chaosTimelineFromText(yaml, findings);
    for (const auto &finding : findings)
        qWarning("%s", finding.message.c_str());
    return timeline.value_or(project::ChaosTimeline{});
}

const char *const kDrill = "{name: drill, stages: [{name: calm, duration: 30s}, {name: out, duration: 10s}]}";

std::vector<GuardReading> readings(std::initializer_list<std::pair<double, double>> values)
{
    std::vector<GuardReading> list;
    for (const auto &[share, p99] : values)
        list.push_back({static_cast<std::int64_t>(list.size() + 1) * 1000, 1000, share, p99});
    return list;
}

} // namespace

class TestTimeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stagesFollowOneAnother()
    {
        Timeline timeline(timelineOf(kDrill), 1000);
        QCOMPARE(timeline.nextMs(), std::int64_t{31'000});
        QVERIFY(!timeline.advance(30'999).stageBegan);
        QVERIFY(timeline.advance(31'000).stageBegan);
        QCOMPARE(timeline.current().name, std::string("out"));
        QCOMPARE(timeline.elapsedMs(33'500), std::int64_t{2500});
        QCOMPARE(timeline.progress(33'500), 0.25);
        QCOMPARE(timeline.advance(40'999).end, Timeline::End::No);
        QCOMPARE(timeline.advance(41'000).end, Timeline::End::Finished);
    }

    void aLateTimerLosesNoTime()
    {
        project::ChaosTimeline spec = timelineOf(kDrill);
        spec.repeat = true;
        Timeline timeline(spec, 0);
        QVERIFY(timeline.advance(125'000).stageBegan); // three rounds of 40 s and 5 s
        QCOMPARE(timeline.round(), std::int64_t{3});
        QCOMPARE(timeline.stage(), std::size_t{0});
        QCOMPARE(timeline.elapsedMs(125'000), std::int64_t{5000});
    }

    void timeToLiveEndsIt()
    {
        project::ChaosTimeline spec = timelineOf(kDrill);
        spec.repeat = true;
        spec.timeToLiveMs = 35'000;
        Timeline timeline(spec, 0);
        timeline.advance(30'000);
        QCOMPARE(timeline.nextMs(), std::int64_t{35'000});
        QCOMPARE(timeline.advance(34'999).end, Timeline::End::No);
        QCOMPARE(timeline.advance(35'000).end, Timeline::End::TimeToLive);
    }

    void durationsChangeWhileItRuns()
    {
        Timeline timeline(timelineOf(kDrill), 0);
        timeline.setDuration(0, 60'000, 10'000);
        QVERIFY(!timeline.advance(59'999).stageBegan);
        timeline.setDuration(0, 5000, 59'999); // shorter than what has passed: it ends now, not before
        QVERIFY(timeline.advance(60'000).stageBegan);
        QCOMPARE(timeline.elapsedMs(60'000), std::int64_t{1});
        timeline.setDuration(1, 20'000, 60'000);
        QCOMPARE(timeline.nextMs(), std::int64_t{79'999});
    }

    void aGuardTripsAfterItsTimeWithoutABreak()
    {
        project::ChaosTimeline spec = timelineOf(kDrill);
        spec.guard = {0.5, -1, 3000};
        const Timeline timeline(spec, 0);
        QVERIFY(!timeline.tripped({}, 0));
        QVERIFY(!timeline.tripped(readings({{0.9, 1}, {0.9, 1}}), 0));
        QVERIFY(!timeline.tripped(readings({{0.9, 1}, {0.9, 1}, {0.5, 1}, {0.9, 1}}), 0));
        QVERIFY(!timeline.tripped(readings({{0.9, 1}, {0.9, 1}, {kNone, kNone}, {0.9, 1}}), 0));
        const auto seen = timeline.tripped(readings({{0, 1}, {0.6, 1}, {0.9, 1}, {0.8, 1}}), 0);
        QVERIFY(seen);
        QCOMPARE(*seen, std::string("80.0 % errors, above 50.0 % for 3 s"));
        // What happened before it began does not count.
        QVERIFY(!timeline.tripped(readings({{0.9, 1}, {0.9, 1}, {0.9, 1}}), 500));
    }

    void aGuardWatchesTheLatency()
    {
        project::ChaosTimeline spec = timelineOf(kDrill);
        spec.guard = {-1, 200, 2000};
        const Timeline timeline(spec, 0);
        QVERIFY(timeline.isGuarded());
        QVERIFY(!timeline.tripped(readings({{1, 0.2}, {1, 0.2}}), 0));
        QCOMPARE(*timeline.tripped(readings({{0, 0.3}, {0, 0.4}}), 0),
                 std::string("p99 400 ms, above 200 ms for 2 s"));
    }

    void aRampGoesEvenlyFromOneValueToAnother()
    {
        const auto timeline = timelineOf(
            "{name: r, stages: [{duration: 60s, rules: [{name: slow, probability: 1, fault: {latency: "
            "{delay: {normal: {mean: 5ms, std_dev: 1ms}}}}}, {name: few, fault: {bulkhead: "
            "{max_concurrent: 9}}}], ramp: [{rule: slow, parameter: delay.normal.mean, from: 100ms, to: "
            "0.5s}, {rule: slow, parameter: probability, from: 1, to: 0}, {rule: few, parameter: "
            "max_concurrent, from: 1, to: 100}]}]}");
        QCOMPARE(timeline.stages.size(), std::size_t{1});
        const auto half = project::rulesOfStage(timeline.stages[0], 0.5);
        QCOMPARE(half[0].settings.delay.first, 300.0);
        QCOMPARE(half[0].settings.delay.second, 1.0);
        QCOMPARE(half[0].probability, 0.5);
        QCOMPARE(half[1].settings.maxConcurrent, std::int64_t{51}); // whole numbers only
        QCOMPARE(project::rulesOfStage(timeline.stages[0], 1)[0].settings.delay.first, 500.0);
        QCOMPARE(project::rulesOfStage(timeline.stages[0], 0)[0].settings.delay.first, 100.0);
    }

    void aChangedRuleGoesOnWhereItWas()
    {
        metrics::Registry registry;
        chaos::Controller controller(registry.chaos());
        const auto recorder = registry.createRecorder();
        chaos::Injector injector(controller);
        auto rule = [](double probability) {
            std::vector<control::Diagnostic> findings;
            return *project::chaosRuleFromText(
                "{name: r, seed: 3, probability: " + std::to_string(probability) +
                    ", fault: {abort: {status: 503}}}",
                findings);
        };
        QVERIFY(controller.configure({}, 7));
        controller.setEnabled(true);
        QVERIFY(controller.putAll("timeline t", {rule(0.5)}));
        const auto fires = [&] {
            const auto plan = injector.plan({}, *recorder);
            return plan && plan->effects().abort.has_value();
        };
        int fired = 0;
        // Changed before every exchange: were the decisions to begin anew, all of them would be the first.
        for (int i = 0; i < 2000; ++i) {
            QVERIFY(controller.change(rule(i % 2 == 0 ? 0.5 : 0.501), "timeline t"));
            fired += fires() ? 1 : 0;
        }
        QVERIFY2(fired > 880 && fired < 1120, qPrintable(QString::number(fired)));
        const control::ChaosStatus status = controller.status();
        QCOMPARE(status.rules.front().matched, std::uint64_t{2000});
        QCOMPARE(status.rules.front().fired, static_cast<std::uint64_t>(fired));
        QVERIFY(!controller.change(rule(1), "timeline other"));
        QVERIFY(controller.putAll("timeline t", {}));
        QVERIFY(controller.status().rules.empty());
    }
};

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
