// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/schema/schema.h"
#include "server/project/graphqlmodel.h"

#include <vector>

namespace mockforge::graphql {

/// The rules that graphql.state brings with it: a query's field that gives one object of a collection's type
/// and takes its key finds it, one that gives a list lists them, createX, updateX and deleteX of a mutation
/// and xCreated, xUpdated and xDeleted of a subscription do what their names say. They come after the user's
/// own.
std::vector<project::GraphQlRule> automaticRules(const Schema &schema, const project::GraphQl &settings);

/// The type that a mutation's result leads to: its own, or that of the one field of a payload.
const FieldDefinition *payloadField(const NamedType &payload, const NamedType &type);

} // namespace mockforge::graphql
