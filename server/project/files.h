// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/findings.h"
#include "server/project/model.h"

namespace mockforge::project {

struct Value;

/// Makes the paths that the project names absolute, checks that they can be read and that bodies, scripts and
/// schemas lie in the project's folder, and lists them for the watcher.
void resolveFiles(Project &project, const Value &root, Findings &findings);

/// One file inside the project's folder; `key` is for messages. False, with a finding, when it cannot be
/// used.
bool resolveProjectFile(Project &project, const std::string &key, std::string &file, const Location &location,
                        Findings &findings);

} // namespace mockforge::project
