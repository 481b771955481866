// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The window in other languages: every page in a pseudo-language that lengthens and brackets all texts, so
// that a text that goes through no translation is seen, and one that has no room; in German; from right to
// left.

#include "fakeengine.h"
#include "ui/charts/timeaxis.h"
#include "ui/presence/tray.h"
#include "ui/settings/appsettings.h"
#include "ui/settings/language.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/palette.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace mockforge;
using test::FakeDemo;
using test::FakeEngine;

class TestLanguages : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;
    QString m_project;

    struct Setup
    {
        FakeEngine engine;
        FakeDemo demo;
        ui::AppSettings settings;
        ui::MainWindow window;
        ui::Tray tray;
        Setup()
            : window(engine, settings, demo, [] { return QString(); })
            , tray(engine, settings, window)
        {}
        /// Something of everything that the chaos page can show, under names that need no translation.
        void addChaos()
        {
            using State = control::ChaosRuleStatus::State;
            int rules = 0;
            for (const State state : {State::Active, State::Off, State::Waiting, State::Expired}) {
                control::ChaosRuleStatus rule;
                rule.name = "error " + std::to_string(++rules);
                rule.fault = "default";
                rule.definition = R"({"fault": "default"})";
                rule.state = state;
                rule.matched = 1200;
                rule.fired = 600;
                rule.lastFiredMs = 1;
                engine.lab.current.rules.push_back(rule);
            }
            engine.lab.current.enabled = true;
            engine.lab.presetList = {{"default", "", "scenario", "{}", true},
                                     {"error", "", "network", "{}", false},
                                     {"chaos", "", "user", "{}", false}};
            control::ChaosTimeline timeline;
            timeline.name = "default";
            timeline.group = "user";
            timeline.definition = "{}";
            timeline.stages = {{"healthy", 30'000, "", "", ""}, {"error", 10'000, "error", "", ""}};
            engine.lab.timelineList = {timeline};
        }
        /// Shows a page of the window: 0 is the start page, the others need a project.
        void show(int page, const QString &project)
        {
            engine.addAll(control::EndpointState::Running);
            addChaos();
            window.resize(1280, 800);
            if (page > 0) {
                window.openProject(project);
                window.showPage(page - 1);
            }
            window.show();
            QCoreApplication::processEvents();
        }
    };

    class Pseudo
    {
    public:
        Pseudo()
        {
            if (!m_translator.load(QStringLiteral(MOCKFORGE_PSEUDO)) ||
                !QCoreApplication::installTranslator(&m_translator))
                qFatal("the pseudo-language is missing");
        }
        ~Pseudo() { QCoreApplication::removeTranslator(&m_translator); }

    private:
        QTranslator m_translator;
    };

    /// Whether a text needs no translation: no letters, names of protocols, modes and percentiles, what the
    /// engine and the project say, what Qt says itself.
    static bool isNeutral(const QString &text)
    {
        static const QSet<QString> names{
            QStringLiteral("MockForge"), QStringLiteral("HTTP"),      QStringLiteral("HTTPS"),
            QStringLiteral("gRPC"),      QStringLiteral("WebSocket"), QStringLiteral("GraphQL"),
            QStringLiteral("p50"),       QStringLiteral("p90"),       QStringLiteral("p99"),
            QStringLiteral("p50 / p99"), QStringLiteral("4xx"),       QStringLiteral("5xx"),
            QStringLiteral("Esc"),       QStringLiteral("healthy"),   QStringLiteral("degraded"),
            QStringLiteral("error"),     QStringLiteral("chaos"),     QStringLiteral("English"),
            QStringLiteral("Deutsch"),   QStringLiteral("default")};
        static const QRegularExpression key(QStringLiteral("^((Ctrl|Shift|Alt)\\+)*[A-Z0-9,]+$"));
        static const QRegularExpression data(
            QStringLiteral("^[<>–/\\d.,\\s]*(ms|µs|s|min|h|%|k|M)?$|://|\\.yaml"),
            QRegularExpression::UseUnicodePropertiesOption);
        // A name with its number, as legends and the protocols' buttons have it.
        static const QRegularExpression number(QStringLiteral("\\s+[–\\d.,]+$"));
        const QString stripped = text.trimmed().remove(number).remove(QStringLiteral("✓ "));
        return stripped.isEmpty() || !stripped.contains(QRegularExpression(QStringLiteral("\\p{L}"))) ||
               names.contains(stripped) || key.match(stripped).hasMatch() || data.match(stripped).hasMatch();
    }

    /// Every text that a user may meet on this widget.
    static QStringList textsOf(const QWidget *widget)
    {
        QStringList texts{widget->toolTip(), widget->accessibleName()};
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            texts << label->text();
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            texts << button->text();
        if (const auto *box = qobject_cast<const QComboBox *>(widget)) {
            for (int i = 0; i < box->count(); ++i)
                texts << box->itemText(i);
        }
        if (const auto *header = qobject_cast<const QHeaderView *>(widget); header && header->model()) {
            for (int i = 0; i < header->count(); ++i)
                texts << header->model()->headerData(i, header->orientation()).toString();
        }
        if (const auto *menu = qobject_cast<const QMenu *>(widget)) {
            texts << menu->title();
            for (const QAction *action : menu->actions())
                texts << action->text();
        }
        return texts;
    }

    /// Scroll bars, line edits' buttons and spin boxes are Qt's own, whose texts Qt translates.
    static bool isQtsOwn(const QWidget *widget)
    {
        return widget->objectName().startsWith(QLatin1String("qt_")) || widget->inherits("QScrollBar") ||
               widget->inherits("QToolBarExtension");
    }

    static QStringList clippedIn(const QWidget &window)
    {
        QStringList clipped;
        for (const QWidget *widget : window.findChildren<QWidget *>()) {
            if (!widget->isVisible() || isQtsOwn(widget))
                continue;
            const auto *label = qobject_cast<const QLabel *>(widget);
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            if ((!label || label->text().isEmpty()) && (!button || button->text().isEmpty()))
                continue;
            for (const QWidget *other :
                 widget->parentWidget()->findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
                if (label && other != widget && other->isVisible() &&
                    qobject_cast<const QAbstractButton *>(other) &&
                    other->geometry().intersects(widget->geometry()))
                    clipped << label->text() + QStringLiteral(": under ") + other->objectName();
            }
            if (label && label->wordWrap()) {
                if (label->heightForWidth(label->width()) > label->height() + 1)
                    clipped << label->text() + QStringLiteral(": cut at the bottom");
                continue;
            }
            const QString text = label ? label->text() : button->text();
            if (widget->minimumSizeHint().width() > widget->width() + 1)
                clipped << QStringLiteral("%1 (%2): %3 of %4 px")
                               .arg(text, widget->objectName())
                               .arg(widget->width())
                               .arg(widget->minimumSizeHint().width());
        }
        return clipped;
    }

    static void addPages()
    {
        QTest::addColumn<int>("page");
        QTest::newRow("start page") << 0;
        QTest::newRow("dashboard") << 1;
        QTest::newRow("chaos") << 2;
        QTest::newRow("settings") << 3;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_home.isValid());
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
        m_project = m_home.filePath(QStringLiteral("mockforge.yaml"));
        QFile file(m_project);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("routes: []\n");
    }

    void init() { QFile::remove(m_home.filePath(QStringLiteral("mockforge/desktop.ini"))); }

    void everyTextIsTranslated_data() { addPages(); }
    void everyTextIsTranslated()
    {
        QFETCH(int, page);
        const Pseudo pseudo;
        Setup setup;
        setup.show(page, m_project);
        QSet<QString> plain;
        QList<QWidget *> widgets = setup.window.findChildren<QWidget *>();
        widgets << &setup.tray.menu();
        for (const QWidget *widget : std::as_const(widgets)) {
            if (isQtsOwn(widget))
                continue;
            for (const QString &text : textsOf(widget)) {
                if (!isNeutral(text) && !text.contains(QLatin1Char('[')))
                    plain << text + QStringLiteral(" (") + widget->objectName() + QLatin1Char(')');
            }
        }
        for (const QAction *action : setup.window.allActions()) {
            if (!isNeutral(action->text()) && !action->text().contains(QLatin1Char('[')))
                plain << action->text();
        }
        QVERIFY2(plain.isEmpty(), qPrintable(plain.values().join(QStringLiteral("\n"))));
    }

    void longerTextsHaveRoom_data() { addPages(); }
    void longerTextsHaveRoom()
    {
        QFETCH(int, page);
        const Pseudo pseudo;
        Setup setup;
        setup.show(page, m_project);
        QTRY_VERIFY2(clippedIn(setup.window).isEmpty(), qPrintable(clippedIn(setup.window).join(u'\n')));
    }

    void fromRightToLeftNothingIsClippedAndTheSideBarIsOnTheRight_data() { addPages(); }
    void fromRightToLeftNothingIsClippedAndTheSideBarIsOnTheRight()
    {
        QFETCH(int, page);
        QApplication::setLayoutDirection(Qt::RightToLeft);
        const auto back = qScopeGuard([] { QApplication::setLayoutDirection(Qt::LeftToRight); });
        {
            Setup setup;
            setup.show(page, m_project);
            QTRY_VERIFY2(clippedIn(setup.window).isEmpty(), qPrintable(clippedIn(setup.window).join(u'\n')));
            const auto *sidebar = setup.window.findChild<QWidget *>(QStringLiteral("sidebar"));
            QVERIFY(sidebar && sidebar->geometry().center().x() > setup.window.width() / 2);
        }
    }

    void inGerman_data() { addPages(); }
    void inGerman()
    {
        QFETCH(int, page);
        const QLocale before;
        QCOMPARE(ui::installLanguage(QStringLiteral("de")), QStringLiteral("de"));
        {
            Setup setup;
            setup.show(page, m_project);
            QCOMPARE(setup.window.findChild<QAction *>(QStringLiteral("quit"))->text(),
                     QStringLiteral("&Beenden"));
            QTRY_VERIFY2(clippedIn(setup.window).isEmpty(), qPrintable(clippedIn(setup.window).join(u'\n')));
            QCOMPARE(QLocale().toString(1.5, 'f', 1), QStringLiteral("1,5"));
            const QString folder = qEnvironmentVariable("MOCKFORGE_PICTURES");
            if (!folder.isEmpty())
                QVERIFY(setup.window.grab().save(folder + QStringLiteral("/de-%1.png").arg(page)));
        }
        for (QTranslator *translator : QCoreApplication::instance()->findChildren<QTranslator *>())
            delete translator;
        QLocale::setDefault(before);
    }

    void theLanguageFollowsTheSystemAndTheSetting()
    {
        const QLocale before;
        // What the system wants is not in this test's hands; what is unknown is as if nothing were set.
        QCOMPARE(ui::installLanguage(QStringLiteral("xx")), ui::installLanguage(QString()));
        QCOMPARE(ui::installLanguage(QStringLiteral("en")), QStringLiteral("en"));
        for (QTranslator *translator : QCoreApplication::instance()->findChildren<QTranslator *>())
            delete translator;
        QLocale::setDefault(before);
        Setup setup;
        auto *box = setup.window.findChild<QComboBox *>(QStringLiteral("setting-language"));
        QCOMPARE(box->currentData().toString(), QString());
        box->setCurrentIndex(box->findData(QStringLiteral("de")));
        QCOMPARE(setup.settings.language(), QStringLiteral("de"));
    }
};

QTEST_MAIN(TestLanguages)
#include "tst_languages.moc"
