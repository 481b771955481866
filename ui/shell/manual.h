// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace mockforge::ui {

/// The manual, inside the application; the pages are part of the program.
class ManualDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ManualDialog(QWidget *parent = nullptr);
    /// Whether the pages were built in.
    static bool isAvailable();
};

} // namespace mockforge::ui
