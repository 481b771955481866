// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"
#include "ui/chaos/keyfield.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QPushButton;

namespace mockforge::ui {

class ChaosWatch;
class TimeAxis;
class TimelineStrip;

/// The timelines: one is chosen, its stages are shown and can be made longer or shorter, it is started and
/// ended.
class TimelineCard : public QFrame
{
    Q_OBJECT

public:
    TimelineCard(ChaosWatch &watch, TimeAxis &axis, QWidget *parent = nullptr);

private:
    void fill();
    void refresh();
    void startOrEnd();
    void changeDuration(std::size_t stage, std::int64_t durationMs);
    void editText(const QString &title, const std::string &text);
    void showProblem(const QString &problem);

    ChaosWatch &m_watch;
    std::vector<control::ChaosTimeline> m_timelines;
    Json m_changed; ///< the chosen one with other durations; null: as it is saved
    QComboBox *m_choice = nullptr;
    QPushButton *m_start = nullptr;
    QPushButton *m_edit = nullptr;
    QPushButton *m_delete = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_problem = nullptr;
    TimelineStrip *m_strip = nullptr;
};

} // namespace mockforge::ui
