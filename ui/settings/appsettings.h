// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QByteArray>
#include <QSettings>
#include <QStringList>

namespace mockforge::ui {

/// What the window remembers between sessions, typed and sanitised: a value that makes no sense is the
/// default. Main thread.
class AppSettings
{
public:
    AppSettings();

    Theme::Choice theme() const;
    void setTheme(Theme::Choice choice);
    /// Code of the language (de), or empty: as the system.
    QString language() const;
    void setLanguage(const QString &code);
    int refreshMs() const; ///< 250 to 2000
    void setRefreshMs(int ms);
    bool startOnOpen() const;
    void setStartOnOpen(bool on);
    bool restoreProject() const;
    void setRestoreProject(bool on);
    bool tray() const; ///< an icon in the desktop's tray, where closing the window leaves the program
    void setTray(bool on);

    QString lastProject() const;
    void setLastProject(const QString &file);
    /// Newest first, at most ten, only files that are still there.
    QStringList recentProjects() const;
    void addRecentProject(const QString &file);
    QByteArray geometry() const;
    void setGeometry(const QByteArray &geometry);
    int window() const; ///< index of the time window
    void setWindow(int index);

private:
    QSettings m_settings;
};

} // namespace mockforge::ui
