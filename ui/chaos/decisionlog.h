// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/chaos.h"

#include <QFrame>

class QLabel;
class QTableView;

namespace mockforge::ui {

class DecisionsModel;

/// The table of the decisions that fired, with its export. Follows the newest while it is scrolled to the
/// end.
class DecisionLog : public QFrame
{
    Q_OBJECT

public:
    explicit DecisionLog(const control::ChaosControl &chaos, QWidget *parent = nullptr);

    /// Takes what is new.
    void refresh();
    /// Writes the engine's whole log as JSON lines; gives what went wrong, empty when nothing did.
    QString exportTo(const QString &path) const;

private:
    void chooseExport();

    const control::ChaosControl &m_chaos;
    DecisionsModel *m_model = nullptr;
    QTableView *m_table = nullptr;
    QLabel *m_count = nullptr;
};

} // namespace mockforge::ui
