// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/execution/resolver.h"

#include <string>

namespace mockforge::graphql {

/// Appends a leaf value as JSON, coerced to its type (section 3.5, result coercion); false, with what is
/// wrong, when it cannot be.
bool appendLeaf(const NamedType &type, const Resolved &value, std::string &out, std::string &problem);

/// A JSON value as a resolver would give it for a leaf type: custom scalars keep it whole.
Resolved leafOf(const Json &value, const NamedType &type);

void appendString(std::string &out, std::string_view text);

} // namespace mockforge::graphql
