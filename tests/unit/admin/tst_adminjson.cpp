// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/json.h"

#include <QTest>

using namespace mockforge;
using control::Mode;

class TestAdminJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aModeBringsItsDefaults()
    {
        const auto scenario = admin::scenarioFromJson(R"({"mode": "chaos"})", control::builtInPresets());
        QVERIFY(scenario.ok());
        QVERIFY(scenario.value() == control::defaultScenario(Mode::Chaos));
    }

    void parametersOverrideDefaults()
    {
        const auto scenario = admin::scenarioFromJson(
            R"({"mode": "chaos", "error_rate": 0.25, "status_codes": [503], "timeout_rate": 0,
                "latency": {"min_ms": 10, "max_ms": 20, "spike_probability": 1}})",
            control::builtInPresets());
        QVERIFY(scenario.ok());
        QCOMPARE(scenario.value().errorRate, 0.25);
        QCOMPARE(scenario.value().statusCodes, std::vector<int>{503});
        QCOMPARE(scenario.value().timeoutRate, 0.0);
        QCOMPARE(scenario.value().minMs, 10);
        QCOMPARE(scenario.value().maxMs, 20);
        QCOMPARE(scenario.value().spikeProbability, 1.0);
    }

    void aPresetIsFoundByName()
    {
        const auto scenario = admin::scenarioFromJson(R"({"preset": "staging"})", control::builtInPresets());
        QVERIFY(scenario.ok());
        QCOMPARE(scenario.value().preset, std::string("staging"));
        QCOMPARE(scenario.value().mode, Mode::Degraded);
    }

    void whatIsSentBackCanBeRead()
    {
        for (const control::Preset &preset : control::builtInPresets()) {
            auto json = admin::toJson(preset.scenario);
            json.erase("description");
            json.erase("preset");
            const auto back = admin::scenarioFromJson(json.dump(), control::builtInPresets());
            QVERIFY2(back.ok(), back.ok() ? "" : back.error().message.c_str());
            QCOMPARE(back.value().mode, preset.scenario.mode);
            QCOMPARE(back.value().errorRate, preset.scenario.errorRate);
            QCOMPARE(back.value().statusCodes, preset.scenario.statusCodes);
        }
    }

    void badInputIsRefusedByName_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("not JSON") << QByteArray("mode=chaos") << QByteArray("JSON");
        QTest::newRow("a list") << QByteArray("[]") << QByteArray("JSON");
        QTest::newRow("neither") << QByteArray("{}") << QByteArray("mode");
        QTest::newRow("both") << QByteArray(R"({"mode":"chaos","preset":"staging"})") << QByteArray("preset");
        QTest::newRow("unknown mode") << QByteArray(R"({"mode":"havoc"})") << QByteArray("havoc");
        QTest::newRow("unknown preset") << QByteArray(R"({"preset":"nope"})") << QByteArray("nope");
        QTest::newRow("unknown key") << QByteArray(R"({"mode":"error","error_rat":1})")
                                     << QByteArray("error_rat");
        QTest::newRow("wrong type") << QByteArray(R"({"mode":"error","error_rate":"high"})")
                                    << QByteArray("error_rate");
        QTest::newRow("out of range")
            << QByteArray(R"({"mode":"error","error_rate":7})") << QByteArray("error_rate");
        QTest::newRow("not an error")
            << QByteArray(R"({"mode":"error","status_codes":[200]})") << QByteArray("status_codes");
        QTest::newRow("unknown part")
            << QByteArray(R"({"mode":"chaos","latency":{"min":1}})") << QByteArray("latency.min");
    }

    void badInputIsRefusedByName()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, named);
        const auto scenario = admin::scenarioFromJson(body.toStdString(), control::builtInPresets());
        QVERIFY(!scenario.ok());
        QVERIFY2(scenario.error().message.find(named.toStdString()) != std::string::npos,
                 scenario.error().message.c_str());
    }

    void healthFollowsTheEndpoints()
    {
        admin::Status status;
        control::EndpointStatus http;
        http.id = "http";
        http.protocol = "http";
        http.host = "127.0.0.1";
        http.port = 3000;
        http.state = control::EndpointState::Running;
        status.endpoints = {http};
        QCOMPARE(admin::healthJson(status)["status"].get<std::string>(), std::string("ok"));
        QVERIFY(admin::isHealthy(status));
        status.endpoints[0].state = control::EndpointState::Stopped;
        QCOMPARE(admin::healthJson(status)["status"].get<std::string>(), std::string("stopped"));
        status.endpoints[0].state = control::EndpointState::Failed;
        status.endpoints[0].errorCode = "port_in_use";
        status.endpoints[0].error = "port 3000 is in use";
        status.endpoints[0].owner = {812, "envoy"};
        QVERIFY(!admin::isHealthy(status));
        const auto json = admin::healthJson(status);
        QCOMPARE(json["status"].get<std::string>(), std::string("failing"));
        QCOMPARE(json["endpoints"][0]["error"]["held_by"]["pid"].get<int>(), 812);
    }
};

QTEST_GUILESS_MAIN(TestAdminJson)
#include "tst_adminjson.moc"
