// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace mockforge::ui {

/// Writes a commented project to begin with. Gives what went wrong, or nothing. An existing file is replaced
/// (the file dialog has asked).
QString writeNewProject(const QString &file);

} // namespace mockforge::ui
