// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"
#include "server/project/findings.h"

namespace mockforge::project {

/// Puts what flags and environment say over the file's values. What does not fit is a finding that names its
/// origin.
void applyOverrides(const control::Overrides &overrides, Project &project,
                    std::vector<control::Diagnostic> &diagnostics);

/// "http.port" → "MOCKFORGE_HTTP_PORT".
std::string environmentName(const std::string &key);

} // namespace mockforge::project
