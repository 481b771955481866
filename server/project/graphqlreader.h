// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/key.h"

namespace mockforge::project {

/// Adds the keys of the section graphql, its rules and its state included.
void addGraphQlKeys(std::vector<Key<Project>> &keys);

/// The keys of one element of graphql.rules and of one member of graphql.state.
const std::vector<Key<GraphQlRule>> &graphQlRuleKeys();
const std::vector<Key<GraphQlCollection>> &graphQlCollectionKeys();

/// Reads graphql.rules.
void readGraphQlRules(Project &project, const Value &value, Findings &findings);

/// A whole number, or {min, max}; the place of what is wrong goes to the findings.
std::optional<Range> toRange(const std::string &key, const Value &value, int low, int high,
                             Findings &findings);

/// Finds the schema's files, inside the project's folder, and has them watched.
void resolveGraphQlFiles(Project &project, const Value &root, Findings &findings);

} // namespace mockforge::project
