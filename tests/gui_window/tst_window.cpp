// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The window against an engine that only remembers: what each control asks for, what it shows, what it keeps.

#include "fakeengine.h"
#include "ui/charts/timeaxis.h"
#include "ui/dashboard/eventsmodel.h"
#include "ui/dashboard/routesmodel.h"
#include "ui/settings/appsettings.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/palette.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace mockforge;
using test::FakeDemo;
using test::FakeEngine;

class TestWindow : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;
    QString m_sample;

    struct Setup
    {
        FakeEngine engine;
        FakeDemo demo;
        ui::AppSettings settings;
        ui::MainWindow window;
        explicit Setup(const QString &sample = {})
            : window(engine, settings, demo, [sample] { return sample; })
        {}
        template <typename Widget>
        Widget *find(const char *name)
        {
            return window.findChild<Widget *>(QString::fromLatin1(name));
        }
        bool called(const std::string &call) const
        {
            return std::find(engine.calls.begin(), engine.calls.end(), call) != engine.calls.end();
        }
    };

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_home.isValid());
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
        m_sample = m_home.filePath(QStringLiteral("mockforge.yaml"));
        QFile file(m_sample);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("routes: []\n");
    }

    void init()
    {
        ui::AppSettings settings;
        QFile::remove(m_home.filePath(QStringLiteral("mockforge/desktop.ini")));
    }

    void theStartPageIsShownUntilAProjectIsOpen()
    {
        Setup setup(m_sample);
        setup.window.show();
        QVERIFY(setup.find<QWidget>("start-page")->isVisible());
        QTest::mouseClick(setup.find<QPushButton>("try-sample"), Qt::LeftButton);
        QVERIFY(setup.called("open " + m_sample.toStdString()));
        QVERIFY(setup.called("start all"));
        QVERIFY(setup.demo.running);
        QVERIFY(setup.find<QWidget>("dashboard")->isVisible());
        QVERIFY(setup.find<QWidget>("demo-strip")->isVisible());
        QTest::mouseClick(setup.find<QPushButton>("demo-stop"), Qt::LeftButton);
        QVERIFY(!setup.demo.running && !setup.find<QWidget>("demo-strip")->isVisible());
    }

    void theModeBoxSetsModesAndPresets()
    {
        Setup setup;
        setup.window.openProject(m_sample);
        auto *modes = setup.find<QComboBox>("modes");
        QStringList texts;
        for (int i = 0; i < modes->count(); ++i)
            texts << modes->itemText(i);
        QVERIFY(texts.contains(QStringLiteral("chaos")) && texts.contains(QStringLiteral("preset staging")));
        Q_EMIT modes->activated(static_cast<int>(texts.indexOf(QStringLiteral("chaos"))));
        QCOMPARE(setup.engine.current.mode, control::Mode::Chaos);
        QCOMPARE(modes->currentText(), QStringLiteral("chaos"));
        Q_EMIT modes->activated(static_cast<int>(texts.indexOf(QStringLiteral("preset staging"))));
        QCOMPARE(setup.engine.current.preset, std::string("staging"));
        QCOMPARE(modes->currentText(), QStringLiteral("preset staging"));
        setup.find<QAction>("mode-0")->trigger();
        QCOMPARE(modes->currentText(), QStringLiteral("healthy"));
    }

    void aPortConflictOffersAFixThatClearsIt()
    {
        Setup setup;
        setup.window.show();
        setup.window.openProject(m_sample);
        control::EndpointStatus &http = setup.engine.addHttp(control::EndpointState::Failed);
        http.errorCode = "port_in_use";
        http.error = "port 3000 is in use";
        http.owner = {812, "envoy"};
        Q_EMIT setup.engine.endpointsChanged();
        auto *text = setup.find<QLabel>("banner-http-text");
        QVERIFY(text);
        QTRY_VERIFY(text->isVisible());
        QVERIFY(text->text().contains(QStringLiteral("3000")) &&
                text->text().contains(QStringLiteral("envoy")) &&
                text->text().contains(QStringLiteral("812")));
        QTest::mouseClick(setup.find<QPushButton>("banner-http-use"), Qt::LeftButton);
        QVERIFY(setup.called("start http on 3001"));
        QTRY_VERIFY(setup.find<QLabel>("banner-http-text") == nullptr);
    }

    void everyEndpointHasItsRowInOneOrder()
    {
        Setup setup;
        setup.window.show();
        setup.window.openProject(m_sample);
        setup.engine.addHttp(control::EndpointState::Running);
        Q_EMIT setup.engine.endpointsChanged(); // as before the project was given more protocols
        setup.engine.list.clear();
        setup.engine.addAll(control::EndpointState::Running);
        setup.engine.list[1].state = control::EndpointState::Stopped;
        Q_EMIT setup.engine.endpointsChanged();
        const QStringList order{QStringLiteral("http"),      QStringLiteral("https"),
                                QStringLiteral("websocket"), QStringLiteral("graphql"),
                                QStringLiteral("grpc"),      QStringLiteral("admin"),
                                QStringLiteral("metrics")};
        int above = -1;
        for (const QString &id : order) {
            auto *row = setup.window.findChild<QPushButton *>(QStringLiteral("endpoint-") + id);
            QVERIFY2(row, qPrintable(id));
            QTRY_VERIFY2(row->y() > above, qPrintable(id));
            above = row->y();
        }
        QCOMPARE(setup.find<QPushButton>("endpoint-grpc")->accessibleName(),
                 QStringLiteral("gRPC, port 50051, stopped"));
        QCOMPARE(setup.find<QPushButton>("endpoint-websocket")->accessibleName(),
                 QStringLiteral("WebSocket, port 3001, running"));
        QVERIFY(setup.find<QPushButton>("endpoint-websocket")
                    ->toolTip()
                    .contains(QStringLiteral("ws://127.0.0.1:3001")));
        QVERIFY(setup.find<QLabel>("status-text")->text().startsWith(QStringLiteral("6/7 running")));
        // The colour of the protocol stands beside the name.
        const auto colorOf = [&](const char *row) {
            auto *widget = setup.find<QPushButton>(row);
            return widget->grab().toImage().pixelColor(5, widget->height() / 2);
        };
        const ui::Colors &colors = ui::Theme::instance().colors();
        QCOMPARE(colorOf("endpoint-grpc").name(), colors.grpc.name());
        QCOMPARE(colorOf("endpoint-websocket").name(), colors.webSocket.name());
        QCOMPARE(colorOf("endpoint-graphql").name(), colors.graphQl.name());
        QCOMPARE(colorOf("endpoint-https").name(), colors.http.name());
        QVERIFY(colorOf("endpoint-admin").name() != colors.http.name());
    }

    void everyPortConflictHasItsBanner()
    {
        Setup setup;
        setup.window.show();
        setup.window.openProject(m_sample);
        setup.engine.addAll(control::EndpointState::Failed);
        for (control::EndpointStatus &endpoint : setup.engine.list) {
            endpoint.errorCode = "port_in_use";
            endpoint.owner = {900, "other"};
        }
        Q_EMIT setup.engine.endpointsChanged();
        for (const control::EndpointStatus &endpoint : setup.engine.list) {
            const QString id = QString::fromStdString(endpoint.id);
            auto *text = setup.window.findChild<QLabel *>(QStringLiteral("banner-%1-text").arg(id));
            QVERIFY2(text && text->text().contains(QString::number(endpoint.port)), qPrintable(id));
            QTest::mouseClick(
                setup.window.findChild<QPushButton *>(QStringLiteral("banner-%1-retry").arg(id)),
                Qt::LeftButton);
            QVERIFY(setup.called("start " + endpoint.id));
        }
    }

    void oneProtocolCanBeLookedAt()
    {
        Setup setup;
        setup.window.show();
        setup.window.openProject(m_sample);
        setup.engine.addHttp(control::EndpointState::Running);
        Q_EMIT setup.engine.endpointsChanged();
        QVERIFY(!setup.find<QWidget>("protocols")->isVisible()); // one protocol: nothing to choose
        setup.engine.list.clear();
        setup.engine.addAll(control::EndpointState::Running);
        metrics::Snapshot &now = setup.engine.source->current;
        now.requestsPerSecond = 40;
        now.openConnections = 12;
        for (std::size_t i = 0; i < now.protocols.size(); ++i) {
            now.protocols[i].requestsPerSecond = static_cast<double>(i) + 7;
            now.protocols[i].openConnections = static_cast<std::int64_t>(i) + 1;
        }
        for (const auto &[protocol, label] : {std::pair(metrics::Protocol::Http, "list-products"),
                                              std::pair(metrics::Protocol::Grpc, "get-order"),
                                              std::pair(metrics::Protocol::WebSocket, "ticker")}) {
            now.topRoutes.emplace_back();
            now.topRoutes.back().protocol = protocol;
            now.topRoutes.back().label = label;
        }
        Q_EMIT setup.engine.endpointsChanged();
        setup.window.axis().follow();
        QVERIFY(setup.find<QWidget>("protocols")->isVisible());
        const QAbstractItemModel *routes = setup.find<QAbstractItemView>("top-routes")->model();
        QCOMPARE(routes->rowCount(), 3);
        QCOMPARE(routes->index(2, ui::RoutesModel::Protocol).data().toString(), QStringLiteral("WebSocket"));
        const auto tile = [&](const char *name) {
            return setup.find<QWidget>(name)->accessibleName();
        };
        QVERIFY2(tile("tile-rate").contains(QStringLiteral("all protocols 40")),
                 qPrintable(tile("tile-rate")));
        QTest::mouseClick(setup.find<QToolButton>("protocol-grpc"), Qt::LeftButton);
        QVERIFY(setup.window.axis().protocol() == metrics::Protocol::Grpc);
        QVERIFY2(tile("tile-rate").contains(QStringLiteral("gRPC 8")), qPrintable(tile("tile-rate")));
        QVERIFY(tile("tile-connections").contains(QStringLiteral("gRPC 2")));
        QCOMPARE(routes->rowCount(), 1);
        QCOMPARE(routes->index(0, ui::RoutesModel::Route).data().toString(), QStringLiteral("get-order"));
        QVERIFY(setup.find<QWidget>("request-rate-legend-0")->isHidden()); // HTTP's
        QVERIFY(!setup.find<QWidget>("request-rate-legend-3")->isHidden());
        // Without gRPC in the project, all protocols are looked at again.
        std::erase_if(setup.engine.list, [](const auto &endpoint) { return endpoint.id == "grpc"; });
        Q_EMIT setup.engine.endpointsChanged();
        QVERIFY(!setup.window.axis().protocol());
        QVERIFY(setup.find<QToolButton>("protocol-all")->isChecked());
        QVERIFY(setup.find<QWidget>("protocol-grpc")->isHidden());
        QCOMPARE(routes->rowCount(), 3);
    }

    void mistakesInTheProjectAreShownWithTheirPlace()
    {
        Setup setup;
        setup.window.show();
        setup.engine.findings = {{control::Diagnostic::Severity::Error, "mockforge.yaml", 3, 5, "unknown_key",
                                  "there is no key 'htpp'", "did you mean 'http'?"}};
        QVERIFY(!setup.window.openProject(m_sample));
        auto *text = setup.find<QLabel>("banner-project-text");
        QVERIFY(text && text->text().contains(QStringLiteral("mockforge.yaml:3:5")));
        setup.engine.findings.clear();
        Q_EMIT setup.engine.diagnosticsChanged();
        QTRY_VERIFY(setup.find<QLabel>("banner-project-text") == nullptr);
    }

    void pauseFreezesTheChartsAndCountsWhatComes()
    {
        Setup setup;
        setup.window.show();
        setup.window.openProject(m_sample);
        QVERIFY(!setup.find<QWidget>("pause-badge")->isVisible());
        setup.find<QAction>("pause")->trigger();
        QVERIFY(setup.window.axis().isPaused());
        setup.engine.source->current.requests += 3412;
        setup.engine.source->current.timeMs += 12'000;
        QCOMPARE(setup.window.axis().requestsSincePause(), std::uint64_t{3412});
        QVERIFY(setup.find<QWidget>("pause-badge")->isVisible());
        QTest::mouseClick(setup.find<QPushButton>("resume"), Qt::LeftButton);
        QVERIFY(!setup.window.axis().isPaused() && !setup.find<QWidget>("pause-badge")->isVisible());
    }

    void keysReachTheirActionsAndLeaveButtonsAlone()
    {
        Setup setup;
        setup.window.show();
        setup.window.openProject(m_sample);
        QVERIFY(QTest::qWaitForWindowActive(&setup.window));
        setup.find<QWidget>("dashboard")->setFocus();
        QTest::keyClick(&setup.window, Qt::Key_Space);
        QVERIFY(setup.window.axis().isPaused());
        auto *resume = setup.find<QPushButton>("resume");
        resume->setFocus();
        QTest::keyClick(resume, Qt::Key_Space); // presses the button instead of pausing again
        QVERIFY(!setup.window.axis().isPaused());
        QTest::keyClick(&setup.window, Qt::Key_3, Qt::ControlModifier);
        QVERIFY(setup.find<QWidget>("settings")->isVisible());
        QTest::keyClick(&setup.window, Qt::Key_1, Qt::ControlModifier);
        QVERIFY(setup.find<QWidget>("dashboard")->isVisible());
    }

    void thePaletteFindsEveryAction()
    {
        Setup setup;
        ui::CommandPalette palette(setup.window.allActions(), &setup.window);
        for (const QAction *action : setup.window.allActions()) {
            QString title = action->text();
            title.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
            QCOMPARE(palette.shown().contains(title), action->isEnabled());
        }
        palette.findChild<QLineEdit *>(QStringLiteral("palette-search"))->setText(QStringLiteral("mdchs"));
        QVERIFY(palette.shown().contains(QStringLiteral("Mode: chaos")));
        QVERIFY(!palette.shown().contains(QStringLiteral("Quit")));
    }

    void everyInteractiveWidgetHasAName_data()
    {
        QTest::addColumn<int>("theme");
        QTest::newRow("light") << static_cast<int>(ui::Theme::Choice::Light);
        QTest::newRow("dark") << static_cast<int>(ui::Theme::Choice::Dark);
    }

    void everyInteractiveWidgetHasAName()
    {
        QFETCH(int, theme);
        ui::Theme::instance().setChoice(static_cast<ui::Theme::Choice>(theme));
        Setup setup;
        setup.engine.addAll(control::EndpointState::Running);
        setup.window.show();
        setup.window.openProject(m_sample);
        for (int page = 0; page < 3; ++page) {
            setup.window.showPage(page);
            for (const QWidget *widget : setup.window.findChildren<QWidget *>()) {
                const bool interactive = qobject_cast<const QAbstractButton *>(widget) ||
                                         qobject_cast<const QComboBox *>(widget) ||
                                         qobject_cast<const QLineEdit *>(widget) ||
                                         qobject_cast<const QAbstractItemView *>(widget);
                if (!interactive || !widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
                    continue;
                const auto *button = qobject_cast<const QAbstractButton *>(widget);
                const bool named =
                    !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
                QVERIFY2(named, qPrintable(QString::fromLatin1(widget->metaObject()->className()) +
                                           QLatin1Char(' ') + widget->objectName()));
            }
        }
        QCOMPARE(ui::Theme::instance().colors().dark, theme == static_cast<int>(ui::Theme::Choice::Dark));
        const QColor ground =
            setup.window.grab().toImage().pixelColor(setup.window.width() - 4, setup.window.height() - 4);
        QCOMPARE(ground.lightness() < 128, theme == static_cast<int>(ui::Theme::Choice::Dark));
    }

    void theSessionIsRemembered()
    {
        {
            Setup setup;
            setup.window.openProject(m_sample);
            auto *windows = setup.find<QComboBox>("windows");
            windows->setCurrentIndex(3);
            Q_EMIT windows->activated(3);
            setup.window.resize(800,
                                600); // fits the offscreen screen, to which Qt 6.8 confines a restored window
            setup.window.close();
        }
        Setup again;
        QCOMPARE(again.settings.lastProject(), m_sample);
        QCOMPARE(again.settings.recentProjects(), QStringList{m_sample});
        QCOMPARE(again.window.size(), QSize(800, 600));
        QCOMPARE(again.find<QComboBox>("windows")->currentIndex(), 3);
        QCOMPARE(again.window.axis().window(), metrics::Window::OneHour);
    }

    void settingsThatMakeNoSenseAreTheDefault()
    {
        QSettings raw(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("mockforge"),
                      QStringLiteral("desktop"));
        raw.setValue(QStringLiteral("refresh_ms"), -7);
        raw.setValue(QStringLiteral("window"), 99);
        raw.setValue(QStringLiteral("theme"), QStringLiteral("pink"));
        raw.sync();
        const ui::AppSettings settings;
        QCOMPARE(settings.refreshMs(), 250);
        QCOMPARE(settings.window(), 1);
        QCOMPARE(settings.theme(), ui::Theme::Choice::System);
    }

    void theWindowFitsSmallScreens()
    {
        Setup setup(m_sample);
        setup.window.openSample();
        setup.window.resize(1024, 640);
        setup.window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&setup.window));
        QCOMPARE(setup.window.size(), QSize(1024, 640));
    }

    void modelsKeepTheirContract()
    {
        ui::RoutesModel routes;
        const QAbstractItemModelTester routesTester(&routes,
                                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<metrics::RouteRow> rows(5);
        routes.setRows(rows);
        rows.resize(2);
        routes.setRows(rows);
        rows.resize(9);
        routes.setRows(rows);
        QCOMPARE(routes.rowCount(), 9);
        ui::EventsModel events;
        const QAbstractItemModelTester eventsTester(&events,
                                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int i = 0; i < 600; ++i)
            events.add({i, control::Event::Kind::Note, "event", "detail"});
        QCOMPARE(events.rowCount(), 500);
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
