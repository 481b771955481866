// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chaos/keyfield.h"

class QComboBox;
class QDoubleSpinBox;

namespace mockforge::ui {

/// A time or a size: a number and its unit. Bounds and values in milliseconds or bytes.
class UnitField : public KeyField
{
    Q_OBJECT

public:
    enum class Kind { Duration, Size };

    /// Without a default text the field may be empty.
    UnitField(Kind kind, const std::string &defaultText, double low, double high, QWidget *parent = nullptr);

    void setValue(const Json &value) override;
    Json value() const override;
    void suggest() override;
    /// Names the parts for assistive technology.
    void setName(const QString &name);

    /// "1.5s" in milliseconds, "64KiB" in bytes; NaN for what is neither.
    static double parse(Kind kind, const std::string &text);

private:
    void show(double amount);
    bool isEmpty() const;
    double amount() const;

    Kind m_kind;
    double m_low = 0, m_high = 0;
    double m_default = 0; ///< NaN: none, the field may be empty
    QDoubleSpinBox *m_number = nullptr;
    QComboBox *m_unit = nullptr;
};

} // namespace mockforge::ui
