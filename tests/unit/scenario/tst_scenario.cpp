// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/control/scenario.h"

#include <QTest>

using namespace mockforge;
using control::Mode;
using control::Scenario;

class TestScenario : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modesHaveNames()
    {
        for (const Mode mode : {Mode::Healthy, Mode::Degraded, Mode::Error, Mode::Chaos}) {
            const auto back = control::modeFromName(control::modeName(mode));
            QVERIFY(back.ok());
            QCOMPARE(back.value(), mode);
        }
        QVERIFY(!control::modeFromName("Chaos").ok());
        QCOMPARE(control::modeFromName("fine").error().code, std::string("unknown_mode"));
    }

    void presetsAreTheFiveAndValid()
    {
        std::vector<std::string> names;
        for (const control::Preset &preset : control::builtInPresets()) {
            names.push_back(preset.name);
            QVERIFY2(control::validate(preset.scenario).ok(), preset.name.c_str());
            QCOMPARE(preset.scenario.preset, preset.name);
        }
        QCOMPARE(names,
                 (std::vector<std::string>{"production", "staging", "high-load", "network-issues", "chaos"}));
        const Scenario staging = control::builtInPresets()[1].scenario;
        QCOMPARE(staging.mode, Mode::Degraded);
        QCOMPARE(staging.latencyMultiplier, 1.5);
        const Scenario highLoad = control::builtInPresets()[2].scenario;
        QCOMPARE(highLoad.latencyMultiplier, 3.0);
        QCOMPARE(highLoad.errorRate, 0.05);
        const Scenario network = control::builtInPresets()[3].scenario;
        QCOMPARE(network.mode, Mode::Error);
        QCOMPARE(network.statusCodes, (std::vector<int>{502, 503, 504}));
        QCOMPARE(network.errorRate, 0.15);
    }

    void badParametersAreNamed_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"error_rate", "timeout_rate", "spike_probability", "latency_multiplier",
                                 "min_ms", "status_codes"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }

    void badParametersAreNamed()
    {
        QFETCH(QString, what);
        Scenario scenario = control::defaultScenario(Mode::Chaos);
        if (what == QLatin1String("error_rate"))
            scenario.errorRate = 1.5;
        else if (what == QLatin1String("timeout_rate"))
            scenario.timeoutRate = -0.1;
        else if (what == QLatin1String("spike_probability"))
            scenario.spikeProbability = 2;
        else if (what == QLatin1String("latency_multiplier"))
            scenario.latencyMultiplier = -1;
        else if (what == QLatin1String("min_ms"))
            scenario.minMs = scenario.maxMs + 1;
        else
            scenario.statusCodes = {200};
        const auto checked = control::validate(scenario);
        QVERIFY(!checked.ok());
        QVERIFY2(checked.error().message.find(what.toStdString()) != std::string::npos,
                 checked.error().message.c_str());
    }

    void sharesThatExceedOneTogetherAreRefused()
    {
        Scenario scenario = control::defaultScenario(Mode::Chaos);
        scenario.errorRate = 0.7;
        scenario.timeoutRate = 0.4;
        QVERIFY(!control::validate(scenario).ok());
    }

    void descriptionSaysWhatHappens()
    {
        QCOMPARE(control::describe(control::defaultScenario(Mode::Healthy)), std::string("healthy"));
        QCOMPARE(control::describe(control::builtInPresets()[2].scenario),
                 std::string("high-load (degraded): +150 ms, 5 % errors (500/503)"));
    }
};

QTEST_GUILESS_MAIN(TestScenario)
#include "tst_scenario.moc"
