// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/schema/coercion.h"

#include <charconv>
#include <limits>

namespace mockforge::graphql {

namespace {

using Kind = Value::Kind;

std::optional<std::int64_t> integerOf(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// Beyond what a double holds: infinite, or zero where it is too small.
double numberOf(std::string_view text)
{
    double value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc::result_out_of_range)
        return value;
    const bool negative = text.starts_with('-');
    const bool small = text.find("e-") != std::string_view::npos ||
                       text.find("E-") != std::string_view::npos ||
                       text.substr(negative ? 1 : 0).starts_with("0.");
    const double beyond = small ? 0 : std::numeric_limits<double>::infinity();
    return negative ? -beyond : beyond;
}

bool fitsInt(std::int64_t value) noexcept
{
    return value >= std::numeric_limits<std::int32_t>::min() &&
           value <= std::numeric_limits<std::int32_t>::max();
}

/// A custom scalar takes any literal.
Json untyped(const Value &literal, const Json *variables)
{
    switch (literal.kind) {
    case Kind::Variable:
        return variables && variables->contains(literal.text) ? (*variables)[std::string(literal.text)]
                                                              : Json();
    case Kind::Int:
        if (const auto integer = integerOf(literal.text))
            return *integer;
        return numberOf(literal.text);
    case Kind::Float:
        return numberOf(literal.text);
    case Kind::String:
        return literal.string;
    case Kind::Boolean:
        return literal.text == "true";
    case Kind::Enum:
        return literal.text;
    case Kind::List: {
        Json list = Json::array();
        for (const Value &item : literal.items)
            list.push_back(untyped(item, variables));
        return list;
    }
    case Kind::Object: {
        Json object = Json::object();
        for (const ObjectField &field : literal.fields)
            object[std::string(field.name.text)] = untyped(field.value, variables);
        return object;
    }
    case Kind::Null:
        break;
    }
    return {};
}

std::optional<Json> scalarLiteral(const Value &literal, const NamedType &type, const Json *variables)
{
    switch (type.scalar) {
    case ScalarKind::Int:
        if (const auto value = integerOf(literal.text); literal.kind == Kind::Int && value && fitsInt(*value))
            return *value;
        return std::nullopt;
    case ScalarKind::Float:
        if (literal.kind == Kind::Int) {
            // What a double holds exactly stays whole.
            constexpr std::int64_t kMost = std::int64_t{1} << 53U;
            if (const auto value = integerOf(literal.text); value && *value <= kMost && *value >= -kMost)
                return *value;
        }
        if (literal.kind == Kind::Int || literal.kind == Kind::Float)
            return numberOf(literal.text);
        return std::nullopt;
    case ScalarKind::String:
        return literal.kind == Kind::String ? std::optional<Json>(literal.string) : std::nullopt;
    case ScalarKind::Boolean:
        return literal.kind == Kind::Boolean ? std::optional<Json>(literal.text == "true") : std::nullopt;
    case ScalarKind::Id:
        if (literal.kind == Kind::String)
            return literal.string;
        return literal.kind == Kind::Int ? std::optional<Json>(literal.text) : std::nullopt;
    case ScalarKind::Custom:
        return untyped(literal, variables);
    }
    return std::nullopt;
}

bool isMissing(const Value &literal, const Json *variables)
{
    return literal.kind == Kind::Variable && (!variables || !variables->contains(literal.text));
}

std::optional<Json> objectLiteral(const Value &literal, const NamedType &type, const Json *variables)
{
    if (literal.kind != Kind::Object)
        return std::nullopt;
    Json object = Json::object();
    for (const InputValue &field : type.inputFields) {
        const Value *given = nullptr;
        for (const ObjectField &one : literal.fields) {
            if (one.name.text == field.name)
                given = &one.value;
        }
        if (!given || isMissing(*given, variables)) {
            if (field.defaultValue)
                object[field.name] = *field.defaultValue;
            else if (field.type->isNonNull())
                return std::nullopt;
            continue;
        }
        auto value = coerceLiteral(*given, *field.type, variables);
        if (!value)
            return std::nullopt;
        object[field.name] = std::move(*value);
    }
    if (type.isOneOf && (object.size() != 1 || object.begin()->is_null()))
        return std::nullopt;
    return object;
}

} // namespace

std::string literalProblem(const Value &literal, const NamedType &type)
{
    const std::string shown = print(literal);
    if (type.kind == TypeKind::Enum) {
        if (literal.kind != Kind::Enum)
            return "Enum \"" + type.name + "\" cannot represent non-enum value: " + shown + ".";
        return type.hasValue(literal.text)
                   ? std::string()
                   : "Value \"" + shown + "\" does not exist in \"" + type.name + "\" enum.";
    }
    if (scalarLiteral(literal, type, nullptr))
        return {};
    switch (type.scalar) {
    case ScalarKind::Int:
        return literal.kind == Kind::Int ? "Int cannot represent non 32-bit signed integer value: " + shown
                                         : "Int cannot represent non-integer value: " + shown;
    case ScalarKind::Float:
        return "Float cannot represent non numeric value: " + shown;
    case ScalarKind::String:
        return "String cannot represent a non string value: " + shown;
    case ScalarKind::Boolean:
        return "Boolean cannot represent a non boolean value: " + shown;
    case ScalarKind::Id:
        return "ID cannot represent a non-string and non-integer value: " + shown;
    case ScalarKind::Custom:
        break;
    }
    return "Expected value of type \"" + type.name + "\", found " + shown + ".";
}

std::optional<Json> coerceLiteral(const Value &literal, const TypeRef &type, const Json *variables)
{
    if (literal.kind == Kind::Variable) {
        if (isMissing(literal, variables))
            return std::nullopt;
        const Json &value = (*variables)[std::string(literal.text)];
        return value.is_null() && type.isNonNull() ? std::nullopt : std::optional(value);
    }
    if (type.isNonNull())
        return literal.kind == Kind::Null ? std::nullopt : coerceLiteral(literal, *type.of, variables);
    if (literal.kind == Kind::Null)
        return Json();
    if (type.isList()) {
        Json list = Json::array();
        if (literal.kind != Kind::List) {
            auto item = coerceLiteral(literal, *type.of, variables);
            if (!item)
                return std::nullopt;
            list.push_back(std::move(*item));
            return list;
        }
        for (const Value &element : literal.items) {
            if (isMissing(element, variables)) {
                if (type.of->isNonNull())
                    return std::nullopt;
                list.push_back(nullptr);
                continue;
            }
            auto item = coerceLiteral(element, *type.of, variables);
            if (!item)
                return std::nullopt;
            list.push_back(std::move(*item));
        }
        return list;
    }
    if (type.named->kind == TypeKind::InputObject)
        return objectLiteral(literal, *type.named, variables);
    if (type.named->kind == TypeKind::Enum)
        return literal.kind == Kind::Enum && type.named->hasValue(literal.text)
                   ? std::optional<Json>(literal.text)
                   : std::nullopt;
    return scalarLiteral(literal, *type.named, variables);
}

} // namespace mockforge::graphql
