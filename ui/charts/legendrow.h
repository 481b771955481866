// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/series.h"

#include <QWidget>

class QToolButton;

namespace mockforge::ui {

/// The legend of a chart: for each series its colour, name and value, at the crosshair or the latest. A click
/// hides a series, Ctrl+click shows it alone; a hidden one is crossed out, so colour is not all that tells.
/// Where the row is too narrow for all of them it takes a second line.
class LegendRow : public QWidget
{
    Q_OBJECT

public:
    explicit LegendRow(const ChartSpec &spec, QWidget *parent = nullptr);

    /// One value for each series; NaN shows a dash.
    void setValues(const std::vector<double> &values);
    /// Whether the series has a place in the legend at all.
    void setPresent(int index, bool present);
    bool isShown(int index) const;
    void applyTheme();
    QString valueText(int index) const;

Q_SIGNALS:
    void shownChanged(int index, bool shown);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// Side by side, on as many lines as it takes.
    void arrange();
    void clicked(int index);
    void setShown(int index, bool shown);
    void updateText(int index);
    QIcon swatchOf(int index) const;

    const ChartSpec &m_spec;
    std::vector<QToolButton *> m_buttons;
    std::vector<double> m_values;
    std::vector<bool> m_shown;
};

} // namespace mockforge::ui
