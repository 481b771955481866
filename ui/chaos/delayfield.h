// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chaos/keyfield.h"

#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;

namespace mockforge::ui {

class DelayPreview;
class UnitField;

/// A time or a distribution of times: the distribution is chosen, its numbers are fields with units, and a
/// preview drawn by the engine's own distribution follows each change.
class DelayField : public KeyField
{
    Q_OBJECT

public:
    explicit DelayField(const control::ChaosControl &chaos, QWidget *parent = nullptr);

    void setValue(const Json &value) override;
    Json value() const override;
    void suggest() override;

private:
    struct Part
    {
        std::string name;
        UnitField *time = nullptr;        ///< this,
        QDoubleSpinBox *number = nullptr; ///< or this,
        QComboBox *choice = nullptr;      ///< or this
    };
    void choose(int kind);
    Json partsValue() const;
    void showSample();

    const control::ChaosControl &m_chaos;
    QComboBox *m_kind = nullptr;
    QWidget *m_partsArea = nullptr;
    QFormLayout *m_form = nullptr;
    QLineEdit *m_percentiles = nullptr;
    QDoubleSpinBox *m_jitter = nullptr;
    UnitField *m_max = nullptr;
    QWidget *m_more = nullptr; ///< jitter and max
    DelayPreview *m_preview = nullptr;
    std::vector<Part> m_parts;
};

} // namespace mockforge::ui
