// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/watcher.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace mockforge;

namespace {

constexpr int kDeadlineMs = 5000;

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

class TestWatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSaveIsOneSignal()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("a.yaml"));
        write(file, "one");
        project::FileWatcher watcher;
        watcher.watch({file.toStdString()});
        QSignalSpy spy(&watcher, &project::FileWatcher::changed);
        write(file, "two two");
        QTRY_COMPARE_WITH_TIMEOUT(spy.count(), 1, kDeadlineMs);
    }

    void aRenameOntoTheFileIsSeenEachTime()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("a.yaml"));
        const QString fresh = folder.filePath(QStringLiteral("new"));
        write(file, "one");
        project::FileWatcher watcher;
        watcher.watch({file.toStdString()});
        QSignalSpy spy(&watcher, &project::FileWatcher::changed);
        for (int round = 1; round <= 3; ++round) {
            write(fresh, QByteArray(round * 7, 'x'));
            QVERIFY(::rename(fresh.toUtf8().constData(), file.toUtf8().constData()) == 0);
            QTRY_COMPARE_WITH_TIMEOUT(spy.count(), round, kDeadlineMs);
        }
    }

    void aFileThatWasGoneForAWhileIsSeenWhenItIsBack()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("a.yaml"));
        write(file, "one");
        project::FileWatcher watcher;
        watcher.watch({file.toStdString()});
        QSignalSpy spy(&watcher, &project::FileWatcher::changed);
        QVERIFY(QFile::remove(file));
        write(file, "back again");
        QTRY_COMPARE_WITH_TIMEOUT(spy.count(), 1, kDeadlineMs);
        write(file, "and changed once more");
        QTRY_COMPARE_WITH_TIMEOUT(spy.count(), 2, kDeadlineMs);
    }

    void filesNoLongerWatchedAreSilent()
    {
        QTemporaryDir folder;
        const QString first = folder.filePath(QStringLiteral("a"));
        const QString second = folder.filePath(QStringLiteral("b"));
        write(first, "one");
        write(second, "one");
        project::FileWatcher watcher;
        watcher.watch({first.toStdString()});
        watcher.watch({second.toStdString()});
        QSignalSpy spy(&watcher, &project::FileWatcher::changed);
        write(first, "changed");
        write(second, "changed too");
        QTRY_COMPARE_WITH_TIMEOUT(spy.count(), 1, kDeadlineMs);
    }
};

QTEST_GUILESS_MAIN(TestWatcher)
#include "tst_watcher.moc"
