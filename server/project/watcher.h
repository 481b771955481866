// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <string>
#include <vector>

namespace mockforge::project {

/// Tells when one of a project's files has changed: after a plain save, after an editor's write-and-rename,
/// after a file was gone for a while. Waits a moment so that one save is one signal. Lives in the main
/// thread.
class FileWatcher : public QObject
{
    Q_OBJECT

public:
    explicit FileWatcher(QObject *parent = nullptr);
    /// Watches these files from now on, and no others.
    void watch(const std::vector<std::string> &files);

Q_SIGNALS:
    void changed();

private:
    /// Re-adds what was replaced; true when a file's content stamp differs from the last one seen.
    bool refresh();
    QString stampOf(const QString &file) const;

    QFileSystemWatcher m_watcher;
    QTimer m_settle;
    QStringList m_files;
    QStringList m_stamps;
};

} // namespace mockforge::project
