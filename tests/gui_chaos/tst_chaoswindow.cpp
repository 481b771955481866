// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The chaos lab in the window, with the real engine: what is switched, added, edited and stopped there acts
// on a client's real requests, and what happens is counted, marked and listed.

#include "app/demo/demotraffic.h"
#include "metrics/query/source.h"
#include "server/engine/supervisor.h"
#include "ui/chaos/chaospage.h"
#include "ui/chaos/decisionlog.h"
#include "ui/chaos/decisionsmodel.h"
#include "ui/chaos/delaypreview.h"
#include "ui/chaos/presetscard.h"
#include "ui/chaos/ruleeditor.h"
#include "ui/chaos/timelinestrip.h"
#include "ui/charts/plotview.h"
#include "ui/charts/timeaxis.h"
#include "ui/charts/timeserieschart.h"
#include "ui/presence/tray.h"
#include "ui/settings/appsettings.h"
#include "ui/shell/mainwindow.h"

#include <QAbstractItemModelTester>
#include <QAbstractSpinBox>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <limits>

using namespace mockforge;

namespace {

constexpr int kDeadlineMs = 10'000;

/// JSON, written with single quotes: moc loses its way in raw strings.
std::string json(const char *text)
{
    std::string made = text;
    std::replace(made.begin(), made.end(), '\'', '"');
    return made;
}

constexpr const char *kRule = "  - {name: down, fault: {abort: {status: 503}}}\n";

} // namespace

