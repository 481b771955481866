// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"

#include <QFrame>

#include <map>
#include <vector>

class QLabel;
class QMenu;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace mockforge::ui {

/// The presets of chaos rules, by group: a click puts one in force, another takes it out. The rules that are
/// in force can be saved as one.
class PresetsCard : public QFrame
{
    Q_OBJECT

public:
    explicit PresetsCard(control::Engine &engine, QWidget *parent = nullptr);

    /// Saves the rules that are switched on as the user's preset of that name; gives what went wrong, empty
    /// when nothing did.
    QString saveAs(const QString &name);

private:
    void refresh();
    void rebuild(const std::vector<control::ChaosPreset> &presets);
    void toggle(const std::string &name, bool apply);
    void askForName();
    void fillDeleteMenu(const std::vector<control::ChaosPreset> &presets);
    void showProblem(const QString &problem);

    control::Engine &m_engine;
    QVBoxLayout *m_groups = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_delete = nullptr;
    QMenu *m_deleteMenu = nullptr;
    std::map<std::string, QToolButton *> m_buttons;
    std::vector<std::string> m_shown; ///< names and groups, in order
};

} // namespace mockforge::ui
