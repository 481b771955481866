// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charttest.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QTableView>

#include <set>

using namespace mockforge;
using namespace mockforge::testing;
using namespace mockforge::ui;

class tst_Chart : public QObject, private ChartTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { m_axis.reset(); }
    void everyInteractiveWidgetHasAName();
    void summaryFollowsTheData();
    void facetsAreOtherNumbersOfTheSameLines();
    void protocolsThatAreNotServedHaveNoLine();
    void clickHidesAndShows();
    void controlClickIsolatesAndBringsBack();
    void hidingRescalesEvenWhilePaused();
    void crosshairIsOneForAllCharts();
    void keysMoveTheCrosshair();
    void dragZoomsAndBackspaceUndoes();
    void shortDragDoesNothing();
    void doubleClickFollows();
    void spacePauses();
    void keyTSwitchesToTheTableAndBack();
    void tableKeepsItsPlace();
    void resizedWhileATableIsShown();
    void rightClickOpensTheMenu();
    void aLongLegendTakesASecondLine();
    void narrowChartsKeepTheirWidth();
};

void tst_Chart::everyInteractiveWidgetHasAName()
{
    for (const ChartSpec &spec : {rateChart(), latencyChart(), errorsChart(), connectionsChart()}) {
        const auto chart = make(spec);
        QCOMPARE(chart->accessibleName(), spec.title);
        int interactive = 0;
        for (const QWidget *child : chart->findChildren<QWidget *>()) {
            // Parts of a table (viewport, headers) speak for the table.
            if (child->focusPolicy() == Qt::NoFocus ||
                qobject_cast<QTableView *>(child->parentWidget()) != nullptr)
                continue;
            ++interactive;
            QVERIFY2(!child->accessibleName().isEmpty(),
                     qPrintable(child->objectName() + QString::fromLatin1(child->metaObject()->className())));
        }
        QVERIFY(interactive >= static_cast<int>(spec.series.size()) + 2);
    }
}

void tst_Chart::summaryFollowsTheData()
{
    const auto chart = make(connectionsChart());
    m_source->points().back().protocols[0].openConnections = 77;
    m_axis->follow();
    QVERIFY2(overlay(*chart)->accessibleDescription().contains(QStringLiteral("HTTP 77")),
             qPrintable(overlay(*chart)->accessibleDescription()));
}

void tst_Chart::facetsAreOtherNumbersOfTheSameLines()
{
    const auto chart = make(connectionsChart());
    m_source->points().back().protocols[0].openConnections = 77;
    m_source->points().back().protocols[0].inFlight = 5;
    m_axis->follow();
    auto *inFlight = chart->findChild<QToolButton *>(QStringLiteral("connections-in-flight"));
    QVERIFY(inFlight && !inFlight->isChecked());
    QTest::mouseClick(inFlight, Qt::LeftButton);
    QVERIFY2(chart->summary().contains(QStringLiteral("HTTP 5")), qPrintable(chart->summary()));
    QTest::mouseClick(chart->findChild<QToolButton *>(QStringLiteral("connections-open")), Qt::LeftButton);
    QVERIFY(chart->summary().contains(QStringLiteral("HTTP 77")));
}

void tst_Chart::protocolsThatAreNotServedHaveNoLine()
{
    const auto chart = make(rateChart());
    chart->setProtocols({true, false, true, false}); // HTTP and WebSocket
    QVERIFY(!legend(*chart, 0)->isHidden() && !legend(*chart, 1)->isHidden());
    QVERIFY(legend(*chart, 2)->isHidden() && legend(*chart, 3)->isHidden());
    QVERIFY(chart->plot().isSeriesVisible(1) && !chart->plot().isSeriesVisible(3));
    QVERIFY(chart->toCsv().startsWith("time,\"HTTP\",\"WebSocket\"\r\n"));
    QVERIFY(!chart->summary().contains(QStringLiteral("gRPC")));
    QTest::mouseClick(legend(*chart, 1), Qt::LeftButton);
    chart->setProtocols({true, true, true, true}); // what the user hid stays hidden
    QVERIFY(!chart->plot().isSeriesVisible(1) && chart->plot().isSeriesVisible(3));
    const auto errors = make(errorsChart());
    errors->setProtocols({true, false, true, false});
    QVERIFY(errors->toCsv().startsWith("time,\"4xx\",\"5xx\",\"connection\"\r\n"));
}

