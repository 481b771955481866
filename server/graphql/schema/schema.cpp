// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/schema/schema.h"

#include <algorithm>

namespace mockforge::graphql {

bool sameType(const TypeRef &a, const TypeRef &b) noexcept
{
    if (a.kind != b.kind)
        return false;
    return a.kind == TypeRef::Kind::Named ? a.named == b.named : sameType(*a.of, *b.of);
}

bool isSubtype(const TypeRef &type, const TypeRef &super) noexcept
{
    if (super.isNonNull())
        return type.isNonNull() && isSubtype(*type.of, *super.of);
    if (type.isNonNull())
        return isSubtype(*type.of, super);
    if (super.isList() || type.isList())
        return super.isList() && type.isList() && isSubtype(*type.of, *super.of);
    if (type.named == super.named)
        return true;
    const auto &interfaces = type.named->interfaces;
    return super.named->mayBe(*type.named) ||
           std::find(interfaces.begin(), interfaces.end(), super.named) != interfaces.end();
}

std::string print(const TypeRef &type)
{
    switch (type.kind) {
    case TypeRef::Kind::List:
        return "[" + print(*type.of) + "]";
    case TypeRef::Kind::NonNull:
        return print(*type.of) + "!";
    default:
        return type.named->name;
    }
}

const InputValue *FieldDefinition::argument(std::string_view wanted) const noexcept
{
    const auto found = std::find_if(arguments.begin(), arguments.end(),
                                    [&](const InputValue &argument) { return argument.name == wanted; });
    return found == arguments.end() ? nullptr : &*found;
}

const FieldDefinition *NamedType::field(std::string_view wanted) const noexcept
{
    if (kind != TypeKind::Object && kind != TypeKind::Interface)
        return nullptr;
    const auto found = index.find(wanted);
    return found == index.end() ? nullptr : &fields[found->second];
}

const InputValue *NamedType::inputField(std::string_view wanted) const noexcept
{
    if (kind != TypeKind::InputObject)
        return nullptr;
    const auto found = index.find(wanted);
    return found == index.end() ? nullptr : &inputFields[found->second];
}

bool NamedType::mayBe(const NamedType &object) const noexcept
{
    return this == &object || (object.number < isPossible.size() && isPossible[object.number]);
}

const NamedType *Schema::type(std::string_view name) const noexcept
{
    const auto found = m_byName.find(name);
    return found == m_byName.end() ? nullptr : found->second;
}

const DirectiveType *Schema::directive(std::string_view name) const noexcept
{
    const auto found = m_directivesByName.find(name);
    return found == m_directivesByName.end() ? nullptr : found->second;
}

const NamedType *Schema::root(OperationType operation) const noexcept
{
    return m_roots[static_cast<std::size_t>(operation)];
}

const FieldDefinition *Schema::field(const NamedType &parent, std::string_view name) const noexcept
{
    if (name.starts_with("__")) {
        if (name == "__typename" && parent.isComposite())
            return m_typename;
        if (&parent == m_roots[0] && name == "__schema")
            return m_schemaField;
        if (&parent == m_roots[0] && name == "__type")
            return m_typeField;
    }
    return parent.field(name);
}

} // namespace mockforge::graphql
