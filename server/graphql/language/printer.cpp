// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/language/ast.h"

#include <nlohmann/json.hpp>

namespace mockforge::graphql {

namespace {

/// A GraphQL string: as JSON writes it, but for DEL.
std::string quoted(const std::string &text)
{
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace

std::string print(const Value &value)
{
    std::string out;
    switch (value.kind) {
    case Value::Kind::Variable:
        return "$" + std::string(value.text);
    case Value::Kind::String:
        return quoted(value.string);
    case Value::Kind::Null:
        return "null";
    case Value::Kind::List:
        for (const Value &item : value.items)
            out += (out.empty() ? "" : ", ") + print(item);
        return "[" + out + "]";
    case Value::Kind::Object:
        for (const ObjectField &field : value.fields)
            out += (out.empty() ? "" : ", ") + std::string(field.name.text) + ": " + print(field.value);
        return "{" + out + "}";
    default:
        return std::string(value.text);
    }
}

std::string print(const TypeSyntax &type)
{
    switch (type.kind) {
    case TypeSyntax::Kind::List:
        return "[" + print(*type.of) + "]";
    case TypeSyntax::Kind::NonNull:
        return print(*type.of) + "!";
    default:
        return std::string(type.name.text);
    }
}

} // namespace mockforge::graphql