class TestChaosWindow : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;

    struct Setup
    {
        engine::Supervisor engine;
        demo::DemoTraffic demo{engine};
        ui::AppSettings settings;
        ui::MainWindow window{engine, settings, demo, [] {
                                  return QString();
                              }};
        QNetworkAccessManager client;

        template <typename Widget>
        Widget *find(const QString &name)
        {
            return window.findChild<Widget *>(name);
        }
        int status(const char *path = "/ok")
        {
            std::string url;
            for (const control::EndpointStatus &endpoint : engine.endpoints()) {
                if (endpoint.id == "http")
                    url = endpoint.url() + path;
            }
            QNetworkReply *reply = client.get(QNetworkRequest(QUrl(QString::fromStdString(url))));
            QSignalSpy finished(reply, &QNetworkReply::finished);
            if (!finished.wait(kDeadlineMs))
                return 0;
            reply->deleteLater();
            return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        }
        control::ChaosRuleStatus rule(const std::string &name)
        {
            for (const control::ChaosRuleStatus &each : engine.chaos().chaosStatus().rules) {
                if (each.name == name)
                    return each;
            }
            return {};
        }
    };

    QString project(const QByteArray &rules, bool enabled = true) const
    {
        const QString path = m_home.filePath(QStringLiteral("mockforge.yaml"));
        QFile file(path);
        if (file.open(QIODevice::WriteOnly)) {
            file.write("seed: 1\nhttp: {port: 0}\nadmin: {port: 0}\nobservability:\n  prometheus: {port: 0}\n"
                       "  chaos:\n    enabled: " +
                       QByteArray(enabled ? "true" : "false") + "\n    rules:\n" +
                       (rules.isEmpty() ? QByteArray("      []\n")
                                        : "    " + QByteArray(rules).replace("\n  ", "\n      ")) +
                       "routes:\n  - {id: ok, path: /ok, response: {body: ok}}\n"
                       "  - {id: other, path: /other, response: {body: other}}\n");
        }
        return path;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
        qputenv("XDG_DATA_HOME", m_home.path().toUtf8()); // the user's own presets and timelines
    }

    void theSwitchesActOnTraffic()
    {
        Setup setup;
        setup.window.show();
        QVERIFY(setup.window.openProject(project(kRule, false)));
        QCOMPARE(setup.status(), 200);
        auto *pill = setup.find<QPushButton>(QStringLiteral("chaos-pill"));
        QTRY_COMPARE(pill->text(), QStringLiteral("⚡ Chaos: off"));
        QTest::mouseClick(pill, Qt::LeftButton);
        QCOMPARE(setup.status(), 503);
        QTRY_COMPARE(pill->text(), QStringLiteral("⚡ Chaos: on (1)"));
        QTRY_VERIFY(
            setup.find<QPushButton>(QStringLiteral("page-chaos"))->text().endsWith(QStringLiteral("●1")));
        QTRY_VERIFY(setup.find<QLabel>(QStringLiteral("status-text"))
                        ->text()
                        .contains(QStringLiteral("chaos on (1)")));
        setup.window.showPage(1);
        auto *rule = setup.find<QCheckBox>(QStringLiteral("rule-switch-down"));
        QVERIFY(rule && rule->isChecked());
        rule->click();
        QCOMPARE(setup.status(), 200);
        QTRY_VERIFY(
            !setup.find<QPushButton>(QStringLiteral("page-chaos"))->text().contains(QStringLiteral("●")));
        rule->click();
        QCOMPARE(setup.status(), 503);
        auto *master = setup.find<QCheckBox>(QStringLiteral("chaos-master"));
        QTRY_VERIFY(master->isChecked());
        master->click();
        QCOMPARE(setup.status(), 200);
        setup.find<QAction>(QStringLiteral("chaos-switch"))->trigger();
        QCOMPARE(setup.status(), 503);
    }

    void stopAllChaosAlwaysWorks_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"page", "status line", "shortcut", "tray", "palette"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }

    void stopAllChaosAlwaysWorks()
    {
        QFETCH(QString, how);
        Setup setup;
        ui::Tray tray(setup.engine, setup.settings, setup.window);
        setup.window.show();
        QVERIFY(setup.window.openProject(project(kRule)));
        QVERIFY(setup.engine.setScenario(control::defaultScenario(control::Mode::Degraded)).ok());
        setup.window.showPage(1);
        QCOMPARE(setup.status(), 503);
        if (how == QLatin1String("page")) {
            QTest::mouseClick(setup.find<QPushButton>(QStringLiteral("chaos-stop-page")), Qt::LeftButton);
        } else if (how == QLatin1String("status line")) {
            QTest::mouseClick(setup.find<QToolButton>(QStringLiteral("status-stop-chaos")), Qt::LeftButton);
        } else if (how == QLatin1String("shortcut")) {
            // The editor of a rule is in front, and a line of text has the focus.
            setup.find<QPushButton>(QStringLiteral("chaos-add-rule"))->click();
            auto *editor = setup.find<ui::RuleEditor>(QStringLiteral("rule-editor"));
            QVERIFY(QTest::qWaitForWindowActive(editor));
            auto *name = editor->findChild<QLineEdit *>(QStringLiteral("rule-name"));
            name->setFocus();
            QTest::keyClick(name, Qt::Key_0, Qt::ControlModifier | Qt::ShiftModifier);
        } else {
            const QList<QAction *> actions =
                how == QLatin1String("tray") ? tray.menu().actions() : setup.window.allActions();
            const auto found = std::find_if(actions.begin(), actions.end(), [](const QAction *action) {
                return action->objectName() == QLatin1String("chaos-stop");
            });
            QVERIFY(found != actions.end() && (*found)->isEnabled());
            (*found)->trigger();
        }
        QVERIFY(!setup.engine.chaos().chaosStatus().enabled);
        QCOMPARE(setup.engine.scenario().mode, control::Mode::Healthy);
        QCOMPARE(setup.status(), 200);
    }

    void aHangingExchangeIsLetGo()
    {
        Setup setup;
        setup.window.show();
        QVERIFY(setup.window.openProject(project("  - {name: stuck, fault: hang}\n")));
        const std::string url = setup.engine.endpoints().front().url();
        std::string http;
        for (const control::EndpointStatus &endpoint : setup.engine.endpoints())
            http = endpoint.id == "http" ? endpoint.url() : http;
        QNetworkReply *reply = setup.client.get(QNetworkRequest(QUrl(QString::fromStdString(http + "/ok"))));
        const QSignalSpy finished(reply, &QNetworkReply::finished);
        QTRY_COMPARE_WITH_TIMEOUT(setup.rule("stuck").active, std::int64_t{1}, kDeadlineMs);
        QVERIFY(finished.isEmpty());
        setup.find<QAction>(QStringLiteral("chaos-stop"))->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kDeadlineMs);
        QTRY_COMPARE(setup.rule("stuck").active, std::int64_t{0});
        reply->deleteLater();
    }

    void aRuleIsMadeInTheEditor()
    {
        Setup setup;
        setup.window.show();
        QVERIFY(setup.window.openProject(project({})));
        setup.window.showPage(1);
        setup.find<QPushButton>(QStringLiteral("chaos-add-rule"))->click();
        auto *editor = setup.find<ui::RuleEditor>(QStringLiteral("rule-editor"));
        QVERIFY(editor);
        auto *fault = editor->findChild<QComboBox *>(QStringLiteral("rule-fault"));
        QVERIFY(fault->count() >= 20);
        fault->setCurrentIndex(fault->findData(QStringLiteral("abort")));
        editor->findChild<QLineEdit *>(QStringLiteral("rule-name"))->setText(QStringLiteral("teapot"));
        editor->findChild<QWidget *>(QStringLiteral("field-fault.abort.status"))
            ->findChild<QLineEdit *>()
            ->setText(QStringLiteral("418"));
        editor->findChild<QWidget *>(QStringLiteral("field-when.route"))
            ->findChild<QLineEdit *>()
            ->setText(QStringLiteral("ok"));
        editor->findChild<QWidget *>(QStringLiteral("field-every"))->findChild<QSpinBox *>()->setValue(2);
        QTest::mouseClick(editor->findChild<QPushButton *>(QStringLiteral("rule-save")), Qt::LeftButton);
        QCOMPARE(QString::fromStdString(setup.rule("teapot").definition),
                 QString::fromStdString(json(
                     "{'name':'teapot','when':{'route':'ok'},'fault':{'abort':{'status':418}},'every':2}")));
        QCOMPARE(setup.status(), 200);
        QCOMPARE(setup.status(), 418);
        QCOMPARE(setup.status("/other"), 200);
        QTRY_VERIFY(setup.find<QCheckBox>(QStringLiteral("rule-switch-teapot")));
        // And changed: its name too.
        setup.find<QToolButton>(QStringLiteral("rule-edit-teapot"))->click();
        editor = nullptr;
        for (auto *each : setup.window.findChildren<ui::RuleEditor *>())
            editor = each->isVisible() ? each : editor;
        QVERIFY(editor);
        QCOMPARE(editor->rule().dump(), setup.rule("teapot").definition);
        editor->findChild<QLineEdit *>(QStringLiteral("rule-name"))->setText(QStringLiteral("kettle"));
        editor->findChild<QWidget *>(QStringLiteral("field-every"))->findChild<QSpinBox *>()->setValue(0);
        QTest::mouseClick(editor->findChild<QPushButton *>(QStringLiteral("rule-save")), Qt::LeftButton);
        QCOMPARE(setup.engine.chaos().chaosStatus().rules.size(), std::size_t{1});
        QCOMPARE(setup.status(), 418);
        QCOMPARE(setup.status(), 418);
        QTRY_VERIFY(setup.find<QToolButton>(QStringLiteral("rule-remove-kettle")));
        setup.find<QToolButton>(QStringLiteral("rule-remove-kettle"))->click();
        QCOMPARE(setup.status(), 200);
        QTRY_VERIFY(!setup.find<QCheckBox>(QStringLiteral("rule-switch-kettle")));
    }

    void mistakesStandBelowTheirField()
    {
        Setup setup;
        setup.window.show();
        QVERIFY(setup.window.openProject(project(kRule)));
        ui::RuleEditor *editor = new ui::RuleEditor(setup.engine.chaos(), &setup.window);
        editor->show();
        auto *fault = editor->findChild<QComboBox *>(QStringLiteral("rule-fault"));
        fault->setCurrentIndex(fault->findData(QStringLiteral("abort")));
        const auto error = [&](const char *key) {
            return editor->findChild<QLabel *>(QStringLiteral("error-") + QString::fromLatin1(key));
        };
        editor->findChild<QWidget *>(QStringLiteral("field-fault.abort.status"))
            ->findChild<QLineEdit *>()
            ->setText(QStringLiteral("99"));
        QTRY_VERIFY(error("fault.abort.status")->isVisible());
        editor->findChild<QWidget *>(QStringLiteral("field-when.headers"))
            ->findChild<QLineEdit *>()
            ->setText(QStringLiteral("nonsense"));
        QTRY_VERIFY(error("when.headers")->isVisible());
        editor->findChild<QWidget *>(QStringLiteral("field-when.source"))
            ->findChild<QLineEdit *>()
            ->setText(QStringLiteral("localhost"));
        editor->findChild<QWidget *>(QStringLiteral("field-burst.count"))
            ->findChild<QSpinBox *>()
            ->setValue(3);
        QTRY_VERIFY(error("burst.count")->isVisible());
        // What is wrong is not taken.
        QTest::mouseClick(editor->findChild<QPushButton *>(QStringLiteral("rule-save")), Qt::LeftButton);
        QVERIFY(editor->isVisible());
        QCOMPARE(setup.engine.chaos().chaosStatus().rules.size(), std::size_t{1});
        // Nor is a name that is taken.
        auto *other = new ui::RuleEditor(setup.engine.chaos(), &setup.window);
        other->show();
        other->findChild<QLineEdit *>(QStringLiteral("rule-name"))->setText(QStringLiteral("down"));
        QTest::mouseClick(other->findChild<QPushButton *>(QStringLiteral("rule-save")), Qt::LeftButton);
        QVERIFY(other->findChild<QLabel *>(QStringLiteral("rule-error"))
                    ->text()
                    .contains(QStringLiteral("down")));
        QCOMPARE(setup.rule("down").fault, std::string("abort"));
    }

    /// Every fault can be chosen, comes with what it needs, and what the fields say is what the engine takes
    /// and gives back.
    void everyFaultOfTheCatalogueCanBeMade()
    {
        Setup setup;
        QVERIFY(setup.window.openProject(project({})));
        for (const control::ChaosFault &fault : setup.engine.chaos().chaosCatalogue().faults) {
            auto *editor = new ui::RuleEditor(setup.engine.chaos(), &setup.window);
            editor->show();
            auto *box = editor->findChild<QComboBox *>(QStringLiteral("rule-fault"));
            box->setCurrentIndex(box->findData(QString::fromStdString(fault.name)));
            if (fault.name == "bad_headers") // wants one of two, which is not for the editor to choose
                editor->findChild<QWidget *>(QStringLiteral("field-fault.bad_headers.duplicate"))
                    ->findChild<QLineEdit *>()
                    ->setText(QStringLiteral("Date"));
            // Which field of which type is not for the editor to guess.
            if (auto *field = editor->findChild<QWidget *>(
                    QStringLiteral("field-fault.%1.field").arg(box->currentText())))
                field->findChild<QLineEdit *>()->setText(QStringLiteral("Query.product"));
            for (const QWidget *widget : editor->findChildren<QWidget *>()) {
                const bool interactive = qobject_cast<const QComboBox *>(widget) ||
                                         qobject_cast<const QAbstractSpinBox *>(widget) ||
                                         (qobject_cast<const QLineEdit *>(widget) &&
                                          widget->objectName() != QLatin1String("qt_spinbox_lineedit"));
                QVERIFY2(!interactive || !widget->accessibleName().isEmpty(),
                         qPrintable(QString::fromStdString(fault.name) + QLatin1Char(' ') +
                                    QString::fromLatin1(widget->metaObject()->className())));
            }
            const auto findings = setup.engine.chaos().checkChaosRule(editor->rule().dump());
            QVERIFY2(findings.empty(), (fault.name + ": " + editor->rule().dump() + " " +
                                        (findings.empty() ? "" : findings.front().message))
                                           .c_str());
            const std::string before = editor->rule().dump();
            QVERIFY(setup.engine.chaos().putChaosRule(before, "test").ok());
            auto *again = new ui::RuleEditor(setup.engine.chaos(), &setup.window);
            again->edit(setup.engine.chaos().chaosStatus().rules.back());
            QCOMPARE(QString::fromStdString(again->rule()["fault"].dump()),
                     QString::fromStdString(editor->rule()["fault"].dump()));
            delete editor;
            delete again;
        }
    }

    void aWholeRuleSurvivesTheEditor()
    {
        Setup setup;
        QVERIFY(setup.window.openProject(project({})));
        for (const std::string &definition :
             {json("{'name':'all','when':{'protocol':['http','graphql'],'method':['GET','POST'],'path':'/a/"
                   "{id}','source':'10.0.0.0/"
                   "8','headers':{'X-Tenant':{'regex':'^a'}},'body_size':{'min':'1KiB','max':'2MiB'},'"
                   "chunked':false},'fault':{'abort':{'status':[500,502],'body':'{\\'a\\': "
                   "1}','retry_after':'3s','order':'sequence','delay':{'wave':{'low':'10ms','high':'200ms','"
                   "period':'10s','shape':'square'},'jitter':0.1,'max':'1s'}}},'probability':0.35,'every':3,'"
                   "first':100,'after':5,'times':50,'burst':{'count':2,'interval':'1s'},'schedule':{'start':'"
                   "1s','on':'5s','off':'2m'},'time_to_live':'1h','max_active':7,'seed':9007199254740993}"),
              json("{'name':'p','fault':{'latency':{'delay':{'percentiles':{'p50':'20ms','p99.9':'1s'}}}}}"),
              json("{'name':'f','fault':{'latency':{'delay':'150ms'}}}"),
              json("{'name':'e','enabled':false,'fault':{'latency':{'delay':{'exponential':{'mean':'40ms'}}}}"
                   "}"),
              json("{'name':'h','fault':'hang'}")}) {
            QVERIFY2(setup.engine.chaos().checkChaosRule(definition).empty(), definition.c_str());
            const auto name = setup.engine.chaos().putChaosRule(definition, "test");
            QVERIFY(name.ok());
            ui::RuleEditor editor(setup.engine.chaos());
            editor.setAttribute(Qt::WA_DeleteOnClose, false);
            editor.edit(setup.rule(name.value()));
            QCOMPARE(QString::fromStdString(editor.rule().dump()), QString::fromStdString(definition));
        }
    }

    void thePreviewIsTheFaultsOwnDistribution()
    {
        Setup setup;
        const control::ChaosControl &chaos = setup.engine.chaos();
        ui::DelayPreview preview;
        preview.setSample(
            chaos.sampleChaosDelay(json("{'uniform': {'min': '100ms', 'max': '200ms'}}"), 4000).value());
        QVERIFY(std::abs(preview.percentile(0.5) - 150) < 5);
        QVERIFY(std::abs(preview.percentile(0.99) - 199) < 1);
        const auto wave =
            chaos.sampleChaosDelay(json("{'wave': {'low': '10ms', 'high': '110ms', 'period': '8s'}}"), 101)
                .value();
        QCOMPARE(wave.periodMs, 8000.0);
        QVERIFY(std::abs(wave.ms[0] - 10) < 0.5 && std::abs(wave.ms[50] - 110) < 0.5);
        QVERIFY(!chaos.sampleChaosDelay(json("{'uniform': {'min': '2s', 'max': '1s'}}"), 10).ok());
    }

    void countersAndLogFollowTheTraffic()
    {
        Setup setup;
        setup.window.show();
        QVERIFY(setup.window.openProject(
            project("  - {name: half, fault: {abort: {status: 500}}, every: 2}\n"
                    "  - {name: late, when: {route: other}, fault: {latency: {delay: 30ms}}}\n")));
        setup.window.showPage(1);
        for (int i = 0; i < 10; ++i)
            setup.status();
        QCOMPARE(setup.status("/other"), 200);
        auto *share = setup.find<QLabel>(QStringLiteral("rule-share-half"));
        QVERIFY(share);
        QTRY_VERIFY_WITH_TIMEOUT(share->text().contains(QStringLiteral("5 of 11")), kDeadlineMs);
        QVERIFY2(share->text().contains(QStringLiteral("configured 50")), qPrintable(share->text()));
        QVERIFY(setup.find<QLabel>(QStringLiteral("rule-fired-half"))
                    ->text()
                    .contains(QStringLiteral("last fired")));
        QVERIFY(!setup.find<ui::DelayPreview>(QStringLiteral("rule-preview-late"))->isEmpty());
        auto *table = setup.find<QTableView>(QStringLiteral("decisions"));
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 6, kDeadlineMs);
        const auto cell = [&](int row, int column) {
            return table->model()->index(row, column).data().toString();
        };
        QCOMPARE(cell(0, ui::DecisionsModel::Rule), QStringLiteral("half"));
        QCOMPARE(cell(0, ui::DecisionsModel::Fault), QStringLiteral("abort"));
        QCOMPARE(cell(0, ui::DecisionsModel::Drawn), QStringLiteral("500"));
        QCOMPARE(cell(1, ui::DecisionsModel::Number), QStringLiteral("3"));
        QVERIFY2(cell(5, ui::DecisionsModel::Drawn).startsWith(QStringLiteral("30")),
                 qPrintable(cell(5, ui::DecisionsModel::Drawn)));
        const QString file = m_home.filePath(QStringLiteral("run.jsonl"));
        QCOMPARE(setup.window.findChild<ui::DecisionLog *>()->exportTo(file), QString());
        QFile saved(file);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        const QByteArray lines = saved.readAll();
        QCOMPARE(lines.count('\n'), 6);
        QVERIFY(setup.engine.replayChaos(lines.toStdString()).ok());
        QVERIFY(
            !setup.window.findChild<ui::DecisionLog *>()->exportTo(QStringLiteral("/nowhere/x")).isEmpty());
        setup.find<QPushButton>(QStringLiteral("decisions-clear"))->click();
        QCOMPARE(table->model()->rowCount(), 0);
    }

    void theModelKeepsItsContract()
    {
        Setup setup;
        setup.window.show();
        QVERIFY(setup.window.openProject(project(kRule)));
        ui::DecisionsModel model(setup.engine.chaos());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int i = 0; i < 5; ++i) {
            setup.status();
            model.fetch();
        }
        QCOMPARE(model.rowCount(), 5);
        model.clear();
        model.fetch();
        QCOMPARE(model.rowCount(), 0);
    }

    void whatIsSwitchedIsMarkedOnTheCharts()
    {
        Setup setup;
        setup.window.show();
        QVERIFY(setup.window.openProject(project(kRule, false)));
        setup.find<QAction>(QStringLiteral("chaos-switch"))->trigger();
        const auto marks = [&] {
            return setup.engine.metricsSource()->annotations(0, std::numeric_limits<std::int64_t>::max());
        };
        const auto isOpen = [](const metrics::Annotation &mark) {
            return mark.kind == metrics::Annotation::Kind::Chaos && mark.endMs == -1;
        };
        const auto now = marks();
        QVERIFY(std::any_of(now.begin(), now.end(), isOpen));
        QVERIFY(std::any_of(now.begin(), now.end(), [](const auto &mark) {
            return mark.label == "chaos: down" && mark.detail.find("window") != std::string::npos;
        }));
        setup.find<QAction>(QStringLiteral("chaos-stop"))->trigger();
        const auto then = marks();
        QVERIFY(std::none_of(then.begin(), then.end(), isOpen));
    }

    void theBandEndsWithTheRule()
    {
        Setup setup;
        QVERIFY(setup.window.openProject(project({})));
        QVERIFY(setup.engine.chaos()
                    .putChaosRule(json("{'name':'brief','fault':'hang','time_to_live':'400ms'}"), "test")
                    .ok());
        const auto isOpen = [&] {
            const auto marks =
                setup.engine.metricsSource()->annotations(0, std::numeric_limits<std::int64_t>::max());
            return std::any_of(marks.begin(), marks.end(), [](const metrics::Annotation &mark) {
                return mark.kind == metrics::Annotation::Kind::Chaos && mark.endMs == -1;
            });
        };
        QVERIFY(isOpen());
        QTRY_VERIFY_WITH_TIMEOUT(!isOpen(), kDeadlineMs);
    }

    void aPresetIsPutInForceAndSaved()
    {
        Setup setup;
        setup.window.show();
        QVERIFY(setup.window.openProject(project(kRule)));
        setup.window.showPage(1);
        QCOMPARE(setup.status(), 503);
        setup.find<QCheckBox>(QStringLiteral("rule-switch-down"))->click();
        auto *slow = setup.find<QToolButton>(QStringLiteral("preset-slow_backend"));
        QVERIFY(slow && !slow->isChecked());
        slow->click();
        QVERIFY(setup.engine.chaos().chaosStatus().rules.size() > 1);
        QTRY_VERIFY(slow->isChecked() && slow->text().startsWith(QStringLiteral("✓")));
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(setup.status(), 200);
        QVERIFY2(clock.elapsed() >= 1750, qPrintable(QString::number(clock.elapsed())));
        slow->click();
        QCOMPARE(setup.engine.chaos().chaosStatus().rules.size(), std::size_t{1});
        setup.find<QCheckBox>(QStringLiteral("rule-switch-down"))->click();
        auto *card = setup.find<ui::PresetsCard>(QStringLiteral("presets"));
        QCOMPARE(card->saveAs(QStringLiteral("no shop")), QString());
        QTRY_VERIFY(setup.find<QToolButton>(QStringLiteral("preset-no shop")));
        setup.find<QToolButton>(QStringLiteral("rule-remove-down"))->click();
        QCOMPARE(setup.status(), 200);
        setup.find<QToolButton>(QStringLiteral("preset-no shop"))->click();
        QCOMPARE(setup.status(), 503);
        QVERIFY(!card->saveAs(QStringLiteral("slow_backend")).isEmpty()); // a name that is taken
        auto *remove = setup.find<QPushButton>(QStringLiteral("preset-delete"));
        QVERIFY(remove->isVisible() && remove->menu()->actions().size() == 1);
        remove->menu()->actions().front()->trigger();
        QTRY_VERIFY(!setup.find<QToolButton>(QStringLiteral("preset-no shop")));
    }

    void aTimelineIsStartedDraggedAndEnded()
    {
        Setup setup;
        setup.window.resize(1280, 900);
        setup.window.show();
        QVERIFY(setup.window.openProject(project({})));
        setup.window.showPage(1);
        QVERIFY(setup.engine.chaos()
                    .saveChaosTimeline(
                        json("{'name':'drill','stages':[{'name':'healthy','duration':'40s'},{'name':'outage',"
                             "'duration':'20s','rules':[{'name':'x','fault':{'abort':{}}}]}]}"),
                        "test")
                    .ok());
        auto *strip = setup.find<ui::TimelineStrip>(QStringLiteral("timeline-strip"));
        QTRY_COMPARE(setup.find<QComboBox>(QStringLiteral("timeline-choice"))->currentText(),
                     QStringLiteral("drill"));
        const auto length = [&](std::size_t stage) {
            return strip->endOf(stage) - strip->beginOf(stage);
        };
        QTRY_COMPARE(length(0), std::int64_t{40'000});
        const auto drag = [&](std::size_t stage, std::int64_t byMs) {
            const int y = strip->plotRect().center().y();
            const int from = strip->xOf(strip->endOf(stage));
            const int to = strip->xOf(strip->endOf(stage) + byMs);
            QTest::mousePress(strip, Qt::LeftButton, {}, {from, y});
            QTest::mouseMove(strip, {to, y});
            QTest::mouseRelease(strip, Qt::LeftButton, {}, {to, y});
        };
        drag(0, -39'500); // what is dragged before is for the start
        QVERIFY2(length(0) < 3000, qPrintable(QString::number(length(0))));
        strip->setFocus();
        QTest::keyClick(strip, Qt::Key_Right);
        QTest::keyClick(strip, Qt::Key_Plus);
        QCOMPARE(length(1), std::int64_t{21'000});
        setup.find<QPushButton>(QStringLiteral("timeline-start"))->click();
        QVERIFY(setup.engine.chaos().chaosRun().running);
        QTRY_COMPARE_WITH_TIMEOUT(setup.engine.chaos().chaosRun().stage, std::size_t{1}, kDeadlineMs);
        QCOMPARE(setup.status(), 503);
        QTRY_COMPARE(length(1), std::int64_t{21'000});
        // The chart above has room for what is to come, and shows each time at the same place.
        const auto &plot =
            setup.window.findChild<ui::ChaosPage *>()->findChild<ui::TimeSeriesChart *>()->plot();
        for (const std::int64_t time : {strip->beginOf(1), strip->endOf(1)})
            QTRY_VERIFY(std::abs(plot.mapToGlobal(QPoint(plot.xOf(time), 0)).x() -
                                 strip->mapToGlobal(QPoint(strip->xOf(time), 0)).x()) <= 1);
        QVERIFY(plot.range().toMs > strip->endOf(1));
        // While it runs, a change is in force at once.
        drag(1, 15'000);
        const std::int64_t changed = setup.engine.chaos().chaosRun().timeline.stages[1].durationMs;
        QVERIFY2(changed > 30'000 && changed < 42'000, qPrintable(QString::number(changed)));
        setup.find<QPushButton>(QStringLiteral("timeline-start"))->click();
        QVERIFY(!setup.engine.chaos().chaosRun().running);
        QCOMPARE(setup.status(), 200);
        QTRY_VERIFY(plot.range().toMs < strip->endOf(1));
        // What is saved has kept its durations.
        QCOMPARE(setup.engine.chaos().chaosTimelines().front().stages[0].durationMs, std::int64_t{40'000});
        QTRY_VERIFY(setup.find<QPushButton>(QStringLiteral("timeline-delete"))->isVisible());
        setup.find<QPushButton>(QStringLiteral("timeline-delete"))->click();
        QVERIFY(setup.engine.chaos().chaosTimelines().empty());
    }
};

QTEST_MAIN(TestChaosWindow)
#include "tst_chaoswindow.moc"
