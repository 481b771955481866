// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Times that are drawn: their means and bounds, and token buckets.

#include "server/chaos/faults/distribution.h"
#include "server/chaos/faults/tokenbucket.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <thread>
#include <vector>

using namespace mockforge;
using Kind = project::DelaySpec::Kind;

namespace {

constexpr int kMany = 100'000;

project::DelaySpec specOf(Kind kind, double first, double second = 0)
{
    project::DelaySpec spec;
    spec.kind = kind;
    spec.first = first;
    spec.second = second;
    return spec;
}

/// Sorted draws, milliseconds.
std::vector<double> draws(const project::DelaySpec &spec)
{
    std::vector<double> list;
    for (int i = 0; i < kMany; ++i) {
        Random random(3, 5, static_cast<std::uint64_t>(i));
        list.push_back(static_cast<double>(chaos::drawDelay(spec, random, 0)) / 1e6);
    }
    std::sort(list.begin(), list.end());
    return list;
}

double mean(const std::vector<double> &list)
{
    double sum = 0;
    for (const double value : list)
        sum += value;
    return sum / static_cast<double>(list.size());
}

bool near(double seen, double wanted, double share)
{
    return std::abs(seen - wanted) <= share * wanted;
}

double quantile(const std::vector<double> &list, double share)
{
    return list[static_cast<std::size_t>(share * (static_cast<double>(list.size()) - 1))];
}

} // namespace

class TestDistribution : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fixedWithJitter()
    {
        project::DelaySpec spec;
        spec.first = 100;
        QCOMPARE(draws(spec).front(), 100.0);
        spec.jitter = 0.2;
        const auto list = draws(spec);
        QVERIFY(list.front() >= 80 && list.back() <= 120 && near(mean(list), 100, 0.01));
        QVERIFY(list.front() < 80.1 && list.back() > 119.9);
    }

    void uniform()
    {
        const auto spec = specOf(Kind::Uniform, 10, 30);
        const auto list = draws(spec);
        QVERIFY(list.front() >= 10 && list.back() <= 30 && near(mean(list), 20, 0.01));
        QVERIFY(near(quantile(list, 0.25), 15, 0.02));
    }

    void normalIsNeverNegative()
    {
        auto spec = specOf(Kind::Normal, 100, 20);
        const auto list = draws(spec);
        QVERIFY(near(mean(list), 100, 0.01) && near(quantile(list, 0.8413), 120, 0.02));
        spec.second = 500;
        QCOMPARE(draws(spec).front(), 0.0);
    }

    void logNormal()
    {
        const auto list = draws(specOf(Kind::LogNormal, 50, 0.5));
        QVERIFY(near(quantile(list, 0.5), 50, 0.02) &&
                near(quantile(list, 0.8413), 50 * std::exp(0.5), 0.03));
    }

    void exponential()
    {
        const auto list = draws(specOf(Kind::Exponential, 40));
        QVERIFY(near(mean(list), 40, 0.02) && near(quantile(list, 0.5), 40 * std::log(2), 0.03));
    }

    void paretoIsCutAtItsMaximum()
    {
        auto spec = specOf(Kind::Pareto, 10, 2);
        spec.maxMs = 500;
        const auto list = draws(spec);
        QVERIFY(list.front() >= 10 && list.back() <= 500);
        QVERIFY(near(quantile(list, 0.5), 10 * std::sqrt(2), 0.02));
    }

    void percentilesAreMet()
    {
        auto spec = specOf(Kind::Percentiles, 0);
        spec.percentiles = {{0.5, 20}, {0.9, 100}, {0.99, 1000}};
        const auto list = draws(spec);
        QVERIFY(near(quantile(list, 0.5), 20, 0.03) && near(quantile(list, 0.9), 100, 0.03));
        QCOMPARE(list.back(), 1000.0);
    }

    void wavesFollowTheClock()
    {
        using Shape = project::DelaySpec::Shape;
        const auto at = [](Shape shape, double share) {
            auto spec = specOf(Kind::Wave, 10, 110);
            spec.periodMs = 1000;
            spec.shape = shape;
            Random random(1, 1, 1);
            return static_cast<double>(
                       chaos::drawDelay(spec, random, static_cast<std::uint64_t>((3 + share) * 1e9))) /
                   1e6;
        };
        QVERIFY(near(at(Shape::Sine, 0), 10, 0.01) && near(at(Shape::Sine, 0.5), 110, 0.01));
        QVERIFY(near(at(Shape::Square, 0.4), 10, 0.01) && near(at(Shape::Square, 0.6), 110, 0.01));
        QVERIFY(near(at(Shape::Triangle, 0.25), 60, 0.01) && near(at(Shape::Triangle, 0.75), 60, 0.01));
        QVERIFY(near(at(Shape::Sawtooth, 0.9), 100, 0.01));
    }

    void aBucketHoldsItsBurstAndFillsAtItsRate()
    {
        chaos::TokenBucket bucket(1e6, 3); // 1,000 a second
        const std::uint64_t now = 1'000'000'000;
        for (int i = 0; i < 3; ++i)
            QCOMPARE(bucket.take(1, now), std::uint64_t{0});
        QCOMPARE(bucket.take(1, now), std::uint64_t{1'000'000});
        QCOMPARE(bucket.take(1, now + 999'999), std::uint64_t{1});
        QCOMPARE(bucket.take(1, now + 1'000'000), std::uint64_t{0});
        QVERIFY(!bucket.isFull(now + 1'000'000) && bucket.isFull(now + 10'000'000));
    }

    void aBucketGivesEachTokenOnce()
    {
        chaos::TokenBucket bucket(1e12, 1000);
        std::atomic<int> taken{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                for (int j = 0; j < 1000; ++j)
                    taken += bucket.take(1, 1'000'000'000'000) == 0 ? 1 : 0;
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(taken.load(), 1000);
    }
};

QTEST_GUILESS_MAIN(TestDistribution)
#include "tst_distribution.moc"
