// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/schema/coercion.h"

#include <charconv>
#include <cmath>
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

double numberOf(std::string_view text)
{
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
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
            if (const auto value = integerOf(literal.text))
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

std::string printNumber(double number)
{
    if (number == std::floor(number) && std::abs(number) < 1e15)
        return std::to_string(static_cast<std::int64_t>(number));
    std::string text = nlohmann::json(number).dump();
    return text;
}

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

namespace {

Json coerceScalar(const nlohmann::json &value, const NamedType &type, const std::string &path,
                  const CoercionProblem &problem)
{
    const std::string shown = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    const auto refuse = [&](const std::string &message) {
        problem(path, Json(value), message);
        return Json();
    };
    const bool whole = value.is_number() && value.get<double>() == std::floor(value.get<double>());
    switch (type.scalar) {
    case ScalarKind::Int:
        if (!whole)
            return refuse("Int cannot represent non-integer value: " + shown);
        if (std::abs(value.get<double>()) > 2147483648.0 ||
            !fitsInt(static_cast<std::int64_t>(value.get<double>())))
            return refuse("Int cannot represent non 32-bit signed integer value: " + shown);
        return static_cast<std::int64_t>(value.get<double>());
    case ScalarKind::Float:
        return value.is_number() ? Json(value) : refuse("Float cannot represent non numeric value: " + shown);
    case ScalarKind::String:
        return value.is_string() ? Json(value)
                                 : refuse("String cannot represent a non string value: " + shown);
    case ScalarKind::Boolean:
        return value.is_boolean() ? Json(value)
                                  : refuse("Boolean cannot represent a non boolean value: " + shown);
    case ScalarKind::Id:
        if (value.is_string())
            return value;
        return whole ? Json(printNumber(value.get<double>())) : refuse("ID cannot represent value: " + shown);
    case ScalarKind::Custom:
        break;
    }
    return value;
}

class InputCoercion
{
public:
    explicit InputCoercion(const CoercionProblem &problem)
        : m_problem(problem)
    {}

    Json run(const nlohmann::json &value, const TypeRef &type, const std::string &path)
    {
        if (type.isNonNull()) {
            if (!value.is_null())
                return run(value, *type.of, path);
            m_problem(path, {}, "Expected non-nullable type \"" + print(type) + "\" not to be null.");
            return {};
        }
        if (value.is_null())
            return {};
        if (type.isList()) {
            Json list = Json::array();
            if (!value.is_array()) {
                list.push_back(run(value, *type.of, path));
                return list;
            }
            for (std::size_t i = 0; i < value.size(); ++i)
                list.push_back(run(value[i], *type.of, path + "[" + std::to_string(i) + "]"));
            return list;
        }
        if (type.named->kind == TypeKind::InputObject)
            return object(value, *type.named, path);
        if (type.named->kind == TypeKind::Enum) {
            if (value.is_string() && type.named->hasValue(value.get_ref<const std::string &>()))
                return value;
            m_problem(path, Json(value),
                      value.is_string()
                          ? "Value \"" + value.get<std::string>() + "\" does not exist in \"" +
                                type.named->name + "\" enum."
                          : "Enum \"" + type.named->name + "\" cannot represent non-string value: " +
                                value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + ".");
            return {};
        }
        return coerceScalar(value, *type.named, path, m_problem);
    }

private:
    Json object(const nlohmann::json &value, const NamedType &type, const std::string &path)
    {
        if (!value.is_object()) {
            m_problem(path, Json(value), "Expected type \"" + type.name + "\" to be an object.");
            return {};
        }
        Json object = Json::object();
        for (const InputValue &field : type.inputFields) {
            const auto given = value.find(field.name);
            if (given != value.end())
                object[field.name] = run(*given, *field.type, path + "." + field.name);
            else if (field.defaultValue)
                object[field.name] = *field.defaultValue;
            else if (field.type->isNonNull())
                m_problem(path, Json(value),
                          "Field \"" + field.name + "\" of required type \"" + print(*field.type) +
                              "\" was not provided.");
        }
        for (const auto &[name, ignored] : value.items()) {
            if (!type.inputField(name))
                m_problem(path, Json(value),
                          "Field \"" + name + "\" is not defined by type \"" + type.name + "\".");
        }
        if (type.isOneOf && (value.size() != 1 || value.begin()->is_null()))
            m_problem(path, Json(value),
                      value.size() != 1
                          ? "Exactly one key must be specified for OneOf type \"" + type.name + "\"."
                          : "Field \"" + value.begin().key() + "\" must be non-null.");
        return object;
    }

    const CoercionProblem &m_problem;
};

} // namespace

Json coerceInput(const nlohmann::json &value, const TypeRef &type, const CoercionProblem &problem)
{
    return InputCoercion(problem).run(value, type, {});
}

std::string printInput(const Json &value, const TypeRef &type)
{
    if (value.is_null())
        return "null";
    if (type.isNonNull())
        return printInput(value, *type.of);
    std::string out;
    if (type.isList()) {
        if (!value.is_array())
            return printInput(value, *type.of);
        for (const Json &item : value)
            out += (out.empty() ? "" : ", ") + printInput(item, *type.of);
        return "[" + out + "]";
    }
    if (type.named->kind == TypeKind::InputObject) {
        for (const InputValue &field : type.named->inputFields) {
            if (value.contains(field.name))
                out += (out.empty() ? "" : ", ") + field.name + ": " +
                       printInput(value[field.name], *field.type);
        }
        return out.empty() ? "{}" : "{ " + out + " }";
    }
    if (value.is_string()) {
        const std::string &text = value.get_ref<const std::string &>();
        const bool integer = type.named->scalar == ScalarKind::Id && integerOf(text) &&
                             std::to_string(*integerOf(text)) == text;
        if (type.named->kind == TypeKind::Enum || (type.named->kind == TypeKind::Scalar && integer))
            return text;
        return value.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    if (value.is_number_float())
        return printNumber(value.get<double>());
    if (value.is_structured()) {
        Value literal; // a custom scalar's: written as a literal
        if (value.is_array()) {
            for (const Json &item : value)
                out += (out.empty() ? "" : ", ") + printInput(item, type);
            return "[" + out + "]";
        }
        for (const auto &[name, item] : value.items())
            out += (out.empty() ? "" : ", ") + name + ": " + printInput(item, type);
        return out.empty() ? "{}" : "{ " + out + " }";
    }
    return value.dump();
}

} // namespace mockforge::graphql
