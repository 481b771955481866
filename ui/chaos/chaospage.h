// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"

#include <QScrollArea>

#include <vector>

class QAction;
class QCheckBox;
class QLabel;
class QVBoxLayout;

namespace mockforge::ui {

class ChaosWatch;
class DecisionLog;
class RuleCard;
class TimeAxis;
class TimeSeriesChart;

/// The chaos lab's page: the master switch, the rules with their live counts, what was applied over time on
/// the charts' own axis, and the log. Main thread.
class ChaosPage : public QScrollArea
{
    Q_OBJECT

public:
    /// `stop` is the action that stops all chaos.
    ChaosPage(ChaosWatch &watch, TimeAxis &axis, QAction &stop, QWidget *parent = nullptr);

    /// Opens the editor for a new rule.
    void addRule();

private:
    QWidget *buildHead(QAction &stop);
    QWidget *buildRules();
    void refresh();
    /// The chart has a line for each protocol that is served.
    void followProtocols();
    void refreshHead();
    void refreshCards();
    RuleCard *makeCard(const control::ChaosRuleStatus &rule);
    void showProblem(const QString &problem);

    ChaosWatch &m_watch;
    QCheckBox *m_switch = nullptr;
    QLabel *m_summary = nullptr;
    QLabel *m_problem = nullptr;
    QLabel *m_empty = nullptr;
    QVBoxLayout *m_cardLayout = nullptr;
    std::vector<RuleCard *> m_cards; ///< in the order in which the rules act
    TimeSeriesChart *m_chart = nullptr;
    DecisionLog *m_log = nullptr;
};

} // namespace mockforge::ui
