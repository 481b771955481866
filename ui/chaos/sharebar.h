// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/chaos.h"

#include <QWidget>

namespace mockforge::ui {

/// The share that a rule was configured for (a tick) beside the one observed (a dot, in the interval where
/// the true share lies with 95 % confidence), from 0 to 100 %.
class ShareBar : public QWidget
{
    Q_OBJECT

public:
    explicit ShareBar(QWidget *parent = nullptr);
    void setRule(const control::ChaosRuleStatus &rule);
    QSize sizeHint() const override { return {200, 18}; }
    QSize minimumSizeHint() const override { return {80, 18}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double m_configured = 1;
    double m_observed = 0;
    double m_low = 0, m_high = 1;
    bool m_any = false; ///< something was observed
};

} // namespace mockforge::ui
