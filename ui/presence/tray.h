// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>

namespace mockforge::ui {

class AppSettings;
class MainWindow;

/// The icon in the desktop's tray, there when the settings ask for it and the desktop has a tray: what runs,
/// modes, notifications while the window has no focus. Closing the window then hides it. Main thread.
class Tray : public QObject
{
    Q_OBJECT

public:
    Tray(control::Engine &engine, AppSettings &settings, MainWindow &window, QObject *parent = nullptr);

    /// Shows or hides the icon as the settings say.
    void apply();
    bool isShown() const { return m_icon.isVisible(); }
    QMenu &menu() { return m_menu; }
    QString toolTip() const { return m_icon.toolTip(); }

private:
    void buildMenu();
    void refresh();
    void toggleWindow();

    control::Engine &m_engine;
    AppSettings &m_settings;
    MainWindow &m_window;
    QMenu m_menu;
    QSystemTrayIcon m_icon;
};

} // namespace mockforge::ui
