// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The program on the desktop: sessions that crashed, notifications, the tray, closing, files that are
// dropped.

#include "fakeengine.h"
#include "ui/presence/notifier.h"
#include "ui/presence/tray.h"
#include "ui/settings/appsettings.h"
#include "ui/settings/session.h"
#include "ui/shell/mainwindow.h"

#include <QAction>
#include <QCheckBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace mockforge;
using test::FakeDemo;
using test::FakeEngine;

class TestPresence : public QObject
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
        Setup()
            : window(engine, settings, demo, [] { return QString(); })
        {}
        bool called(const std::string &call) const
        {
            return std::find(engine.calls.begin(), engine.calls.end(), call) != engine.calls.end();
        }
        template <typename Widget>
        Widget *find(const char *name)
        {
            return window.findChild<Widget *>(QString::fromLatin1(name));
        }
    };

    QString sessions() const { return m_home.filePath(QStringLiteral("sessions")); }

    /// Leaves a session behind whose process is gone, as a crash does.
    void leaveSession(const QString &project, const QString &scenario)
    {
        ui::Session session(sessions());
        session.save({project, scenario});
        const QStringList files = QDir(sessions()).entryList({QStringLiteral("*.json")});
        QCOMPARE(files.size(), 1);
        QVERIFY(QFile::copy(sessions() + QLatin1Char('/') + files.first(),
                            sessions() + QStringLiteral("/crashed.json")));
        // A lock of a process that is not there any more.
        QFile lock(sessions() + QStringLiteral("/crashed.json.lock"));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write("4194000\nmockforge-desktop\n");
    }

    static control::Event error(const char *text)
    {
        return {0, control::Event::Kind::Error, text, "what to do"};
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
    void cleanup() { QDir(sessions()).removeRecursively(); }

    void aSessionThatEndedLeavesNothing()
    {
        {
            ui::Session session(sessions());
            session.save({m_project, QStringLiteral("chaos")});
            QCOMPARE(QDir(sessions()).entryList({QStringLiteral("*.json")}).size(), 1);
        }
        QCOMPARE(QDir(sessions()).entryList(QDir::Files), QStringList());
        QVERIFY(!ui::Session(sessions()).takeCrashed());
    }

    void aSessionThatCrashedIsFoundOnce()
    {
        leaveSession(m_project, QStringLiteral("degraded"));
        ui::Session next(sessions());
        const auto found = next.takeCrashed();
        QVERIFY(found);
        QCOMPARE(found->project, m_project);
        QCOMPARE(found->scenario, QStringLiteral("degraded"));
        QVERIFY(!next.takeCrashed());
    }

    void theSessionOfAnotherWindowIsLeftAlone()
    {
        ui::Session other(sessions());
        other.save({m_project, QStringLiteral("healthy")});
        ui::Session own(sessions());
        QVERIFY(!own.takeCrashed());
        QCOMPARE(QDir(sessions()).entryList({QStringLiteral("*.json")}).size(), 1);
    }

    void aProjectThatIsGoneIsNotRecovered()
    {
        leaveSession(m_home.filePath(QStringLiteral("gone.yaml")), QStringLiteral("healthy"));
        QVERIFY(!ui::Session(sessions()).takeCrashed());
    }

    void recoveringOpensWithoutStartingAndOffersTo()
    {
        Setup setup;
        setup.window.show();
        setup.window.recover(m_project, QStringLiteral("chaos"));
        QVERIFY(setup.called("open " + m_project.toStdString()));
        QVERIFY(!setup.called("start all"));
        QCOMPARE(setup.engine.current.mode, control::Mode::Chaos);
        QTRY_VERIFY(setup.find<QLabel>("banner-recovered-text")->isVisible());
        QTest::mouseClick(setup.find<QPushButton>("banner-recovered-start"), Qt::LeftButton);
        QVERIFY(setup.called("start all"));
        QTRY_VERIFY(setup.find<QLabel>("banner-recovered-text") == nullptr);
    }

    void theBannerGoesWhenSomethingRuns()
    {
        Setup setup;
        setup.window.recover(m_project, QStringLiteral("healthy"));
        setup.engine.addHttp(control::EndpointState::Running);
        Q_EMIT setup.engine.endpointsChanged();
        QTRY_VERIFY(setup.find<QLabel>("banner-recovered-text") == nullptr);
    }

    void errorsNotifyOnlyWhoIsNotLooking()
    {
        FakeEngine engine;
        bool focused = true;
        QStringList shown;
        ui::Notifier notifier(
            engine, [&] { return focused; },
            [&](const QString &title, const QString &text) { shown << title + QLatin1Char('|') + text; });
        Q_EMIT engine.eventAdded(error("seen"));
        QVERIFY(shown.isEmpty());
        focused = false;
        Q_EMIT engine.eventAdded({0, control::Event::Kind::Reload, "reloaded", ""});
        QVERIFY(shown.isEmpty());
        Q_EMIT engine.eventAdded(error("broken"));
        QCOMPARE(shown, QStringList{QStringLiteral("broken|what to do")});
        Q_EMIT engine.eventAdded(error("again"));
        QCOMPARE(shown.size(), 1); // quiet after one
    }

    void theTrayIsOptIn()
    {
        Setup setup;
        QVERIFY(!setup.settings.tray());
        QSignalSpy wanted(&setup.window, &ui::MainWindow::trayWanted);
        setup.find<QCheckBox>("setting-tray")->click();
        QVERIFY(setup.settings.tray());
        QCOMPARE(wanted.size(), 1);
    }

    void theTraysMenuActsAndItsTipTells()
    {
        Setup setup;
        ui::Tray tray(setup.engine, setup.settings, setup.window);
        setup.engine.addHttp(control::EndpointState::Running);
        setup.window.openProject(m_project);
        QStringList names;
        for (QAction *action : tray.menu().actions())
            names << action->objectName();
        QVERIFY(names.contains(QStringLiteral("tray-window")) && names.contains(QStringLiteral("quit")));
        for (QAction *action : tray.menu().actions()) {
            if (action->objectName() == QLatin1String("mode-3"))
                action->trigger();
        }
        QCOMPARE(setup.engine.current.mode, control::Mode::Chaos);
        QVERIFY2(tray.toolTip().contains(QStringLiteral("1 of 1")) &&
                     tray.toolTip().contains(QStringLiteral("chaos")),
                 qPrintable(tray.toolTip()));
        // No tray on this platform: nothing is shown, and closing ends the program as ever.
        QVERIFY(!tray.isShown());
    }

    void closingHidesOnlyWithTheTrayAndQuittingAlwaysEnds()
    {
        Setup setup;
        setup.window.openProject(m_project);
        setup.window.show();
        setup.window.setHidesOnClose(true);
        setup.window.close();
        QVERIFY(!setup.window.isVisible() && !setup.called("stop all"));
        setup.window.comeForward();
        QVERIFY(setup.window.isVisible());
        setup.window.setHidesOnClose(false);
        setup.window.close();
        QVERIFY(setup.called("stop all"));

        Setup other;
        other.window.show();
        other.window.setHidesOnClose(true);
        other.window.findChild<QAction *>(QStringLiteral("quit"))->trigger();
        QVERIFY(other.called("stop all"));
    }

    void aFileMayBeDroppedOnAnyControl()
    {
        Setup setup;
        setup.window.show();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(m_project)});
        auto *target = setup.find<QPushButton>("try-sample");
        const auto dropThere = [&] {
            QDragEnterEvent enter(QPoint(2, 2), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(target, &enter);
            QDropEvent drop(QPointF(2, 2), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(target, &drop);
            return enter.isAccepted();
        };
        QVERIFY(dropThere());
        QVERIFY(setup.called("open " + m_project.toStdString()));
        setup.engine.calls.clear();
        data.setUrls({QUrl::fromLocalFile(m_home.path())}); // a folder stands for its project
        QVERIFY(dropThere());
        QVERIFY(setup.called("open " + m_project.toStdString()));
        // A line edit takes drops itself, of text: a file goes to the window all the same.
        setup.engine.calls.clear();
        auto *line = new QLineEdit(&setup.window);
        line->show();
        QDragEnterEvent enter(QPoint(2, 2), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(line, &enter);
        QDropEvent drop(QPointF(2, 2), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(line, &drop);
        QVERIFY(setup.called("open " + m_project.toStdString()) && line->text().isEmpty());
    }
};

QTEST_MAIN(TestPresence)
#include "tst_presence.moc"
