// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/schema/coercion.h"

#include <algorithm>
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

constexpr std::size_t kMostShown = 10;
constexpr int kMostShownDepth = 2;
constexpr std::size_t kMostShownText = 200;

std::string shownText(const std::string &text)
{
    std::size_t end = std::min(text.size(), kMostShownText);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return nlohmann::json(text.substr(0, end))
               .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) +
           (end < text.size() ? "..." : "");
}

std::string shownAt(const nlohmann::json &value, int depth)
{
    if (value.is_string())
        return shownText(value.get_ref<const std::string &>());
    if (!value.is_structured())
        return value.dump();
    if (depth > kMostShownDepth)
        return value.is_array() ? "[Array]" : "[Object]";
    std::string out;
    std::size_t count = 0;
    for (const auto &[name, item] : value.items()) {
        out += count > 0 ? ", " : "";
        if (count++ == kMostShown) {
            out += "...";
            break;
        }
        out += (value.is_object() ? name + ": " : std::string()) + shownAt(item, depth + 1);
    }
    return value.is_array() ? "[" + out + "]" : "{ " + out + " }";
}

} // namespace

std::string inspect(const nlohmann::json &value)
{
    return shownAt(value, 0);
}

/// ECMA-262, Number::toString: the shortest digits that mean the number, with an exponent from 1e21 on and
/// below 1e-6.
std::string printNumber(double number)
{
    if (number == 0 || !std::isfinite(number))
        return number == 0 ? "0" : "null";
    char buffer[32];
    const auto last =
        std::to_chars(buffer, buffer + sizeof buffer, std::abs(number), std::chars_format::scientific).ptr;
    const std::string_view text(buffer, static_cast<std::size_t>(last - buffer));
    const std::size_t mark = text.find('e');
    std::string digits(text.substr(0, mark));
    if (digits.size() > 1)
        digits.erase(1, 1);
    int exponent = 0;
    std::from_chars(text.data() + mark + 2, last, exponent);
    exponent = text[mark + 1] == '-' ? -exponent : exponent;
    const int count = static_cast<int>(digits.size());
    const std::string sign = number < 0 ? "-" : "";
    const auto zeros = [](int howMany) {
        return std::string(static_cast<std::size_t>(howMany), '0');
    };
    if (exponent >= 21 || exponent < -6) {
        const std::string fraction = count > 1 ? "." + digits.substr(1) : "";
        return sign + digits[0] + fraction + (exponent < 0 ? "e-" : "e+") +
               std::to_string(std::abs(exponent));
    }
    if (exponent < 0)
        return sign + "0." + zeros(-exponent - 1) + digits;
    if (count <= exponent + 1)
        return sign + digits + zeros(exponent + 1 - count);
    return sign + digits.insert(static_cast<std::size_t>(exponent) + 1, 1, '.');
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
    const auto refuse = [&](const char *message) {
        problem(path, value, message + inspect(value));
        return Json();
    };
    const bool whole = value.is_number() && value.get<double>() == std::floor(value.get<double>());
    switch (type.scalar) {
    case ScalarKind::Int:
        if (!whole)
            return refuse("Int cannot represent non-integer value: ");
        if (std::abs(value.get<double>()) > 2147483648.0 ||
            !fitsInt(static_cast<std::int64_t>(value.get<double>())))
            return refuse("Int cannot represent non 32-bit signed integer value: ");
        return static_cast<std::int64_t>(value.get<double>());
    case ScalarKind::Float:
        return value.is_number() ? Json(value) : refuse("Float cannot represent non numeric value: ");
    case ScalarKind::String:
        return value.is_string() ? Json(value) : refuse("String cannot represent a non string value: ");
    case ScalarKind::Boolean:
        return value.is_boolean() ? Json(value) : refuse("Boolean cannot represent a non boolean value: ");
    case ScalarKind::Id:
        if (value.is_string())
            return value;
        return whole ? Json(printNumber(value.get<double>())) : refuse("ID cannot represent value: ");
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
            m_problem(path, value,
                      value.is_string()
                          ? "Value \"" + value.get<std::string>() + "\" does not exist in \"" +
                                type.named->name + "\" enum."
                          : "Enum \"" + type.named->name +
                                "\" cannot represent non-string value: " + inspect(value) + ".");
            return {};
        }
        return coerceScalar(value, *type.named, path, m_problem);
    }

private:
    Json object(const nlohmann::json &value, const NamedType &type, const std::string &path)
    {
        if (!value.is_object()) {
            m_problem(path, value, "Expected type \"" + type.name + "\" to be an object.");
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
                m_problem(path, value,
                          "Field \"" + field.name + "\" of required type \"" + print(*field.type) +
                              "\" was not provided.");
        }
        for (const auto &[name, ignored] : value.items()) {
            if (!type.inputField(name))
                m_problem(path, value,
                          "Field \"" + name + "\" is not defined by type \"" + type.name + "\".");
        }
        if (type.isOneOf && object.size() != 1)
            m_problem(path, value, "Exactly one key must be specified for OneOf type \"" + type.name + "\".");
        if (type.isOneOf && !object.empty() && value.find(object.begin().key())->is_null())
            m_problem(path + "." + object.begin().key(), {},
                      "Field \"" + object.begin().key() + "\" must be non-null.");
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
        return "{" + out + "}";
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
        // a custom scalar's: written as a literal
        if (value.is_array()) {
            for (const Json &item : value)
                out += (out.empty() ? "" : ", ") + printInput(item, type);
            return "[" + out + "]";
        }
        for (const auto &[name, item] : value.items())
            out += (out.empty() ? "" : ", ") + name + ": " + printInput(item, type);
        return "{" + out + "}";
    }
    return value.dump();
}

} // namespace mockforge::graphql
