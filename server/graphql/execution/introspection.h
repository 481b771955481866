// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/execution/resolver.h"

namespace mockforge::graphql {

/// The fields of __Schema, __Type and their like, and __schema and __type themselves (section 4).
Resolved introspect(const Schema &schema, const FieldCall &call);

} // namespace mockforge::graphql
