// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"

#include <QObject>

namespace mockforge::ui {

class TimeAxis;

/// The state of the chaos lab as the window shows it in several places: asked for once at each refresh of the
/// charts and at each change, and kept. Main thread.
class ChaosWatch : public QObject
{
    Q_OBJECT

public:
    ChaosWatch(control::Engine &engine, TimeAxis &axis, QObject *parent = nullptr);

    const control::ChaosStatus &status() const noexcept { return m_status; }
    /// Rules that act now or will by themselves: none while the master switch is off.
    int inForce() const noexcept;
    /// Whether anything is done to traffic on purpose: a rule in force, or a mode other than healthy.
    bool isChaotic() const;

    control::Engine &engine() const noexcept { return m_engine; }
    /// The origin of changes made here, as events and marks name it.
    static const std::string &origin();

Q_SIGNALS:
    void refreshed();

private:
    void refresh();

    control::Engine &m_engine;
    control::ChaosStatus m_status;
};

} // namespace mockforge::ui
