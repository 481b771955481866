// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace mockforge::cli {

/// The commands and options of the command line as JSON: what the man page and the shells' completions are
/// made from, so that they cannot differ from what is parsed.
std::string describeOptions(const CLI::App &app);

} // namespace mockforge::cli
