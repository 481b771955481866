// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>
#include <QLocale>

namespace mockforge::ui {

/// A box for a number of up to three decimals, that shows no more of them than it needs.
class NumberBox : public QDoubleSpinBox
{
public:
    NumberBox()
    {
        setDecimals(3);
        setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
        setButtonSymbols(QAbstractSpinBox::NoButtons);
    }
    QString textFromValue(double value) const override
    {
        QLocale locale = this->locale();
        locale.setNumberOptions(QLocale::OmitGroupSeparator);
        return locale.toString(value, 'f', QLocale::FloatingPointShortest);
    }
};

} // namespace mockforge::ui
