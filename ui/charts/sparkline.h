// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/colors.h"

#include <QWidget>

#include <vector>

namespace mockforge::ui {

/// A small line without axes, for a tile. Shows the shape of the last minutes; NaN is a gap.
class Sparkline : public QWidget
{
    Q_OBJECT

public:
    explicit Sparkline(QColor Colors::*color, QWidget *parent = nullptr);
    void setValues(std::vector<double> values);
    QSize sizeHint() const override { return {120, 28}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QColor Colors::*m_color;
    std::vector<double> m_values;
};

} // namespace mockforge::ui