void tst_Chart::clickHidesAndShows()
{
    const auto chart = make(latencyChart());
    QTest::mouseClick(legend(*chart, 1), Qt::LeftButton);
    QVERIFY(!chart->legend().isShown(1));
    QVERIFY(!line(*chart, 1)->isVisible());
    QVERIFY(line(*chart, 0)->isVisible());
    QVERIFY(legend(*chart, 1)->font().strikeOut());
    QVERIFY(legend(*chart, 1)->accessibleName().contains(QStringLiteral("hidden")));
    QTest::mouseClick(legend(*chart, 1), Qt::LeftButton);
    QVERIFY(line(*chart, 1)->isVisible());
    QVERIFY(!legend(*chart, 1)->font().strikeOut());
}

void tst_Chart::controlClickIsolatesAndBringsBack()
{
    const auto chart = make(latencyChart());
    QTest::mouseClick(legend(*chart, 2), Qt::LeftButton, Qt::ControlModifier);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(line(*chart, i)->isVisible(), i == 2);
    QTest::mouseClick(legend(*chart, 2), Qt::LeftButton, Qt::ControlModifier);
    for (int i = 0; i < 4; ++i)
        QVERIFY(line(*chart, i)->isVisible());
}

void tst_Chart::hidingRescalesEvenWhilePaused()
{
    const auto chart = make(errorsChart());
    m_axis->setPaused(true);
    const double before = chart->plot().scale().top();
    QTest::mouseClick(legend(*chart, 1), Qt::LeftButton); // the tallest
    QVERIFY(chart->plot().scale().top() < before);
}

void tst_Chart::crosshairIsOneForAllCharts()
{
    const auto rates = make(rateChart());
    const auto latency = make(latencyChart());
    const std::size_t index = m_source->points().size() - 100;
    m_source->points()[index].p50 = 0.123;
    m_axis->follow();
    const int x = rates->plot().xOf(m_source->points()[index].endMs);
    QTest::mouseMove(overlay(*rates), QPoint(x, 100));
    QTRY_VERIFY(m_axis->crosshair() != 0);
    m_axis->setCrosshair(m_source->points()[index].endMs);
    QCOMPARE(latency->legend().valueText(0), latency->spec().format(0.123));
    const QImage with = overlay(*latency)->grab().toImage();
    m_axis->setCrosshair(0);
    QVERIFY(overlay(*latency)->grab().toImage() != with);
    QCOMPARE(latency->legend().valueText(0), latency->spec().format(m_source->points().back().p50));
}

void tst_Chart::keysMoveTheCrosshair()
{
    const auto chart = make(rateChart());
    overlay(*chart)->setFocus();
    QTest::keyClick(overlay(*chart), Qt::Key_Left);
    QTest::keyClick(overlay(*chart), Qt::Key_Left);
    QTest::keyClick(overlay(*chart), Qt::Key_Right);
    QCOMPARE(m_axis->crosshair(), m_source->now() - 1000);
}

