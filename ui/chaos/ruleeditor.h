// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chaos/keyfield.h"

#include <QDialog>
#include <QTimer>

#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace mockforge::ui {

/// Makes or changes a chaos rule: the fault is chosen from the engine's catalogue, everything that it and the
/// rule take is a field, and what the engine finds wrong stands below the field it is about. The rule goes
/// into force when it is saved. Not modal: the switches stay in reach.
class RuleEditor : public QDialog
{
    Q_OBJECT

public:
    RuleEditor(control::ChaosControl &chaos, QWidget *parent = nullptr);

    /// Takes a rule that there is; without, the editor makes a new one.
    void edit(const control::ChaosRuleStatus &rule);
    /// What the fields say, in the form of observability.chaos.rules.
    Json rule() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Row
    {
        std::string key; ///< of the rule, or of the fault when it begins with "fault."
        QLabel *label = nullptr;
        KeyField *field = nullptr;
        QLabel *error = nullptr;
    };

    QWidget *buildHead();
    void addSection(QVBoxLayout *column, const QString &title, bool scope);
    Row addRow(QGridLayout *grid, int place, int columns, const control::ChaosKey &key,
               const std::string &path);
    void chooseFault();
    void keepFromWheel(QWidget *area);
    const control::ChaosFault *fault() const;
    void suggestMissing();
    void check();
    void save();
    void showFinding(const control::Diagnostic &finding, const std::vector<std::string> &keys);

    control::ChaosControl &m_chaos;
    std::string m_before; ///< the name of the rule that is edited; empty: a new one
    QLineEdit *m_name = nullptr;
    QCheckBox *m_enabled = nullptr;
    QComboBox *m_fault = nullptr;
    QLabel *m_description = nullptr;
    QWidget *m_parameters = nullptr;
    QGridLayout *m_parameterGrid = nullptr;
    QLabel *m_error = nullptr;
    QPushButton *m_save = nullptr;
    std::vector<Row> m_rows;          ///< of the rule
    std::vector<Row> m_parameterRows; ///< of the fault that is chosen
    QTimer m_checkLater;
};

} // namespace mockforge::ui
