// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"

#include <QMainWindow>

#include <functional>

class QAction;
class QComboBox;
class QStackedWidget;

namespace mockforge::ui {

class AppSettings;
class BannerArea;
class ChaosPage;
class ChaosWatch;
class Dashboard;
class Demo;
class Sidebar;
class StartPage;
class StatusLine;
class TimeAxis;

/// The window: menus, tool bar, side bar, pages, banners, status line. Knows the engine by its interface
/// only. Main thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `sampleProject` gives the file of the sample, or an empty name when it cannot be found.
    MainWindow(control::Engine &engine, AppSettings &settings, Demo &demo,
               std::function<QString()> sampleProject, QWidget *parent = nullptr);

    /// Opens a project, starts it when the settings say so, and remembers it; findings are shown in a banner.
    bool openProject(const QString &file);
    /// Opens the sample on free ports and starts the demo traffic.
    bool openSample();
    /// Asks where to, writes a commented project there, and opens it.
    void newProject();
    /// Opens what a session that crashed had open, in its scenario (a preset's or a mode's name), without
    /// starting anything: what was running may be why it crashed. A banner offers to start.
    void recover(const QString &file, const QString &scenario);
    /// Shows the window in front of others.
    void comeForward();
    /// Ends the program even where closing the window would only hide it.
    void quit();
    void setHidesOnClose(bool hides) { m_hidesOnClose = hides; }
    void showPage(int index);
    void applyRefresh(int ms);
    TimeAxis &axis() { return *m_axis; }
    QList<QAction *> allActions() const { return m_actions; }

Q_SIGNALS:
    void trayWanted(); ///< the setting of the tray changed

protected:
    void closeEvent(QCloseEvent *event) override;
    /// Keeps Space and letters from the window's shortcuts while a control that uses them has the focus, and
    /// takes files that are dropped on any control.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QAction *addAction(const QString &id, const QString &text, const QKeySequence &keys,
                       std::function<void()> run);
    void buildActions();
    void buildChaosActions();
    void buildMenus();
    void buildToolBar();
    void buildPages();
    QWidget *buildDemoStrip();
    bool takeDrop(QEvent &event);
    void refreshChaos();
    void fillModes();
    void chooseMode(int index);
    void refreshState();
    void showPalette();
    void chooseProject();
    void choosePort(const QString &endpoint);
    void addNote();
    void showManual();
    void showAbout();

    control::Engine &m_engine;
    AppSettings &m_settings;
    Demo &m_demo;
    std::function<QString()> m_sampleProject;
    TimeAxis *m_axis = nullptr;
    ChaosWatch *m_chaos = nullptr;
    QList<QAction *> m_actions;
    QAction *m_runAll = nullptr, *m_stopAll = nullptr, *m_pause = nullptr, *m_close = nullptr,
            *m_demoAction = nullptr;
    QAction *m_note = nullptr;
    QAction *m_chaosSwitch = nullptr, *m_chaosStop = nullptr;
    QComboBox *m_modes = nullptr;
    QComboBox *m_windows = nullptr;
    Sidebar *m_sidebar = nullptr;
    BannerArea *m_banners = nullptr;
    StartPage *m_start = nullptr;
    Dashboard *m_dashboard = nullptr;
    ChaosPage *m_chaosPage = nullptr;
    QWidget *m_demoStrip = nullptr;
    QStackedWidget *m_pages = nullptr;
    StatusLine *m_status = nullptr;
    bool m_hidesOnClose = false;
    bool m_quitting = false;
};

} // namespace mockforge::ui
