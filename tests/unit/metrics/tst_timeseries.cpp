// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/store/timeseries.h"
#include "samples.h"

#include <QTest>

#include <cmath>

using namespace mockforge::metrics;

namespace {

constexpr std::int64_t kStart = 1'800'000'000'000;
constexpr std::array kWindows{Window::OneMinute, Window::FiveMinutes, Window::FifteenMinutes,
                              Window::OneHour,   Window::SixHours,    Window::Session};

SparseHistogram histogramOf(std::uint64_t timeNs, std::uint32_t count)
{
    std::vector<std::uint32_t> bins(LogLinear::kBins);
    bins[LogLinear::binOf(timeNs)] = count;
    return SparseHistogram::difference(bins, {});
}

Interval intervalOf(std::int64_t endMs, std::uint32_t requests, std::uint64_t timeNs = kMillisecond)
{
    Interval interval;
    interval.endMs = endMs;
    interval.durationMs = 1000;
    interval.protocols[0].requests = requests;
    if (requests > 0) {
        interval.protocols[0].total = histogramOf(timeNs, requests);
        interval.protocols[0].own = interval.protocols[0].total;
    }
    return interval;
}

/// One interval a second, each with as many requests as told.
TimeSeries seriesOf(int seconds, std::uint32_t requests = 1)
{
    TimeSeries series;
    for (int i = 1; i <= seconds; ++i)
        series.add(intervalOf(kStart + i * 1000, requests));
    return series;
}

double requestsIn(const WindowData &data)
{
    double sum = 0;
    for (const SeriesPoint &point : data.points)
        sum += point.requestsPerSecond * point.durationMs / 1000.0;
    return sum;
}

} // namespace

