// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a timeline and presets do to the rules, the mode and the charts' marks: on a clock that the test holds
// (TimelineRunner), and through the desk with its marks (ChaosDesk).

#include "metrics/query/source.h"
#include "metrics/record/registry.h"
#include "server/engine/chaosdesk.h"
#include "server/engine/timelinerunner.h"
#include "server/project/presetreader.h"
#include "server/project/timelinereader.h"

#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace mockforge;

namespace {

class MarkedSource : public metrics::Source
{
public:
    std::vector<metrics::Annotation> marks;

    std::shared_ptr<const metrics::Snapshot> snapshot() const override
    {
        return std::make_shared<metrics::Snapshot>();
    }
    std::shared_ptr<const metrics::WindowData> window(metrics::Window) const override
    {
        return std::make_shared<metrics::WindowData>();
    }
    std::shared_ptr<const metrics::WindowData> range(std::int64_t, std::int64_t) const override
    {
        return window({});
    }
    std::vector<metrics::Annotation> annotations(std::int64_t, std::int64_t) const override { return marks; }
    void annotate(metrics::Annotation annotation) override { marks.push_back(std::move(annotation)); }
};

/// Rules, a mode, and a runner over both.
struct Engine
{
    metrics::Registry registry;
    chaos::Controller controller{registry.chaos()};
    control::Scenario mode;
    std::vector<std::string> modes; ///< as they were set
    std::vector<chaos::GuardReading> readings;

    Engine() { static_cast<void>(controller.configure({}, 7)); }

    engine::TimelineRunner::Hooks hooks()
    {
        return {[this] { return mode; },
                [this](const control::Scenario &scenario, const std::string &) {
                    mode = scenario;
                    modes.emplace_back(control::modeName(scenario.mode));
                },
                [] { return control::builtInPresets(); },
                [](const std::string &name) -> std::optional<project::ChaosPreset> {
                    for (const project::ChaosPreset &preset : project::builtInChaosPresets()) {
                        if (preset.name == name)
                            return preset;
                    }
                    return std::nullopt;
                },
                [this] {
                    return readings;
                }};
    }

    std::vector<std::string> rules() const
    {
        std::vector<std::string> names;
        for (const control::ChaosRuleStatus &rule : controller.status().rules)
            names.push_back(rule.name);
        return names;
    }
};

project::ChaosTimeline timelineOf(const std::string &yaml)
{
    std::vector<control::Diagnostic> findings;
    auto timeline = project::chaosTimelineFromText(yaml, findings);
    for (const auto &finding : findings)
        qWarning("%s", finding.message.c_str());
    return timeline.value_or(project::ChaosTimeline{});
}

const char *const kDrill = "{name: drill, stages: [{name: calm, duration: 30s}, {name: ramp, duration: 60s, "
                           "rules: [{name: slow, fault: {latency: "
                           "{delay: 0ms}}}], ramp: {parameter: delay, from: 0ms, to: 600ms}}, {name: out, "
                           "duration: 10s, mode: error}, {name: back, "
                           "duration: 20s, preset: slow_backend}]}";

using Names = std::vector<std::string>;

} // namespace

class TestChaosDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_DATA_HOME", m_data.path().toUtf8()); // not the user's own presets
    }

    void stagesComeAndGo()
    {
        Engine engine;
        engine.mode = control::defaultScenario(control::Mode::Degraded);
        engine::TimelineRunner runner(engine.controller, engine.hooks());
        QVERIFY(runner.start(timelineOf(kDrill), 0, "test"));
        QCOMPARE(engine.rules(), Names{});
        QVERIFY(runner.tick(29'999).text.empty());
        QCOMPARE(QString::fromStdString(runner.tick(30'000).text),
                 QStringLiteral("stage ramp: slow, delay 0ms → 600ms"));
        QCOMPARE(engine.rules(), Names{"drill: slow"});
        QCOMPARE(*runner.nextMs(30'000), std::int64_t{30'100}); // a ramp moves ten times a second
        runner.tick(60'000);
        const auto definition = nlohmann::json::parse(engine.controller.status().rules.front().definition);
        QCOMPARE(definition["fault"]["latency"]["delay"].get<double>(), 300.0);
        runner.tick(90'000);
        QCOMPARE(engine.rules(), Names{});
        QCOMPARE(engine.mode.mode, control::Mode::Error);
        QCOMPARE(*runner.nextMs(90'000), std::int64_t{100'000});
        runner.tick(100'000);
        QCOMPARE(engine.rules(), Names{"drill: slow_backend latency"});
        QCOMPARE(engine.mode.mode, control::Mode::Degraded);
        QCOMPARE(QString::fromStdString(runner.tick(120'000).text), QStringLiteral("timeline drill is over"));
        QVERIFY(!runner.isRunning());
        QVERIFY(!runner.nextMs(120'000));
        QCOMPARE(engine.rules(), Names{});
        QCOMPARE(engine.modes, (Names{"error", "degraded"}));
        QCOMPARE(runner.run(120'000).ended, std::string("finished"));
    }

    void aModeChosenByHandIsTheOneToGoBackTo()
    {
        Engine engine;
        engine::TimelineRunner runner(engine.controller, engine.hooks());
        const auto timeline = timelineOf(
            "{name: t, stages: [{duration: 1s, mode: error}, {duration: 1s}, {duration: 1s, mode: chaos}]}");
        QVERIFY(runner.start(timeline, 0, "test"));
        QCOMPARE(engine.mode.mode, control::Mode::Error);
        engine.mode = control::defaultScenario(control::Mode::Degraded);
        runner.tick(1000);
        QCOMPARE(engine.mode.mode, control::Mode::Degraded);
        runner.tick(2000);
        QCOMPARE(engine.mode.mode, control::Mode::Chaos);
        runner.tick(3000);
        QCOMPARE(engine.mode.mode, control::Mode::Degraded);
    }

    void theGuardEndsIt()
    {
        Engine engine;
        engine::TimelineRunner runner(engine.controller, engine.hooks());
        QVERIFY(runner.start(
            timelineOf(
                "{name: t, guard: {error_share: 0.2, for: 2s}, stages: [{duration: 60s, mode: error, rules: "
                "[{fault: hang}]}]}"),
            0, "test"));
        const std::int64_t begun = runner.run(0).startedMs;
        engine.readings = {{begun + 1000, 1000, 0.5, 0}};
        QVERIFY(!runner.tick(1000).tripped);
        engine.readings.push_back({begun + 2000, 1000, 0.5, 0});
        const auto news = runner.tick(2000);
        QVERIFY(news.tripped);
        QCOMPARE(QString::fromStdString(news.text),
                 QStringLiteral("timeline t ended by its guard: 50.0 % errors, above 20.0 % for 2 s"));
        QCOMPARE(engine.mode.mode, control::Mode::Healthy);
        QCOMPARE(engine.rules(), Names{});
    }

    void aRuleRemovedByHandStaysAway()
    {
        Engine engine;
        engine::TimelineRunner runner(engine.controller, engine.hooks());
        QVERIFY(runner.start(timelineOf(kDrill), 0, "test"));
        runner.tick(30'000);
        QVERIFY(engine.controller.remove("drill: slow"));
        runner.tick(40'000);
        QCOMPARE(engine.rules(), Names{});
        QVERIFY(runner.isRunning());
    }

    void everyStageAndPresetIsAMark()
    {
        const auto source = std::make_shared<MarkedSource>();
        metrics::Registry registry;
        chaos::Controller controller(registry.chaos());
        control::Scenario mode;
        std::vector<control::Event> events;
        std::vector<std::pair<std::uint64_t, std::function<void()>>> scheduled;
        int released = 0;
        std::vector<std::string> origins;
        {
            engine::ChaosDesk desk(controller, source,
                                   {[&](const control::Event &event) { events.push_back(event); },
                                    [&] { ++released; }, [&] { return mode; },
                                    [&](const control::Scenario &scenario, const std::string &origin) {
                                        mode = scenario;
                                        origins.push_back(origin);
                                    },
                                    [] { return control::builtInPresets(); },
                                    [&](std::uint64_t dueNs, std::function<void()> then) {
                                        scheduled.emplace_back(dueNs, std::move(then));
                                    }});
            desk.configure({}, 7, true);
            QVERIFY(desk.applyChaosPreset("3g", "test"));
            QCOMPARE(source->marks.back().label, std::string("chaos: 3g"));
            QCOMPARE(source->marks.back().endMs, std::int64_t{-1}); // a band
            QVERIFY(desk.withdrawChaosPreset("3g", "test"));
            QCOMPARE(source->marks.back().label, std::string("chaos off"));
            QVERIFY(desk.startChaosTimeline(
                "{name: t, stages: [{name: one, duration: 100ms, mode: error}, {name: two, duration: 60s}]}",
                "test"));
            QCOMPARE(source->marks.back().label, std::string("t: one"));
            QCOMPARE(origins.back(), std::string("timeline t, stage one"));
            QVERIFY(desk.setChaosStageDuration(0, 200, "test"));
            QCOMPARE(scheduled.size(), std::size_t{2});
            scheduled[0].second(); // of before the change: does nothing
            QCOMPARE(source->marks.back().label, std::string("t: one"));
            QTRY_VERIFY(desk.chaosRun().elapsedMs >= 200);
            scheduled[1].second();
            QCOMPARE(source->marks.back().label, std::string("t: two"));
            desk.stopAllChaos("test");
            QCOMPARE(source->marks.back().label, std::string("chaos off"));
            QVERIFY(!desk.chaosRun().running);
            QCOMPARE(mode.mode, control::Mode::Healthy);
            QCOMPARE(released, 1);
            QCOMPARE(desk.startChaosTimeline(kDrill, "test").error().code, std::string("chaos_off"));
            desk.setChaosEnabled(true, "test");
            QVERIFY(desk.startChaosTimeline(kDrill, "test"));
        }
        const std::size_t before = source->marks.size();
        scheduled.back().second(); // the desk is gone
        QCOMPARE(source->marks.size(), before);
    }

private:
    QTemporaryDir m_data;
};

QTEST_GUILESS_MAIN(TestChaosDesk)
#include "tst_chaosdesk.moc"
