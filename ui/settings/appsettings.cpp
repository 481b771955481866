// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/appsettings.h"

#include <QFileInfo>

#include <algorithm>

namespace mockforge::ui {

namespace {

constexpr int kMostRecent = 10;
constexpr int kWindows = 6;
constexpr int kFiveMinutes = 1;

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

} // namespace

AppSettings::AppSettings()
    : m_settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("mockforge"),
                 QStringLiteral("desktop"))
{}

Theme::Choice AppSettings::theme() const
{
    const QString name = m_settings.value(key("theme")).toString();
    return name == QLatin1String("light")  ? Theme::Choice::Light
           : name == QLatin1String("dark") ? Theme::Choice::Dark
                                           : Theme::Choice::System;
}

void AppSettings::setTheme(Theme::Choice choice)
{
    const char *name = choice == Theme::Choice::Light  ? "light"
                       : choice == Theme::Choice::Dark ? "dark"
                                                       : "system";
    m_settings.setValue(key("theme"), key(name));
}

QString AppSettings::language() const
{
    return m_settings.value(key("language")).toString();
}

void AppSettings::setLanguage(const QString &code)
{
    m_settings.setValue(key("language"), code);
}

int AppSettings::refreshMs() const
{
    return std::clamp(m_settings.value(key("refresh_ms"), 250).toInt(), 250, 2000);
}

void AppSettings::setRefreshMs(int ms)
{
    m_settings.setValue(key("refresh_ms"), ms);
}

bool AppSettings::startOnOpen() const
{
    return m_settings.value(key("start_on_open"), true).toBool();
}

void AppSettings::setStartOnOpen(bool on)
{
    m_settings.setValue(key("start_on_open"), on);
}

bool AppSettings::restoreProject() const
{
    return m_settings.value(key("restore_project"), true).toBool();
}

void AppSettings::setRestoreProject(bool on)
{
    m_settings.setValue(key("restore_project"), on);
}

bool AppSettings::tray() const
{
    return m_settings.value(key("tray"), false).toBool();
}

void AppSettings::setTray(bool on)
{
    m_settings.setValue(key("tray"), on);
}

QString AppSettings::lastProject() const
{
    return m_settings.value(key("last_project")).toString();
}

void AppSettings::setLastProject(const QString &file)
{
    m_settings.setValue(key("last_project"), file);
}

QStringList AppSettings::recentProjects() const
{
    QStringList files = m_settings.value(key("recent_projects")).toStringList();
    files.erase(std::remove_if(files.begin(), files.end(),
                               [](const QString &file) { return !QFileInfo::exists(file); }),
                files.end());
    return files.mid(0, kMostRecent);
}

void AppSettings::addRecentProject(const QString &file)
{
    QStringList files = recentProjects();
    files.removeAll(file);
    files.prepend(file);
    m_settings.setValue(key("recent_projects"), files.mid(0, kMostRecent));
}

QByteArray AppSettings::geometry() const
{
    return m_settings.value(key("geometry")).toByteArray();
}

void AppSettings::setGeometry(const QByteArray &geometry)
{
    m_settings.setValue(key("geometry"), geometry);
}

int AppSettings::window() const
{
    const int index = m_settings.value(key("window"), kFiveMinutes).toInt();
    return index >= 0 && index < kWindows ? index : kFiveMinutes;
}

void AppSettings::setWindow(int index)
{
    m_settings.setValue(key("window"), index);
}

} // namespace mockforge::ui
