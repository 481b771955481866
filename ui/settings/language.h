// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace mockforge::ui {

/// A language that the window speaks.
struct Language
{
    QString code; ///< ISO 639: "de"
    QString name; ///< in the language itself
};

/// English, which the sources are written in, and every language that is translated.
QList<Language> languages();

/// Loads the texts of the language, or of the system's when `code` is empty, for the life of the application,
/// and writes numbers and dates as it does. Once, before the first window is made. What other programs read
/// (CSV, metrics, files) never depends on it. Gives the code that is in force.
QString installLanguage(const QString &code);

} // namespace mockforge::ui
