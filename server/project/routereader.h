// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/findings.h"
#include "server/project/value.h"

namespace mockforge::project {

/// Reads the list under `routes`, gives each route its id, and reports what one route alone can get wrong.
void readRoutes(Project &project, const Value &value, Findings &findings);

} // namespace mockforge::project
