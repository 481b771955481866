// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace mockforge::ui {

class AppSettings;

/// The page with what a user can choose. Every change is in force at once and kept.
class SettingsPage : public QScrollArea
{
    Q_OBJECT

public:
    explicit SettingsPage(AppSettings &settings, QWidget *parent = nullptr);

Q_SIGNALS:
    void trayChanged();
    void refreshChanged(int ms);

private:
    QWidget *buildAppearance();
    QWidget *buildProjects();

    AppSettings &m_settings;
};

} // namespace mockforge::ui
