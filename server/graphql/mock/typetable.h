// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/mock/leafmaker.h"
#include "server/graphql/mock/store.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace mockforge::graphql {

/// What data making must know of a type beside its definition.
struct TypeInfo
{
    const FieldDefinition *key = nullptr; ///< tells its objects apart; null: none does
    int collection = -1;                  ///< of the store; -1: none
    std::uint64_t stream = 0;
    bool isConnection = false; ///< of Relay's cursor connections: edges, nodes, pageInfo
    bool isEdge = false;
    const NamedType *element = nullptr; ///< what a connection or an edge leads to
};

/// One for each type and each field of a schema, by their numbers. Immutable, any thread.
class TypeTable
{
public:
    TypeTable(const Schema &schema, const std::vector<Store::Definition> &collections);

    const TypeInfo &of(const NamedType &type) const { return m_types[type.number]; }
    /// Of fields whose type is a leaf in the end.
    const LeafMaker &of(const FieldDefinition &field) const { return m_fields[field.number]; }

private:
    void describe(const NamedType &type, const std::vector<Store::Definition> &collections);

    TemplatePool m_templates;
    std::vector<TypeInfo> m_types;
    std::vector<LeafMaker> m_fields;
};

/// Whether the argument says which page of a list is wanted: first, limit, offset, after and their like.
bool isPaging(std::string_view argument);

} // namespace mockforge::graphql