void tst_Chart::dragZoomsAndBackspaceUndoes()
{
    const auto chart = make(rateChart());
    QWidget *area = overlay(*chart);
    const QRect plot = chart->plot().plotRect();
    const auto whole = m_axis->range();
    const QPoint from(plot.left() + plot.width() / 4, plot.center().y());
    const QPoint to(plot.left() + plot.width() / 2, plot.center().y());
    QTest::mousePress(area, Qt::LeftButton, {}, from);
    QTest::mouseMove(area, to);
    QTest::mouseRelease(area, Qt::LeftButton, {}, to);
    QVERIFY(m_axis->isZoomed());
    QVERIFY(m_axis->isPaused());
    const auto length = m_axis->range().toMs - m_axis->range().fromMs;
    QVERIFY2(std::abs(length - 75'000) < 2000, qPrintable(QString::number(length)));
    QTest::keyClick(area, Qt::Key_Backspace);
    QVERIFY(!m_axis->isZoomed());
    QCOMPARE(m_axis->range().fromMs, whole.fromMs);
}

void tst_Chart::shortDragDoesNothing()
{
    const auto chart = make(rateChart());
    QWidget *area = overlay(*chart);
    const QPoint from = chart->plot().plotRect().center();
    QTest::mousePress(area, Qt::LeftButton, {}, from);
    QTest::mouseMove(area, from + QPoint(19, 0));
    QTest::mouseRelease(area, Qt::LeftButton, {}, from + QPoint(19, 0));
    QVERIFY(!m_axis->isZoomed());
}

void tst_Chart::doubleClickFollows()
{
    const auto chart = make(rateChart());
    m_axis->zoomTo({m_source->now() - 60'000, m_source->now() - 30'000});
    m_source->advance(2);
    QTest::mouseDClick(overlay(*chart), Qt::LeftButton, {}, chart->plot().plotRect().center());
    QVERIFY(!m_axis->isPaused());
    QCOMPARE(m_axis->range().toMs, m_source->now());
}

void tst_Chart::spacePauses()
{
    const auto chart = make(rateChart());
    QTest::keyClick(overlay(*chart), Qt::Key_Space);
    QVERIFY(m_axis->isPaused());
    QTest::keyClick(overlay(*chart), Qt::Key_Home);
    QVERIFY(!m_axis->isPaused());
}

void tst_Chart::keyTSwitchesToTheTableAndBack()
{
    const auto chart = make(latencyChart());
    chart->activateWindow();
    overlay(*chart)->setFocus();
    QTest::keyClick(overlay(*chart), Qt::Key_T);
    QCOMPARE(chart->view(), TimeSeriesChart::View::Table);
    auto *table = chart->findChild<QTableView *>();
    QVERIFY(table->isVisible());
    QVERIFY(!overlay(*chart)->isVisible());
    QCOMPARE(table->model()->rowCount(), 300);
    QCOMPARE(table->model()->headerData(1, Qt::Horizontal).toString(), QStringLiteral("p50"));
    QCOMPARE(table->model()->index(0, 1).data().toString(),
             chart->spec().format(m_source->points().back().p50));
    QVERIFY(table->hasFocus());
    QTest::keyClick(table, Qt::Key_T);
    QCOMPARE(chart->view(), TimeSeriesChart::View::Lines);
    QVERIFY(overlay(*chart)->hasFocus());
}

void tst_Chart::tableKeepsItsPlace()
{
    const auto chart = make(latencyChart());
    chart->setView(TimeSeriesChart::View::Table);
    auto *table = chart->findChild<QTableView *>();
    table->selectRow(50);
    m_source->advance(1);
    m_axis->follow();
    QCOMPARE(table->currentIndex().row(), 50);
    QCOMPARE(table->model()->index(0, 1).data().toString(),
             chart->spec().format(m_source->points().back().p50));
    m_axis->setWindow(metrics::Window::OneMinute);
    QCOMPARE(table->model()->rowCount(), 60);
}

void tst_Chart::resizedWhileATableIsShown()
{
    const auto chart = make(latencyChart());
    chart->setView(TimeSeriesChart::View::Table);
    chart->resize(800, 400);
    chart->setView(TimeSeriesChart::View::Lines);
    QCoreApplication::processEvents();
    QCOMPARE(chart->plot().size(), chart->plot().parentWidget()->size());
    QCOMPARE(overlay(*chart)->size(), chart->plot().size());
    QVERIFY(chart->plot().width() > 700);
}

void tst_Chart::rightClickOpensTheMenu()
{
    const auto chart = make(rateChart());
    auto *menu = chart->findChild<QMenu *>();
    const QPoint there = chart->plot().plotRect().center();
    QContextMenuEvent click(QContextMenuEvent::Mouse, there, overlay(*chart)->mapToGlobal(there));
    QCoreApplication::sendEvent(overlay(*chart), &click);
    QVERIFY(menu->isVisible());
    menu->close();
}

void tst_Chart::aLongLegendTakesASecondLine()
{
    const auto chart = make(errorsChart());
    const auto lines = [&] {
        std::set<int> tops;
        for (int i = 0; i < 5; ++i) {
            if (legend(*chart, i)->geometry().right() >= chart->legend().width())
                return std::size_t{0}; // cut off
            tops.insert(legend(*chart, i)->y());
        }
        return tops.size();
    };
    chart->resize(900, 300);
    QTRY_COMPARE(lines(), std::size_t{1});
    chart->resize(330, 300);
    QTRY_COMPARE(lines(), std::size_t{2});
}

void tst_Chart::narrowChartsKeepTheirWidth()
{
    // Two charts side by side in the smallest window that is supported; a long legend must not push the other
    // aside.
    for (const ChartSpec &spec : {rateChart(), latencyChart(), errorsChart(), connectionsChart()}) {
        const auto chart = make(spec);
        QVERIFY2(chart->minimumSizeHint().width() <= 380, qPrintable(spec.id));
    }
}

QTEST_MAIN(tst_Chart)
#include "tst_chart.moc"
