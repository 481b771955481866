// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>

#include <optional>

class QCoreApplication;

namespace mockforge::desktop {

/// What the command line of the window's program asks for.
struct Arguments
{
    QString project;
    bool sample = false;
    bool fresh = false; ///< begin with the dialog for a new project
    QString mode;
    QString theme; ///< empty: that of the settings
    int page = 0;  ///< place in the side bar
    QString screenshot;
    int afterSeconds = 5;
    QSize size; ///< invalid: as it was last
};

/// Whether only words are asked for, --help or --version, which need no screen.
bool asksForWords(int argc, char **argv);
/// Reads them; prints what is wrong and gives nothing, or prints the words that are asked for and ends the
/// program.
std::optional<Arguments> readArguments(const QCoreApplication &application);

} // namespace mockforge::desktop
