// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/findings.h"
#include "server/project/value.h"

namespace mockforge::project {

/// Makes the files a project names absolute, checks that they can be read, and that bodies stay inside the
/// project's folder, also through symbolic links. Fills Project::watched.
void resolveFiles(Project &project, const Value &root, Findings &findings);

} // namespace mockforge::project
