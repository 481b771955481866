// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/record/registry.h"
#include "server/scenario/director.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <thread>

using namespace mockforge;
using control::Mode;
using control::Scenario;
using scenario::Decision;
using scenario::Director;

namespace {

constexpr int kMany = 20'000;

std::vector<Decision> draw(Director &director, int count)
{
    Director::Reader reader(director);
    std::vector<Decision> list;
    for (int i = 0; i < count; ++i)
        list.push_back(reader.decide());
    return list;
}

bool same(const Decision &a, const Decision &b)
{
    return a.delayNs == b.delayNs && a.errorStatus == b.errorStatus && a.hang == b.hang;
}

/// Five standard deviations of a binomial share: a failure in one of three million runs, and the seed is
/// fixed anyway.
bool isShare(std::size_t count, double share)
{
    const double expected = kMany * share;
    return std::abs(static_cast<double>(count) - expected) <= 5 * std::sqrt(kMany * share * (1 - share));
}

} // namespace

class TestDirector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void healthyAddsNothing()
    {
        metrics::Registry registry;
        Director director(registry, 1);
        for (const Decision &decision : draw(director, 100))
            QVERIFY(decision.delayNs == 0 && decision.errorStatus == 0 && !decision.hang);
    }

    void gaugeFollowsTheMode()
    {
        metrics::Registry registry;
        Director director(registry, 1);
        for (const Mode mode : {Mode::Degraded, Mode::Error, Mode::Chaos, Mode::Healthy}) {
            director.set(control::defaultScenario(mode));
            QCOMPARE(registry.scenarioMode(), static_cast<int>(mode));
            QCOMPARE(director.current().mode, mode);
        }
    }

    void degradedAddsFiftyMillisecondsTimesTheMultiplier()
    {
        metrics::Registry registry;
        Director director(registry, 1);
        Scenario scenario = control::defaultScenario(Mode::Degraded);
        scenario.latencyMultiplier = 1.5;
        director.set(scenario);
        for (const Decision &decision : draw(director, 100))
            QCOMPARE(decision.delayNs, std::uint64_t{75'000'000});
    }

    void errorAnswersTheShareWithTheCodes()
    {
        metrics::Registry registry;
        Director director(registry, 7);
        Scenario scenario = control::defaultScenario(Mode::Error);
        scenario.errorRate = 0.15;
        scenario.statusCodes = {502, 503, 504};
        director.set(scenario);
        const auto list = draw(director, kMany);
        const auto errors =
            std::count_if(list.begin(), list.end(), [](const Decision &d) { return d.errorStatus != 0; });
        QVERIFY(isShare(static_cast<std::size_t>(errors), 0.15));
        for (const int code : {502, 503, 504}) {
            const auto count = std::count_if(list.begin(), list.end(),
                                             [&](const Decision &d) { return d.errorStatus == code; });
            QVERIFY(isShare(static_cast<std::size_t>(count), 0.05));
        }
    }

    void chaosKeepsItsShares()
    {
        metrics::Registry registry;
        Director director(registry, 7);
        Scenario scenario = control::defaultScenario(Mode::Chaos);
        scenario.minMs = 1000;
        director.set(scenario);
        const auto list = draw(director, kMany);
        const auto count = [&](auto predicate) {
            return static_cast<std::size_t>(std::count_if(list.begin(), list.end(), predicate));
        };
        QVERIFY(isShare(count([](const Decision &d) { return d.errorStatus != 0; }), 0.10));
        QVERIFY(isShare(count([](const Decision &d) { return d.hang; }), 0.05));
        QVERIFY(isShare(count([](const Decision &d) { return d.delayNs >= 1'000'000'000; }), 0.85 * 0.2));
        QCOMPARE(count([](const Decision &d) { return d.delayNs > 5'000'000'000; }), std::size_t{0});
        QCOMPARE(count([](const Decision &d) { return d.delayNs > 50'000'000 && d.delayNs < 1'000'000'000; }),
                 std::size_t{0});
    }

    void sameSeedSameDecisions()
    {
        metrics::Registry registry;
        Director first(registry, 42);
        Director second(registry, 42);
        Director other(registry, 43);
        for (Director *director : {&first, &second, &other})
            director->set(control::defaultScenario(Mode::Chaos));
        const auto a = draw(first, 500);
        const auto b = draw(second, 500);
        const auto c = draw(other, 500);
        QVERIFY(std::equal(a.begin(), a.end(), b.begin(), same));
        QVERIFY(!std::equal(a.begin(), a.end(), c.begin(), same));
        first.set(control::defaultScenario(
            Mode::Chaos)); // setting the mode again starts again from the first decision
        const auto again = draw(first, 500);
        QVERIFY(std::equal(a.begin(), a.end(), again.begin(), same));
    }

    void theSetOfDecisionsDoesNotDependOnTheThreads()
    {
        metrics::Registry registry;
        const auto statuses = [&](int threads) {
            Director director(registry, 42);
            director.set(control::defaultScenario(Mode::Error));
            std::vector<std::vector<Decision>> lists(static_cast<std::size_t>(threads));
            std::vector<std::thread> running;
            for (auto &list : lists)
                running.emplace_back([&director, &list, threads] { list = draw(director, 4000 / threads); });
            std::vector<int> all;
            for (std::size_t i = 0; i < running.size(); ++i) {
                running[i].join();
                for (const Decision &decision : lists[i])
                    all.push_back(decision.errorStatus);
            }
            std::sort(all.begin(), all.end());
            return all;
        };
        QCOMPARE(statuses(4), statuses(1));
    }

    void readersSeeANewModeAtOnce()
    {
        metrics::Registry registry;
        Director director(registry, 1);
        Director::Reader reader(director);
        QCOMPARE(reader.decide().delayNs, std::uint64_t{0});
        director.set(control::defaultScenario(Mode::Degraded));
        QCOMPARE(reader.decide().delayNs, std::uint64_t{50'000'000});
        director.set(control::defaultScenario(Mode::Healthy));
        QCOMPARE(reader.decide().delayNs, std::uint64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestDirector)
#include "tst_director.moc"
