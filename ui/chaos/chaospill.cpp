// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/chaospill.h"

#include "ui/chaos/chaoswatch.h"
#include "ui/theme/theme.h"

#include <QAction>

namespace mockforge::ui {

ChaosPill::ChaosPill(ChaosWatch &watch, QAction &action, QWidget *parent)
    : QPushButton(parent)
    , m_watch(watch)
    , m_action(action)
{
    setObjectName(QStringLiteral("chaos-pill"));
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    Theme::setRole(this, "chaos");
    connect(this, &QPushButton::clicked, &action, &QAction::trigger);
    connect(&watch, &ChaosWatch::refreshed, this, &ChaosPill::refresh);
    refresh();
}

void ChaosPill::refresh()
{
    const bool on = m_watch.status().enabled;
    const QString state = !on ? tr("Chaos: off") : tr("Chaos: on (%1)").arg(m_watch.inForce());
    setChecked(on);
    setText(QStringLiteral("⚡ ") + state);
    setAccessibleName(state);
    setToolTip((on ? tr("Switch all chaos rules off") : tr("Switch the chaos rules on")) +
               QStringLiteral("  ") + m_action.shortcut().toString(QKeySequence::NativeText));
}

} // namespace mockforge::ui
