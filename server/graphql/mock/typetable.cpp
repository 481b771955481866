// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/mock/typetable.h"

#include "metrics/base/random.h"

#include <algorithm>
#include <array>

namespace mockforge::graphql {

namespace {

constexpr std::array<std::string_view, 14> kPaging{"first", "last",     "limit",   "take",   "size",
                                                   "top",   "pagesize", "perpage", "offset", "skip",
                                                   "page",  "after",    "before",  "cursor"};

const FieldDefinition *keyOf(const NamedType &type)
{
    for (const std::string_view name : {"id", "_id", "uuid", "guid", "key"}) {
        const FieldDefinition *field = type.field(name);
        if (field && !field->type->nullable().isList() && field->type->named->kind == TypeKind::Scalar &&
            field->arguments.empty())
            return field;
    }
    return nullptr;
}

} // namespace

bool isPaging(std::string_view argument)
{
    const std::string name = plainName(argument);
    return std::find(kPaging.begin(), kPaging.end(), name) != kPaging.end();
}

TypeTable::TypeTable(const Schema &schema, const std::vector<Store::Definition> &collections)
    : m_types(schema.types().size())
    , m_fields(schema.fieldCount())
{
    for (const NamedType &type : schema.types()) {
        if (type.number >= m_types.size())
            m_types.resize(type.number + 1);
        for (const FieldDefinition &field : type.fields) {
            if (field.number >= m_fields.size())
                m_fields.resize(field.number + 1);
            if (field.type->named->isLeaf())
                m_fields[field.number] = leafMakerFor(*field.type->named, field.name, type.name, m_templates);
        }
        describe(type, collections);
    }
}

void TypeTable::describe(const NamedType &type, const std::vector<Store::Definition> &collections)
{
    TypeInfo &info = m_types[type.number];
    info.stream = streamOf(type.name);
    info.key = keyOf(type);
    for (std::size_t i = 0; i < collections.size(); ++i) {
        if (collections[i].type == type.name) {
            info.collection = static_cast<int>(i);
            info.key = type.field(collections[i].key);
        }
    }
    const FieldDefinition *edges = type.field("edges");
    const FieldDefinition *nodes = type.field("nodes");
    const FieldDefinition *node = type.field("node");
    if (type.name.ends_with("Connection") && (edges || nodes)) {
        info.isConnection = true;
        const FieldDefinition *below = edges ? edges->type->named->field("node") : nullptr;
        info.element = nodes ? nodes->type->named : below ? below->type->named : nullptr;
    }
    if (type.name.ends_with("Edge") && node) {
        info.isEdge = true;
        info.element = node->type->named;
    }
}

} // namespace mockforge::graphql
