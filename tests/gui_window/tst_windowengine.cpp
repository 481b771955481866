// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The window with the real engine: what a click changes for a client on a real socket, and that charts and
// /metrics agree.

#include "app/demo/demotraffic.h"
#include "metrics/query/source.h"
#include "server/engine/supervisor.h"
#include "ui/charts/timeaxis.h"
#include "ui/settings/appsettings.h"
#include "ui/shell/mainwindow.h"

#include <QComboBox>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace mockforge;

namespace {

constexpr int kDeadlineMs = 10'000;

/// QTRY_VERIFY_WITH_TIMEOUT, and says what it was about.
#ifndef QTRY_VERIFY2_WITH_TIMEOUT // Qt 6.5 has it
#define QTRY_VERIFY2_WITH_TIMEOUT(condition, what, timeout)                                                  \
    QVERIFY2(QTest::qWaitFor([&] { return (condition); }, timeout), what)
#endif

} // namespace

class TestWindowEngine : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;

    struct Setup
    {
        engine::Supervisor engine;
        demo::DemoTraffic demo{engine};
        ui::AppSettings settings;
        QString file;
        ui::MainWindow window{engine, settings, demo, [this] {
                                  return file;
                              }};
        QNetworkAccessManager client;

        std::string url(const std::string &id) const
        {
            for (const control::EndpointStatus &endpoint : engine.endpoints()) {
                if (endpoint.id == id)
                    return endpoint.url();
            }
            return {};
        }
        std::pair<int, QByteArray> get(const std::string &url)
        {
            QNetworkReply *reply = client.get(QNetworkRequest(QUrl(QString::fromStdString(url))));
            QSignalSpy finished(reply, &QNetworkReply::finished);
            if (!finished.wait(kDeadlineMs))
                return {0, {}};
            reply->deleteLater();
            return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
        }
    };

    QString project(const QByteArray &http, const QByteArray &rest = {}) const
    {
        const QString path = m_home.filePath(QStringLiteral("mockforge.yaml"));
        QFile file(path);
        if (file.open(QIODevice::WriteOnly)) {
            file.write("seed: 1\nhttp: {" + http +
                       "}\nadmin: {port: 0}\nobservability: {prometheus: {port: 0}}\n" + rest +
                       "routes:\n  - path: /ok\n    response: {body: ok}\n");
        }
        return path;
    }

