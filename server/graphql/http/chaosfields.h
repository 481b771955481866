// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/diagnostic.h"
#include "server/graphql/schema/schema.h"
#include "server/project/chaosmodel.h"

#include <string>
#include <vector>

namespace mockforge::graphql {

/// What chaos rules name of a schema that it does not have: one finding for each coordinate, with its place
/// in `file`.
std::vector<control::Diagnostic> unknownFields(const Schema &schema, const project::ChaosRule &rule,
                                               const std::string &file);

} // namespace mockforge::graphql
