// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/control/diagnostic.h"

#include <algorithm>

namespace mockforge::control {

std::string toString(const Diagnostic &diagnostic)
{
    std::string text = diagnostic.file;
    if (diagnostic.line > 0)
        text += ":" + std::to_string(diagnostic.line) + ":" + std::to_string(diagnostic.column);
    text += text.empty() ? "" : ": ";
    text += diagnostic.severity == Diagnostic::Severity::Error ? "error: " : "warning: ";
    text += diagnostic.message;
    if (!diagnostic.suggestion.empty())
        text += " (" + diagnostic.suggestion + ")";
    return text;
}

bool hasErrors(const std::vector<Diagnostic> &diagnostics)
{
    return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic &diagnostic) {
        return diagnostic.severity == Diagnostic::Severity::Error;
    });
}

} // namespace mockforge::control
