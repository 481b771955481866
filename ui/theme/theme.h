// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/colors.h"

#include <QFont>
#include <QObject>

class QWidget;

namespace mockforge::ui {

/// The look of the whole application: light, dark, or as the system has it, changed while it runs. One for
/// the process, in the main thread; made after QApplication. Widgets repaint on changed().
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Choice { System, Light, Dark };

    static Theme &instance();

    void setChoice(Choice choice);
    Choice choice() const noexcept { return m_choice; }
    const Colors &colors() const noexcept { return *m_colors; }

    /// Sizes relative to the system's font.
    static QFont caption();
    static QFont section();
    static QFont page();
    static QFont kpi();
    /// Grid of the layout, pixels.
    static constexpr int kUnit = 4;
    static constexpr int kRadius = 6;

    /// Gives a widget a role that the style sheet knows: "card", "tile", "navigation", "primary", "flat", …
    static void setRole(QWidget *widget, const char *role);

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Theme();
    bool isSystemDark() const;
    void apply();

    Choice m_choice = Choice::System;
    const Colors *m_colors = nullptr;
    bool m_applying = false;
};

/// The application's style sheet for these colours.
QString styleSheet(const Colors &colors);

} // namespace mockforge::ui
