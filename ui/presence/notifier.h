// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace mockforge::ui {

/// Decides what is worth a notification of the desktop: errors of the engine, while no window of the program
/// has the focus, and none for a while after one, with the number of those that were left out in the next.
/// Main thread.
class Notifier : public QObject
{
    Q_OBJECT

public:
    static constexpr int kQuietMs = 10'000;

    /// `hasFocus` tells whether the user is looking; `show` gets title and text.
    Notifier(control::Engine &engine, std::function<bool()> hasFocus,
             std::function<void(const QString &, const QString &)> show, QObject *parent = nullptr);

private:
    void onEvent(const control::Event &event);

    std::function<bool()> m_hasFocus;
    std::function<void(const QString &, const QString &)> m_show;
    QTimer m_quiet;
    int m_leftOut = 0;
};

} // namespace mockforge::ui
