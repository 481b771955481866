// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/watcher.h"

#include <QDateTime>
#include <QFileInfo>
#include <QSet>

namespace mockforge::project {

namespace {

constexpr int kSettleMs = 50;

} // namespace

FileWatcher::FileWatcher(QObject *parent)
    : QObject(parent)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleMs);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] { m_settle.start(); });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_settle.start(); });
    connect(&m_settle, &QTimer::timeout, this, [this] {
        if (refresh())
            Q_EMIT changed();
    });
}

QString FileWatcher::stampOf(const QString &file) const
{
    const QFileInfo info(file);
    if (!info.exists())
        return QString();
    return QString::number(info.lastModified().toMSecsSinceEpoch()) + QLatin1Char(' ') +
           QString::number(info.size());
}

void FileWatcher::watch(const std::vector<std::string> &files)
{
    if (const QStringList old = m_watcher.files() + m_watcher.directories(); !old.isEmpty())
        m_watcher.removePaths(old);
    m_files.clear();
    m_stamps.clear();
    QSet<QString> seen;
    for (const std::string &file : files) {
        const QString path = QString::fromStdString(file);
        if (!seen.contains(path)) {
            seen.insert(path);
            m_files.append(path);
            m_stamps.append(stampOf(path));
        }
    }
    refresh();
}

bool FileWatcher::refresh()
{
    bool differs = false;
    QStringList wanted;
    for (qsizetype i = 0; i < m_files.size(); ++i) {
        const QString stamp = stampOf(m_files[i]);
        if (!stamp.isEmpty() && stamp != m_stamps[i]) { // a file that is gone for a moment is being replaced
            m_stamps[i] = stamp;
            differs = true;
        }
        // The folder tells of a rename onto the file, the file itself of a plain write.
        wanted << QFileInfo(m_files[i]).absolutePath();
        if (!stamp.isEmpty())
            wanted << m_files[i];
    }
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    const QSet<QString> known(watched.begin(), watched.end()); // a schema may have thousands of files
    wanted.removeDuplicates();
    QStringList missing;
    for (const QString &path : std::as_const(wanted)) {
        if (!known.contains(path))
            missing << path;
    }
    if (!missing.isEmpty())
        m_watcher.addPaths(missing);
    return differs;
}

} // namespace mockforge::project