class TestTimeSeries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void windowsAreEmptyAtFirst()
    {
        for (const Window window : kWindows)
            QVERIFY(TimeSeries().window(window).points.empty());
    }

    void windowSizes_data()
    {
        QTest::addColumn<int>("window");
        QTest::addColumn<unsigned>("stepMs");
        QTest::addColumn<std::size_t>("points");
        QTest::newRow("1 min") << int(Window::OneMinute) << 1'000U << std::size_t{60};
        QTest::newRow("5 min") << int(Window::FiveMinutes) << 1'000U << std::size_t{300};
        QTest::newRow("15 min") << int(Window::FifteenMinutes) << 10'000U << std::size_t{90};
        QTest::newRow("1 h") << int(Window::OneHour) << 10'000U << std::size_t{360};
        QTest::newRow("6 h") << int(Window::SixHours) << 60'000U << std::size_t{360};
    }

    void windowSizes()
    {
        static const TimeSeries series = seriesOf(7 * 3600);
        QFETCH(int, window);
        QFETCH(unsigned, stepMs);
        QFETCH(std::size_t, points);
        const WindowData data = series.window(static_cast<Window>(window));
        QCOMPARE(data.stepMs, stepMs);
        QCOMPARE(data.points.size(), points);
        QCOMPARE(data.points.back().endMs, kStart + 7 * 3'600'000);
        for (std::size_t i = 1; i < data.points.size(); ++i) {
            QCOMPARE(data.points[i].endMs - data.points[i - 1].endMs, std::int64_t{stepMs});
            QCOMPARE(data.points[i].requestsPerSecond, 1.0);
        }
    }

    void sessionHoldsAllOfItInAtMost360Points()
    {
        TimeSeries series;
        std::uint64_t sent = 0;
        for (int i = 1; i <= 10'000; ++i) {
            series.add(intervalOf(kStart + i * 1000, static_cast<std::uint32_t>(i % 5)));
            sent += static_cast<std::uint64_t>(i % 5);
            if (i % 97 != 0)
                continue;
            const WindowData data = series.window(Window::Session);
            QVERIFY(data.points.size() <= TimeSeries::kMaxPoints);
            QVERIFY(std::abs(requestsIn(data) - static_cast<double>(sent)) <
                    1e-6 * static_cast<double>(sent));
        }
        const WindowData data = series.window(Window::Session);
        QCOMPARE(data.stepMs, 32'000U);
        QCOMPARE(data.points.front().endMs - data.points.front().durationMs, kStart);
        QCOMPARE(data.points.back().endMs, kStart + 10'000'000);
    }

    /// Nine quiet seconds and one slow one: the p99 of the ten is the slow one's, which no mean of p99s would
    /// give.
    void coarsePointsMergeHistograms()
    {
        TimeSeries series;
        for (int i = 1; i <= 9; ++i)
            series.add(intervalOf(kStart + i * 1000, 10, kMillisecond));
        series.add(intervalOf(kStart + 10'000, 10, kSecond));
        const SeriesPoint point = series.window(Window::OneHour).points.front();
        QVERIFY(std::abs(point.p50 - 0.001) < 0.00001);
        QVERIFY(std::abs(point.p90 - 0.001) < 0.00001);
        QVERIFY(std::abs(point.p99 - 1.0) < 0.01);
        QVERIFY(std::abs(point.ownP99 - 1.0) < 0.01);
        QCOMPARE(point.requestsPerSecond, 10.0);
        QCOMPARE(series.last(10).sum().total.count(), std::uint64_t{100});
    }

    void quietIntervalIsAGap()
    {
        TimeSeries series;
        series.add(intervalOf(kStart + 1000, 0));
        const SeriesPoint point = series.window(Window::OneMinute).points.front();
        for (const double value :
             {point.p50, point.p90, point.p99, point.ownP50, point.ownP90, point.ownP99, point.errorShare}) {
            QVERIFY(std::isnan(value));
        }
        QCOMPARE(point.requestsPerSecond, 0.0);
        QCOMPARE(point.serverErrorsPerSecond, 0.0);
    }

    void ratesAreByClassAndByLength()
    {
        Interval interval = intervalOf(kStart + 5000, 50);
        interval.durationMs = 5000; // the thread was stalled
        interval.protocols[0].errors = {0, 10, 20, 10, 0, 0};
        interval.protocols[0].unmatched = 40;
        interval.protocols[0].openConnections = 8;
        interval.protocols[3].requests = 50;
        interval.protocols[3].errors = {0, 0, 0, 20, 5, 15};
        interval.protocols[3].faults = 35;
        interval.protocols[3].openConnections = 1;
        interval.protocols[3].inFlight = 2;
        TimeSeries series;
        series.add(interval);
        const SeriesPoint point = series.window(Window::OneMinute).points.front();
        QCOMPARE(point.durationMs, 5000U);
        QCOMPARE(point.protocols[0].requestsPerSecond, 10.0);
        QCOMPARE(point.protocols[3].requestsPerSecond, 10.0);
        QCOMPARE(point.requestsPerSecond, 20.0);
        QCOMPARE(point.clientErrorsPerSecond, 2.0);
        QCOMPARE(point.serverErrorsPerSecond, 4.0);
        QCOMPARE(point.connectionErrorsPerSecond, 6.0);
        QCOMPARE(point.grpcErrorsPerSecond, 1.0);
        QCOMPARE(point.graphQlErrorsPerSecond, 3.0);
        QCOMPARE(point.errorShare, 0.8);
        QCOMPARE(point.faultsPerSecond, 7.0);
        QCOMPARE(point.unmatchedPerSecond, 8.0);
        QCOMPARE(point.openConnections, 9.0);
        QCOMPARE(point.inFlight, 2.0);
        QCOMPARE(point.latencyRows[16], 50U); // 1 ms, two of six decades up
        QCOMPARE(point.protocols[0].serverErrorsPerSecond, 4.0);
        QCOMPARE(point.protocols[0].connectionErrorsPerSecond, 2.0);
        QCOMPARE(point.protocols[0].unmatchedPerSecond, 8.0);
        QCOMPARE(point.protocols[0].openConnections, 8.0);
        QCOMPARE(point.protocols[0].latencyRows[16], 50U);
        QCOMPARE(point.protocols[3].graphQlErrorsPerSecond, 3.0);
        QCOMPARE(point.protocols[3].errorShare, 0.8);
        QCOMPARE(point.protocols[3].faultsPerSecond, 7.0);
        QCOMPARE(point.protocols[3].inFlight, 2.0);
        QVERIFY(std::isnan(point.protocols[1].errorShare));
    }

    void aTimerThatIsEarlyOrLateStillMakesOnePointASecond()
    {
        TimeSeries series;
        std::int64_t now = kStart;
        for (int i = 0; i < 600; ++i) {
            Interval interval = intervalOf(0, 1);
            interval.durationMs = i % 2 == 0 ? 960 : 1040;
            now += interval.durationMs;
            interval.endMs = now;
            series.add(interval);
        }
        QCOMPARE(series.window(Window::FiveMinutes).points.size(), std::size_t{300});
        QCOMPARE(series.window(Window::OneHour).points.size(), std::size_t{60});
        QCOMPARE(series.window(Window::SixHours).points.size(), std::size_t{10});
    }

    void rangeTakesTheFinestThatReachesBack()
    {
        const TimeSeries series = seriesOf(8 * 3600);
        const std::int64_t end = kStart + 8 * 3'600'000;
        const auto step = [&](std::int64_t seconds) {
            return series.range(end - seconds * 1000, end).stepMs;
        };
        QCOMPARE(step(100), 1'000U);
        QCOMPARE(step(360), 1'000U);
        QCOMPARE(step(1800), 10'000U);
        QCOMPARE(step(5 * 3600), 60'000U);
        QVERIFY(step(8 * 3600) > 60'000U);
        QVERIFY(series.range(kStart, end).points.size() <= TimeSeries::kMaxPoints);
        QCOMPARE(series.range(end - 20'000, end - 10'000).points.size(), std::size_t{10});
    }

    void rangeBeforeTheStartUsesTheFinestThatHoldsTheStart()
    {
        const TimeSeries series = seriesOf(30);
        const WindowData data = series.range(0, kStart + 30'000);
        QCOMPARE(data.stepMs, 1'000U);
        QCOMPARE(data.points.size(), std::size_t{30});
    }

    void lastMergesTheNewestSeconds()
    {
        const TimeSeries series = seriesOf(100, 3);
        QCOMPARE(series.last(60).sum().requests, std::uint64_t{180});
        QCOMPARE(series.last(60).durationMs, std::int64_t{60'000});
        QCOMPARE(series.last(60, 5).sum().requests, std::uint64_t{180});
        QCOMPARE(series.last(60, 5).endMs, kStart + 95'000);
        QCOMPARE(seriesOf(3).last(60).durationMs, std::int64_t{3'000});
        QCOMPARE(seriesOf(3).last(60, 5).durationMs, std::int64_t{0});
        QCOMPARE(TimeSeries().last(60).durationMs, std::int64_t{0});
    }
};

QTEST_APPLESS_MAIN(TestTimeSeries)
#include "tst_timeseries.moc"
