// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"

#include <string>
#include <vector>

namespace mockforge::cli {

/// `mockforge check`: every finding on standard output, exit code 2 when one is an error.
int check(const Options &options);

/// The project file an argument means: a folder stands for the mockforge.yaml in it.
std::string projectFile(const std::string &argument);
/// The environment's overrides, then the flags'; findings about unknown MOCKFORGE_ variables are appended.
control::Overrides allOverrides(const Options &options, std::vector<control::Diagnostic> &findings);
std::string toJson(const control::Diagnostic &finding);

} // namespace mockforge::cli
