// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakesource.h"
#include "ui/charts/timeaxis.h"

#include <QSignalSpy>
#include <QTest>
#include <QWidget>

#include <cmath>

using mockforge::metrics::Window;
using mockforge::testing::FakeSource;
using mockforge::ui::TimeAxis;

class tst_TimeAxis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void followsTheNewestPoint();
    void windowChangesTheRange();
    void pauseFreezesAndLosesNothing();
    void zoomPausesAndUndoesStepByStep();
    void tinyZoomIsIgnored();
    void panMovesAndPauses();
    void followLeavesEverything();
    void crosshairMovesBySamples();
    void oneProtocolStandsForAll();
    void refreshesOnlyWhileVisible();
    void keepsToFourRefreshesASecond();

private:
    std::shared_ptr<FakeSource> m_source;
    std::unique_ptr<TimeAxis> m_axis;
};

void tst_TimeAxis::init()
{
    m_source = std::make_shared<FakeSource>(400);
    m_axis = std::make_unique<TimeAxis>(m_source);
}

void tst_TimeAxis::cleanup()
{
    m_axis.reset();
    m_source.reset();
}

void tst_TimeAxis::followsTheNewestPoint()
{
    QCOMPARE(m_axis->range().toMs, m_source->now());
    QCOMPARE(m_axis->range().toMs - m_axis->range().fromMs, std::int64_t(300'000));
    QCOMPARE(m_axis->data()->points.size(), std::size_t(300));
    m_source->advance(5);
    // Between two refreshes the range stands still, so that lines, bands and marks painted apart line up.
    QCOMPARE(m_axis->range().toMs, m_source->now() - 5000);
    m_axis->follow();
    QCOMPARE(m_axis->range().toMs, m_source->now());
}

void tst_TimeAxis::windowChangesTheRange()
{
    QSignalSpy state(m_axis.get(), &TimeAxis::stateChanged);
    QSignalSpy refreshed(m_axis.get(), &TimeAxis::refreshed);
    m_axis->setWindow(Window::OneMinute);
    QCOMPARE(m_axis->data()->points.size(), std::size_t(60));
    QCOMPARE(m_axis->range().toMs - m_axis->range().fromMs, std::int64_t(60'000));
    QCOMPARE(state.count(), 1);
    QCOMPARE(refreshed.count(), 1);
}

void tst_TimeAxis::pauseFreezesAndLosesNothing()
{
    const std::int64_t pausedAt = m_source->now();
    m_axis->setPaused(true);
    const auto frozen = m_axis->data();
    const std::uint64_t before = m_source->snapshot()->requests;
    m_source->advance(12);
    QVERIFY(m_axis->isPaused());
    QCOMPARE(m_axis->range().toMs, pausedAt);
    QCOMPARE(m_axis->data().get(), frozen.get());
    QCOMPARE(m_axis->pausedSeconds(), 12.0);
    QCOMPARE(m_axis->requestsSincePause(), m_source->snapshot()->requests - before);
    QVERIFY(m_axis->requestsSincePause() > 10'000);

    m_axis->togglePause();
    QVERIFY(!m_axis->isPaused());
    QCOMPARE(m_axis->data()->points.back().endMs, m_source->now());
    // All that came meanwhile is there, second by second.
    const auto &points = m_axis->data()->points;
    for (std::size_t i = 1; i < points.size(); ++i)
        QCOMPARE(points[i].endMs - points[i - 1].endMs, std::int64_t(1000));
    QCOMPARE(m_axis->requestsSincePause(), std::uint64_t(0));
}

void tst_TimeAxis::zoomPausesAndUndoesStepByStep()
{
    const auto whole = m_axis->range();
    m_axis->zoomTo({whole.toMs - 100'000, whole.toMs - 20'000});
    QVERIFY(m_axis->isPaused());
    QVERIFY(m_axis->isZoomed());
    QCOMPARE(m_axis->data()->points.size(), std::size_t(80));
    m_axis->zoomTo({whole.toMs - 50'000, whole.toMs - 40'000});
    QCOMPARE(m_axis->data()->points.size(), std::size_t(10));
    m_axis->zoomBack();
    QCOMPARE(m_axis->range().fromMs, whole.toMs - 100'000);
    m_axis->zoomBack();
    QVERIFY(!m_axis->isZoomed());
    QCOMPARE(m_axis->range().fromMs, whole.fromMs);
    QCOMPARE(m_axis->data()->points.size(), std::size_t(300));
    m_axis->zoomBack();
    QCOMPARE(m_axis->range().fromMs, whole.fromMs);
}

void tst_TimeAxis::tinyZoomIsIgnored()
{
    const auto whole = m_axis->range();
    m_axis->zoomTo({whole.toMs - 1000, whole.toMs});
    QVERIFY(!m_axis->isZoomed());
    QVERIFY(!m_axis->isPaused());
}

void tst_TimeAxis::panMovesAndPauses()
{
    const auto whole = m_axis->range();
    m_axis->pan(-0.1);
    QVERIFY(m_axis->isPaused());
    QCOMPARE(m_axis->range().fromMs, whole.fromMs - 30'000);
    QCOMPARE(m_axis->range().toMs, whole.toMs - 30'000);
    m_axis->pan(0.1);
    QCOMPARE(m_axis->range().toMs, whole.toMs);
}

void tst_TimeAxis::followLeavesEverything()
{
    const auto whole = m_axis->range();
    m_axis->zoomTo({whole.toMs - 100'000, whole.toMs - 20'000});
    m_axis->zoomTo({whole.toMs - 50'000, whole.toMs - 40'000});
    m_source->advance(3);
    m_axis->follow();
    QVERIFY(!m_axis->isPaused());
    QVERIFY(!m_axis->isZoomed());
    QCOMPARE(m_axis->range().toMs, m_source->now());
    QCOMPARE(m_axis->data()->points.back().endMs, m_source->now());
}

void tst_TimeAxis::crosshairMovesBySamples()
{
    QSignalSpy moved(m_axis.get(), &TimeAxis::crosshairChanged);
    m_axis->moveCrosshair(-1);
    QCOMPARE(m_axis->crosshair(), m_source->now() - 1000);
    m_axis->moveCrosshair(-1);
    QCOMPARE(m_axis->crosshair(), m_source->now() - 2000);
    m_axis->moveCrosshair(1);
    QCOMPARE(m_axis->crosshair(), m_source->now() - 1000);
    m_axis->moveCrosshair(100);
    QCOMPARE(m_axis->crosshair(), m_source->now());
    m_axis->moveCrosshair(-1000);
    QCOMPARE(m_axis->crosshair(), m_axis->data()->points.front().endMs);
    QCOMPARE(moved.count(), 5);

    TimeAxis empty(std::make_shared<FakeSource>());
    empty.moveCrosshair(1);
    QCOMPARE(empty.crosshair(), std::int64_t(0));
}

void tst_TimeAxis::oneProtocolStandsForAll()
{
    using mockforge::metrics::Protocol;
    const double all = m_axis->data()->points.back().requestsPerSecond;
    const double grpc = m_axis->data()->points.back().protocols[1].requestsPerSecond;
    m_axis->setProtocol(Protocol::Grpc);
    QVERIFY(m_axis->protocol() == Protocol::Grpc);
    QCOMPARE(m_axis->data()->points.back().requestsPerSecond, grpc);
    QCOMPARE(m_axis->data()->points.back().protocols[1].requestsPerSecond, grpc);
    QVERIFY(std::isnan(m_axis->data()->points.back().protocols[0].requestsPerSecond));
    m_axis->zoomTo({m_source->now() - 60'000, m_source->now()}); // also of a part of the past
    QCOMPARE(m_axis->data()->points.back().requestsPerSecond, grpc);
    m_axis->setProtocol(std::nullopt);
    QCOMPARE(m_axis->data()->points.back().requestsPerSecond, all);
}

void tst_TimeAxis::refreshesOnlyWhileVisible()
{
    QSignalSpy refreshed(m_axis.get(), &TimeAxis::refreshed);
    QVERIFY(!refreshed.wait(1500));
    QWidget window;
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QVERIFY(refreshed.wait(2500));
    window.showMinimized();
    QTRY_VERIFY(window.windowHandle()->windowStates() & Qt::WindowMinimized);
    refreshed.clear();
    QVERIFY(!refreshed.wait(1500));
}

void tst_TimeAxis::keepsToFourRefreshesASecond()
{
    QWidget window;
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    m_axis->setInterval(1);
    QSignalSpy refreshed(m_axis.get(), &TimeAxis::refreshed);
    QTest::qWait(1100);
    QVERIFY2(refreshed.count() <= 5, qPrintable(QString::number(refreshed.count())));
    QVERIFY(refreshed.count() >= 1);
}

QTEST_MAIN(tst_TimeAxis)
#include "tst_timeaxis.moc"