private Q_SLOTS:
    void initTestCase() { QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path()); }

    void aClickOnTheModeChangesWhatAClientGets()
    {
        Setup setup;
        setup.window.show();
        QVERIFY(setup.window.openProject(project("port: 0")));
        QCOMPARE(setup.get(setup.url("http") + "/ok"), (std::pair<int, QByteArray>(200, "ok")));
        control::Scenario outage = control::defaultScenario(control::Mode::Error);
        outage.errorRate = 1.0;
        outage.statusCodes = {503};
        QVERIFY(setup.engine.setScenario(outage).ok());
        QCOMPARE(setup.get(setup.url("http") + "/ok").first, 503);
        auto *modes = setup.window.findChild<QComboBox *>(QStringLiteral("modes"));
        QTRY_COMPARE(modes->currentText(), QStringLiteral("error"));
        Q_EMIT modes->activated(0);
        QCOMPARE(setup.get(setup.url("http") + "/ok").first, 200);
        const auto marks =
            setup.engine.metricsSource()->annotations(0, std::numeric_limits<std::int64_t>::max());
        QVERIFY(std::any_of(marks.begin(), marks.end(),
                            [](const auto &mark) { return mark.label == "mode → error" && mark.endMs > 0; }));
    }

    void aPortConflictIsMendedByTheBanner()
    {
        QTcpServer holder;
        QVERIFY(holder.listen(QHostAddress::LocalHost));
        Setup setup;
        setup.window.show();
        QVERIFY(setup.window.openProject(project("port: " + QByteArray::number(holder.serverPort()))));
        auto *fix = setup.window.findChild<QPushButton *>(QStringLiteral("banner-http-use"));
        QVERIFY(fix);
        QTest::mouseClick(fix, Qt::LeftButton);
        QTRY_VERIFY(setup.window.findChild<QPushButton *>(QStringLiteral("banner-http-use")) == nullptr);
        QVERIFY(setup.url("http").find(std::to_string(holder.serverPort())) == std::string::npos);
        QCOMPARE(setup.get(setup.url("http") + "/ok").second, QByteArray("ok"));
    }

    void chartsAndMetricsAgreeAfterAKnownLoad()
    {
        constexpr int kRequests = 150;
        Setup setup;
        setup.window.show();
        QVERIFY(setup.window.openProject(project("port: 0")));
        for (int i = 0; i < kRequests; ++i)
            setup.get(setup.url("http") + (i % 3 == 0 ? "/missing" : "/ok"));
        const QString text = QString::fromUtf8(setup.get(setup.url("metrics")).second);
        const auto value = [&](const QString &series) {
            const QRegularExpression line(QRegularExpression::escape(series) + QStringLiteral(" (\\S+)"));
            return line.match(text).captured(1).toDouble();
        };
        const double good = value(
            QStringLiteral("mockforge_requests_total{protocol=\"http\",method=\"GET\",status=\"200\"}"));
        const double missing = value(
            QStringLiteral("mockforge_requests_total{protocol=\"http\",method=\"GET\",status=\"404\"}"));
        QCOMPARE(static_cast<int>(good), kRequests * 2 / 3);
        QCOMPARE(static_cast<int>(missing), kRequests / 3);
        // The charts' points, added up over their intervals, give the same counts.
        const auto sum = [&](auto rate) {
            double total = 0;
            for (const auto &point :
                 setup.engine.metricsSource()->window(metrics::Window::FiveMinutes)->points)
                total += rate(point) * point.durationMs / 1000.0;
            return std::lround(total);
        };
        QTRY_COMPARE_WITH_TIMEOUT(sum([](const auto &point) { return point.requestsPerSecond; }),
                                  long{kRequests}, kDeadlineMs);
        QCOMPARE(sum([](const auto &point) { return point.clientErrorsPerSecond; }), long{kRequests / 3});
        QCOMPARE(setup.engine.metricsSource()->snapshot()->unmatched, std::uint64_t{kRequests / 3});
    }

    void pauseLosesNoData()
    {
        Setup setup;
        setup.window.show();
        QVERIFY(setup.window.openProject(project("port: 0")));
        setup.window.axis().setPaused(true);
        for (int i = 0; i < 20; ++i)
            setup.get(setup.url("http") + "/ok");
        QTRY_COMPARE_WITH_TIMEOUT(setup.window.axis().requestsSincePause(), std::uint64_t{20}, kDeadlineMs);
        setup.window.axis().follow();
        const auto sum = [&] {
            double total = 0;
            for (const auto &point : setup.window.axis().data()->points)
                total += point.requestsPerSecond * point.durationMs / 1000.0;
            return std::lround(total);
        };
        QTRY_COMPARE_WITH_TIMEOUT(sum(), long{20}, kDeadlineMs);
    }

    void theSampleMovesEveryChart()
    {
        Setup setup;
        setup.file = QFINDTESTDATA("../../resources/samples/shop/mockforge.yaml");
        QVERIFY(!setup.file.isEmpty());
        setup.window.show();
        QVERIFY(setup.window.openSample());
        const auto source = setup.engine.metricsSource();
        QTRY_VERIFY_WITH_TIMEOUT(source->snapshot()->requests >= 20, kDeadlineMs);
        QTRY_VERIFY_WITH_TIMEOUT(!setup.window.axis().data()->points.empty(), kDeadlineMs);
        for (const control::EndpointStatus &endpoint : setup.engine.endpoints()) {
            QVERIFY2(endpoint.state == control::EndpointState::Running, endpoint.id.c_str());
            const auto protocol = control::protocolOf(endpoint.kind);
            if (!protocol)
                continue;
            const auto of = [&] {
                return source->snapshot()->protocols[static_cast<std::size_t>(*protocol)];
            };
            QTRY_VERIFY2_WITH_TIMEOUT(of().requests >= 5, endpoint.id.c_str(), kDeadlineMs);
            QVERIFY2(of().openConnections > 0, endpoint.id.c_str());
            const auto rows = source->snapshot()->topRoutes;
            QVERIFY2(std::any_of(rows.begin(), rows.end(),
                                 [&](const auto &row) { return row.protocol == *protocol; }),
                     endpoint.id.c_str());
        }
        setup.demo.stop();
    }

    /// The demo's clients go on after an endpoint was stopped, and after it moved to another port.
    void demoTrafficFollowsTheEndpoints()
    {
        Setup setup;
        setup.file = QFINDTESTDATA("../../resources/samples/shop/mockforge.yaml");
        QVERIFY(setup.window.openSample());
        const auto source = setup.engine.metricsSource();
        for (const control::EndpointStatus &endpoint : setup.engine.endpoints()) {
            const auto protocol = control::protocolOf(endpoint.kind);
            if (!protocol)
                continue;
            const auto requests = [&] {
                return source->snapshot()->protocols[static_cast<std::size_t>(*protocol)].requests;
            };
            QTRY_VERIFY2_WITH_TIMEOUT(requests() >= 3, endpoint.id.c_str(), kDeadlineMs);
            setup.engine.stopEndpoint(endpoint.id);
            const auto state = [&] {
                for (const control::EndpointStatus &now : setup.engine.endpoints()) {
                    if (now.id == endpoint.id)
                        return now.state;
                }
                return control::EndpointState::Failed;
            };
            QTRY_VERIFY2_WITH_TIMEOUT(state() == control::EndpointState::Stopped, endpoint.id.c_str(),
                                      kDeadlineMs);
            setup.engine.startEndpointOnPort(endpoint.id, 0);
            const std::uint64_t before = requests();
            QTRY_VERIFY2_WITH_TIMEOUT(requests() >= before + 3, endpoint.id.c_str(), kDeadlineMs);
        }
    }

    /// A mode that lets requests hang for ever must neither stop the demo nor let it pile up requests.
    void demoTrafficSurvivesChaos()
    {
        Setup setup;
        setup.file = QFINDTESTDATA("../../resources/samples/shop/mockforge.yaml");
        QVERIFY(setup.window.openSample());
        control::Scenario chaos = control::defaultScenario(control::Mode::Chaos);
        chaos.errorRate = 0.3;
        chaos.timeoutRate = 0.3;
        QVERIFY(setup.engine.setScenario(chaos).ok());
        const auto source = setup.engine.metricsSource();
        QTRY_VERIFY_WITH_TIMEOUT(source->snapshot()->faults >= 60, 2 * kDeadlineMs);
        QVERIFY(source->snapshot()->inFlight < 200);
        QVERIFY(setup.engine.setScenario(control::defaultScenario(control::Mode::Healthy)).ok());
        setup.demo.stop();
        QTRY_COMPARE_WITH_TIMEOUT(source->snapshot()->inFlight, std::int64_t{0}, kDeadlineMs);
    }
};

QTEST_MAIN(TestWindowEngine)
#include "tst_windowengine.moc"
