// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace mockforge::control {

/// One finding about a project file. Lines and columns count from 1; 0 means the file as a whole.
struct Diagnostic
{
    enum class Severity { Error, Warning };
    Severity severity = Severity::Error;
    std::string file;
    int line = 0;
    int column = 0;
    std::string code;       ///< stable snake_case: "unknown_key", "wrong_type", …
    std::string message;    ///< what and why
    std::string suggestion; ///< what next ("did you mean 'priority'?"); may be empty
};

/// "file:line:column: error: message (suggestion)"
std::string toString(const Diagnostic &diagnostic);
bool hasErrors(const std::vector<Diagnostic> &diagnostics);

} // namespace mockforge::control
