// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/base/random.h"
#include "metrics/record/sharddata.h"
#include "metrics/store/histogram.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace mockforge;
using namespace mockforge::metrics;

namespace {

constexpr double kAllowedError = 0.01;

/// Log-uniform from 1 µs to 100 s.
std::vector<std::uint64_t> someTimes(std::uint64_t stream, std::size_t count)
{
    Random random(7, stream, 0);
    std::vector<std::uint64_t> times(count);
    for (std::uint64_t &time : times)
        time = static_cast<std::uint64_t>(1024.0 * std::pow(1e8, random.unit()));
    return times;
}

std::vector<std::uint32_t> binsOf(const std::vector<std::uint64_t> &times)
{
    std::vector<std::uint32_t> bins(LogLinear::kBins);
    for (const std::uint64_t time : times)
        ++bins[LogLinear::binOf(time)];
    return bins;
}

SparseHistogram histogramOf(const std::vector<std::uint64_t> &times)
{
    return SparseHistogram::difference(binsOf(times), {});
}

double relativeError(double value, double expected)
{
    return std::abs(value - expected) / expected;
}

double exactQuantile(std::vector<std::uint64_t> times, double share)
{
    std::sort(times.begin(), times.end());
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(times.size())));
    return static_cast<double>(times[std::max<std::size_t>(rank, 1) - 1]) * 1e-9;
}

} // namespace

class TestHistogram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void binIsWithinOnePercentOfEveryTime()
    {
        for (const std::uint64_t time : someTimes(1, 200'000)) {
            const double middle = LogLinear::middleSeconds(LogLinear::binOf(time));
            QVERIFY2(relativeError(middle, static_cast<double>(time) * 1e-9) <= kAllowedError,
                     qPrintable(QString::number(time)));
        }
    }

    void binsTouchAndNeverOverlap()
    {
        for (std::size_t bin = 0; bin < LogLinear::kBins; ++bin) {
            QCOMPARE(LogLinear::binOf(LogLinear::lowerBound(bin)), bin);
            if (bin > 0)
                QCOMPARE(LogLinear::binOf(LogLinear::lowerBound(bin) - 1), bin - 1);
        }
    }

    void timesOutsideFallIntoTheOuterBins()
    {
        QCOMPARE(LogLinear::binOf(0), std::size_t{0});
        QCOMPARE(LogLinear::binOf(1), std::size_t{0});
        QCOMPARE(LogLinear::binOf(1023), std::size_t{0});
        QCOMPARE(LogLinear::binOf(std::uint64_t{1} << 37), LogLinear::kBins - 1);
        QCOMPARE(LogLinear::binOf(~std::uint64_t{0}), LogLinear::kBins - 1);
        QVERIFY(LogLinear::lowerBound(LogLinear::kBins - 1) > 100'000'000'000ULL);
    }

    void quantilesAreWithinOnePercent_data()
    {
        QTest::addColumn<double>("share");
        for (const double share : {0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 1.0})
            QTest::addRow("%g", share) << share;
    }

    void quantilesAreWithinOnePercent()
    {
        QFETCH(double, share);
        const auto times = someTimes(2, 20'000);
        QVERIFY(relativeError(histogramOf(times).quantile(share), exactQuantile(times, share)) <=
                kAllowedError);
    }

    void quantileOfFewTimes()
    {
        const SparseHistogram three = histogramOf({1'000'000, 2'000'000, 90'000'000});
        QVERIFY(relativeError(three.quantile(0.5), 0.002) <= kAllowedError);
        QVERIFY(relativeError(three.quantile(0.99), 0.090) <= kAllowedError);
        QVERIFY(relativeError(three.quantile(0.0), 0.001) <= kAllowedError);
    }

    void emptyHasNoQuantile()
    {
        QVERIFY(std::isnan(SparseHistogram().quantile(0.5)));
        QCOMPARE(SparseHistogram().count(), std::uint64_t{0});
    }

    /// A percentile of the merged times is not a mean of percentiles: 99 fast intervals and a slow one.
    void mergingIsLikeRecordingTogether()
    {
        std::vector<std::uint64_t> all;
        SparseHistogram merged;
        for (std::uint64_t part = 0; part < 20; ++part) {
            const auto times = someTimes(100 + part, 10 + 37 * part);
            all.insert(all.end(), times.begin(), times.end());
            merged.merge(histogramOf(times));
        }
        const SparseHistogram together = histogramOf(all);
        QCOMPARE(merged.count(), together.count());
        QVERIFY(merged.heatmapRows() == together.heatmapRows());
        for (const double share : {0.01, 0.25, 0.5, 0.75, 0.9, 0.99}) {
            QCOMPARE(merged.quantile(share), together.quantile(share));
            QVERIFY(relativeError(merged.quantile(share), exactQuantile(all, share)) <= kAllowedError);
        }
    }

    void mergingWithNothingChangesNothing()
    {
        SparseHistogram histogram = histogramOf({5'000'000});
        histogram.merge({});
        QCOMPARE(histogram.count(), std::uint64_t{1});
        SparseHistogram empty;
        empty.merge(histogram);
        QCOMPARE(empty.quantile(0.5), histogram.quantile(0.5));
    }

    void differenceSurvivesTheWrapOfItsCounters()
    {
        std::vector<std::uint32_t> before(LogLinear::kBins);
        std::vector<std::uint32_t> now(LogLinear::kBins);
        const std::size_t bin = LogLinear::binOf(1'000'000);
        before[bin] = 0xffff'fffeU;
        now[bin] = 3;
        QCOMPARE(SparseHistogram::difference(now, before).count(), std::uint64_t{5});
    }

    void heatmapRowsHoldEveryTime()
    {
        const auto times = someTimes(3, 5'000);
        const auto rows = histogramOf(times).heatmapRows();
        QCOMPARE(std::accumulate(rows.begin(), rows.end(), std::size_t{0}), times.size());
    }

    void heatmapRowIsTheTimesOwn()
    {
        for (std::size_t row = 0; row + 1 < kHeatmapRows; ++row) {
            const double middle = std::sqrt(heatmapRowLowerBound(row) * heatmapRowLowerBound(row + 1));
            const auto rows = histogramOf({static_cast<std::uint64_t>(middle * 1e9)}).heatmapRows();
            QCOMPARE(rows[row], 1U);
        }
        QVERIFY(relativeError(heatmapRowLowerBound(0), 1e-5) < 1e-9);
        QVERIFY(relativeError(heatmapRowLowerBound(kHeatmapRows), 10.0) < 1e-9);
    }

    void routeBinsAreGoodEnoughForATable()
    {
        for (const std::uint64_t time : someTimes(4, 20'000)) {
            if (time < 16'384)
                continue;
            const double middle = RouteBins::middleSeconds(RouteBins::binOf(time));
            QVERIFY(relativeError(middle, static_cast<double>(time) * 1e-9) <= 0.125);
        }
        QCOMPARE(RouteBins::binOf(0), std::size_t{0});
        QCOMPARE(RouteBins::binOf(~std::uint64_t{0}), RouteBins::kBins - 1);
    }
};

QTEST_APPLESS_MAIN(TestHistogram)
#include "tst_histogram.moc"
