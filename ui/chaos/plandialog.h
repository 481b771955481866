// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QPlainTextEdit;

namespace mockforge::ui {

/// A timeline as text, YAML or JSON, as the project file has it. Stays open until what was saved is right.
class PlanDialog : public QDialog
{
    Q_OBJECT

public:
    PlanDialog(const QString &title, const std::string &text, QWidget *parent = nullptr);
    void showProblem(const QString &problem);

Q_SIGNALS:
    void saveWanted(const QString &text);

private:
    QPlainTextEdit *m_text = nullptr;
    QLabel *m_problem = nullptr;
};

} // namespace mockforge::ui
