// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/scale.h"

#include <QTest>

#include <cmath>

using mockforge::ui::Scale;

class tst_Scale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ceilingIsOneTwoOrFive_data();
    void ceilingIsOneTwoOrFive();
    void ticksAreNiceAndReachTheTop_data();
    void ticksAreNiceAndReachTheTop();
    void growsAtOnce();
    void shrinksAtMostEveryFiveSeconds();
    void shrinksAtOnceWhenAsked();
    void wholeNumbersHaveNoHalfSteps();
    void logarithmicHasDecades();
    void logarithmicWithoutValuesHasTicks();
};

void tst_Scale::ceilingIsOneTwoOrFive_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("expected");
    QTest::newRow("exact") << 2.0 << 2.0;
    QTest::newRow("above two") << 2.1 << 5.0;
    QTest::newRow("above five") << 51.0 << 100.0;
    QTest::newRow("small") << 0.013 << 0.02;
    QTest::newRow("large") << 1'234'567.0 << 2'000'000.0;
    QTest::newRow("zero") << 0.0 << 1.0;
    QTest::newRow("nan") << std::nan("") << 1.0;
}

void tst_Scale::ceilingIsOneTwoOrFive()
{
    QFETCH(double, value);
    QFETCH(double, expected);
    QCOMPARE(Scale::niceCeiling(value), expected);
}

void tst_Scale::ticksAreNiceAndReachTheTop_data()
{
    QTest::addColumn<double>("highest");
    for (const double highest : {0.03, 0.7, 1.0, 3.3, 17.0, 1204.0, 98'765.0})
        QTest::addRow("%g", highest) << highest;
}

void tst_Scale::ticksAreNiceAndReachTheTop()
{
    QFETCH(double, highest);
    Scale scale(Scale::Kind::Linear);
    scale.fit(0, highest, 1);
    const auto ticks = scale.ticks();
    QVERIFY(ticks.size() >= 3 && ticks.size() <= 6);
    QCOMPARE(ticks.front(), 0.0);
    QCOMPARE(ticks.back(), scale.top());
    QVERIFY(scale.top() >= highest && scale.top() <= highest * 2);
    const double step = ticks[1];
    QCOMPARE(Scale::niceCeiling(step), step);
}

void tst_Scale::growsAtOnce()
{
    Scale scale(Scale::Kind::Linear);
    scale.fit(0, 10, 1000);
    scale.fit(0, 95, 1001);
    QCOMPARE(scale.top(), 100.0);
    QCOMPARE(scale.position(50), 0.5);
    QVERIFY(std::isnan(scale.position(std::nan(""))));
}

void tst_Scale::shrinksAtMostEveryFiveSeconds()
{
    Scale scale(Scale::Kind::Linear);
    scale.fit(0, 100, 1000);
    scale.fit(0, 10, 5999);
    QCOMPARE(scale.top(), 100.0);
    scale.fit(0, 10, 6000);
    QCOMPARE(scale.top(), 10.0);
    scale.fit(0, 1, 6001);
    QCOMPARE(scale.top(), 10.0);
    scale.fit(0, 1, 11'001);
    QCOMPARE(scale.top(), 1.0);
}

void tst_Scale::shrinksAtOnceWhenAsked()
{
    Scale scale(Scale::Kind::Linear);
    scale.fit(0, 100, 1000);
    scale.release();
    scale.fit(0, 10, 1001);
    QCOMPARE(scale.top(), 10.0);
}

void tst_Scale::wholeNumbersHaveNoHalfSteps()
{
    Scale scale(Scale::Kind::Linear, true);
    scale.fit(0, 0, 1000);
    QCOMPARE(scale.ticks(), (std::vector<double>{0, 1}));
    scale.fit(0, 2, 1001);
    QCOMPARE(scale.ticks(), (std::vector<double>{0, 1, 2}));
}

void tst_Scale::logarithmicHasDecades()
{
    Scale scale(Scale::Kind::Logarithmic);
    scale.fit(0.0023, 0.61, 1000);
    QCOMPARE(scale.bottom(), 0.001);
    QCOMPARE(scale.top(), 1.0);
    QCOMPARE(scale.ticks().size(), std::size_t(4));
    QVERIFY(std::abs(scale.position(0.01) - 1.0 / 3) < 1e-9);
    QCOMPARE(scale.position(1e-9), 0.0);
}

void tst_Scale::logarithmicWithoutValuesHasTicks()
{
    const Scale untouched(Scale::Kind::Logarithmic);
    QVERIFY(untouched.ticks().size() >= 2 && untouched.ticks().size() < 10);
    Scale empty(Scale::Kind::Logarithmic);
    empty.fit(INFINITY, -INFINITY, 1000);
    QVERIFY(empty.ticks().size() >= 2 && empty.ticks().size() < 10);
}

QTEST_APPLESS_MAIN(tst_Scale)
#include "tst_scale.moc"
