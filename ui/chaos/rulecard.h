// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/chaos.h"

#include <QFrame>

class QCheckBox;
class QLabel;
class QVBoxLayout;

namespace mockforge::ui {

class DelayPreview;
class ShareBar;

/// A chaos rule on the page: its switch, what it does to whom, the share configured beside the one observed,
/// when it last fired, and the buttons to change it.
class RuleCard : public QFrame
{
    Q_OBJECT

public:
    RuleCard(control::ChaosControl &chaos, const control::ChaosRuleStatus &rule, QWidget *parent = nullptr);

    /// Takes the counts, and the definition where it changed. `chaosOn`: the master switch.
    void setRule(const control::ChaosRuleStatus &rule, bool chaosOn);
    const control::ChaosRuleStatus &rule() const noexcept { return m_rule; }

Q_SIGNALS:
    void editWanted();
    void failed(const QString &problem); ///< the engine refused what a button asked for

private:
    void buildHead(QVBoxLayout &layout);
    void buildCounts(QVBoxLayout &layout);
    void showDefinition();
    void showCounts(bool chaosOn);

    control::ChaosControl &m_chaos;
    control::ChaosRuleStatus m_rule;
    QCheckBox *m_switch = nullptr;
    QLabel *m_fault = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_what = nullptr;
    QLabel *m_who = nullptr;
    DelayPreview *m_preview = nullptr;
    ShareBar *m_share = nullptr;
    QLabel *m_shareText = nullptr;
    QLabel *m_fired = nullptr;
};

} // namespace mockforge::ui
