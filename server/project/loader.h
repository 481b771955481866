// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/diagnostic.h"
#include "server/control/engine.h"
#include "server/project/model.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::project {

/// What came of reading a project file: `project` is null exactly when `diagnostics` holds an error.
struct LoadResult
{
    std::shared_ptr<const Project> project;
    std::vector<control::Diagnostic> diagnostics;
    std::shared_ptr<const Project>
        draft; ///< what could be read, mistakes or not; null when the text is not YAML
};

/// Reads, validates and resolves a project file; reports every finding, never the first only. Any thread, no
/// state. Covers structure, types, ranges, files and references; routing::RouteTable::compile adds what only
/// it can see (templates, patterns, regular expressions, duplicates).
LoadResult load(const std::string &file, const control::Overrides &overrides);
/// The same from memory; `folder` is where relative paths start.
LoadResult loadText(std::string_view yaml, const std::string &fileName, const std::string &folder,
                    const control::Overrides &overrides);

/// The overrides that MOCKFORGE_* variables ask for. An unknown MOCKFORGE_ variable becomes a diagnostic with
/// a suggestion.
control::Overrides overridesFromEnvironment(std::vector<control::Diagnostic> &diagnostics);

/// Made from the one definition of the keys: JSON Schema (draft 2020-12) and the manual's reference page
/// (Markdown).
std::string jsonSchema();
std::string referencePage();

} // namespace mockforge::project
