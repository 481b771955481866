// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"

#include <QStatusBar>

class QLabel;
class QToolButton;

namespace mockforge::ui {

class TimeAxis;

/// The line at the bottom: endpoints running, rate, connections, mode, refusals, and where /metrics is.
class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    StatusLine(control::Engine &engine, TimeAxis &axis, QWidget *parent = nullptr);
    QString text() const;

private:
    void refresh();

    control::Engine &m_engine;
    TimeAxis &m_axis;
    QLabel *m_text = nullptr;
    QToolButton *m_metrics = nullptr;
};

} // namespace mockforge::ui
