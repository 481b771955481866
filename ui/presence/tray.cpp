// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/presence/tray.h"

#include "ui/presence/notifier.h"
#include "ui/settings/appsettings.h"
#include "ui/shell/mainwindow.h"

#include <QAction>
#include <QApplication>

namespace mockforge::ui {

Tray::Tray(control::Engine &engine, AppSettings &settings, MainWindow &window, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_settings(settings)
    , m_window(window)
    , m_icon(QApplication::windowIcon())
{
    buildMenu();
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            toggleWindow();
    });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, &m_window, &MainWindow::comeForward);
    connect(&engine, &control::Engine::projectChanged, this, &Tray::refresh);
    connect(&engine, &control::Engine::endpointsChanged, this, &Tray::refresh);
    connect(&engine, &control::Engine::scenarioChanged, this, &Tray::refresh);
    connect(&window, &MainWindow::trayWanted, this, &Tray::apply);
    new Notifier(
        engine, [] { return QApplication::activeWindow() != nullptr; },
        [this](const QString &title, const QString &text) {
            if (m_icon.isVisible())
                m_icon.showMessage(title, text, QSystemTrayIcon::Warning);
        },
        this);
    refresh();
    apply();
}

void Tray::buildMenu()
{
    QAction *show = m_menu.addAction(tr("Show or hide the window"));
    show->setObjectName(QStringLiteral("tray-window"));
    connect(show, &QAction::triggered, this, &Tray::toggleWindow);
    m_menu.addSeparator();
    for (const char *id : {"run-all", "stop-all", "", "mode-0", "mode-1", "mode-2", "mode-3", "",
                           "chaos-switch", "chaos-stop", "", "quit"}) {
        if (*id == '\0')
            m_menu.addSeparator();
        else if (auto *action = m_window.findChild<QAction *>(QString::fromLatin1(id)))
            m_menu.addAction(action);
    }
}

void Tray::refresh()
{
    int running = 0;
    const auto endpoints = m_engine.endpoints();
    for (const control::EndpointStatus &endpoint : endpoints)
        running += endpoint.state == control::EndpointState::Running ? 1 : 0;
    m_icon.setToolTip(m_engine.projectFile().isEmpty()
                          ? QStringLiteral("MockForge")
                          : tr("MockForge: %1 of %2 running, %3")
                                .arg(running)
                                .arg(endpoints.size())
                                .arg(QString::fromStdString(control::describe(m_engine.scenario()))));
}

void Tray::apply()
{
    const bool wanted = m_settings.tray() && QSystemTrayIcon::isSystemTrayAvailable();
    m_icon.setVisible(wanted);
    m_window.setHidesOnClose(wanted);
}

void Tray::toggleWindow()
{
    if (m_window.isVisible() && m_window.isActiveWindow())
        m_window.hide();
    else
        m_window.comeForward();
}

} // namespace mockforge::ui
