// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

class QAction;

namespace mockforge::ui {

class ChaosWatch;

/// The master switch in the tool bar: says whether chaos is on and how many rules are in force. A click
/// triggers the action of the switch.
class ChaosPill : public QPushButton
{
    Q_OBJECT

public:
    ChaosPill(ChaosWatch &watch, QAction &action, QWidget *parent = nullptr);

private:
    void refresh();

    ChaosWatch &m_watch;
    QAction &m_action;
};

} // namespace mockforge::ui
