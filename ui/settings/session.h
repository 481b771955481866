// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>
#include <QString>

#include <memory>
#include <optional>

namespace mockforge::ui {

/// What is open in this window, kept in a file of its own for as long as the program runs, so that the next
/// start knows of a session that did not end: a file whose lock is held by no living process. Several windows
/// may run at once. Main thread.
class Session
{
public:
    struct State
    {
        QString project;
        QString scenario; ///< name of a preset or a mode
    };

    /// `folder` holds the files of all sessions; it is made when it is missing.
    explicit Session(QString folder);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    /// Where sessions of this user are: below XDG_DATA_HOME.
    static QString defaultFolder();

    /// The newest session that ended without saying so and had a project open; the files of all such are
    /// removed.
    std::optional<State> takeCrashed();
    /// Keeps the state; nothing happens when it is what was kept before.
    void save(const State &state);

private:
    QString fileOf(const QString &name) const;

    QString m_folder;
    QString m_name;
    std::unique_ptr<QLockFile> m_lock;
    State m_saved;
};

} // namespace mockforge::ui
