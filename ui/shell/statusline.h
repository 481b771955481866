// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"

#include <QStatusBar>

class QAction;
class QLabel;
class QToolButton;

namespace mockforge::ui {

class ChaosWatch;
class TimeAxis;

/// The line at the bottom: endpoints running, rate, connections, mode, chaos, refusals, the button
/// that stops all chaos, and where /metrics is.
class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    StatusLine(ChaosWatch &chaos, TimeAxis &axis, QAction &stop, QWidget *parent = nullptr);
    QString text() const;

private:
    void refresh();

    ChaosWatch &m_chaos;
    control::Engine &m_engine;
    TimeAxis &m_axis;
    QLabel *m_text = nullptr;
    QToolButton *m_stop = nullptr;
    QToolButton *m_metrics = nullptr;
};

} // namespace mockforge::ui
