// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/execution/leaf.h"

#include "server/graphql/schema/coercion.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace mockforge::graphql {

namespace {

using Kind = Resolved::Kind;

std::string shown(const Resolved &value)
{
    std::string out;
    switch (value.kind) {
    case Kind::Boolean:
        return value.boolean ? "true" : "false";
    case Kind::Integer:
        return std::to_string(value.integer);
    case Kind::Number:
        return printNumber(value.number);
    case Kind::Text:
        appendString(out, value.text);
        return out;
    case Kind::Leaf:
        return value.json->dump(-1, ' ', false, Json::error_handler_t::replace);
    case Kind::List:
        return "a list";
    case Kind::Object:
        return "an object";
    default:
        return "null";
    }
}

void appendInteger(std::string &out, std::int64_t value)
{
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

bool numberOf(const Resolved &value, double &number)
{
    switch (value.kind) {
    case Kind::Boolean:
        number = value.boolean ? 1 : 0;
        return true;
    case Kind::Integer:
        number = static_cast<double>(value.integer);
        return true;
    case Kind::Number:
        number = value.number;
        return true;
    case Kind::Text: {
        const char *end = value.text.data() + value.text.size();
        const auto [last, error] = std::from_chars(value.text.data(), end, number);
        return error == std::errc() && last == end;
    }
    default:
        return false;
    }
}

bool appendInt(const Resolved &value, std::string &out)
{
    double number = 0;
    if (!numberOf(value, number) || number != std::floor(number) || number < -2147483648.0 ||
        number > 2147483647.0)
        return false;
    appendInteger(out, static_cast<std::int64_t>(number));
    return true;
}

std::string intProblem(const Resolved &value)
{
    double number = 0;
    const bool whole = numberOf(value, number) && number == std::floor(number);
    return (whole ? "Int cannot represent non 32-bit signed integer value: "
                  : "Int cannot represent non-integer value: ") +
           shown(value);
}

bool appendFloat(const Resolved &value, std::string &out)
{
    double number = 0;
    if (value.kind == Kind::Integer) {
        appendInteger(out, value.integer);
        return true;
    }
    if (!numberOf(value, number) || !std::isfinite(number))
        return false;
    out += printNumber(number);
    return true;
}

bool appendText(const Resolved &value, std::string &out)
{
    if (value.kind == Kind::Text)
        appendString(out, value.text);
    else if (value.kind == Kind::Boolean || value.kind == Kind::Integer || value.kind == Kind::Number)
        out += "\"" + shown(value) + "\"";
    else
        return false;
    return true;
}

bool appendBoolean(const Resolved &value, std::string &out)
{
    if (value.kind == Kind::Boolean)
        out += value.boolean ? "true" : "false";
    else if (value.kind == Kind::Integer || value.kind == Kind::Number)
        out += (value.kind == Kind::Integer ? value.integer != 0 : value.number != 0) ? "true" : "false";
    else
        return false;
    return true;
}

} // namespace

namespace {

/// What a JSON string holds as it is: ASCII without controls, quotes and backslashes.
constexpr std::array<bool, 256> kPlain = [] {
    std::array<bool, 256> plain{};
    for (std::size_t c = 0x20; c < 0x7F; ++c)
        plain[c] = c != '"' && c != '\\';
    return plain;
}();

} // namespace

void appendString(std::string &out, std::string_view text)
{
    const bool plain =
        std::all_of(text.begin(), text.end(), [](char c) { return kPlain[static_cast<unsigned char>(c)]; });
    if (!plain) {
        // The JSON library escapes, and replaces what is not UTF-8.
        out += Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
        return;
    }
    out += '"';
    out += text;
    out += '"';
}

bool appendLeaf(const NamedType &type, const Resolved &value, std::string &out, std::string &problem)
{
    if (type.kind == TypeKind::Enum) {
        if (value.kind == Kind::Text && type.hasValue(value.text)) {
            out += '"';
            out += value.text;
            out += '"';
            return true;
        }
        problem = "Enum \"" + type.name + "\" cannot represent value: " + shown(value);
        return false;
    }
    bool ok = false;
    switch (type.scalar) {
    case ScalarKind::Int:
        ok = appendInt(value, out);
        problem = ok ? "" : intProblem(value);
        break;
    case ScalarKind::Float:
        ok = appendFloat(value, out);
        problem = ok ? "" : "Float cannot represent non numeric value: " + shown(value);
        break;
    case ScalarKind::String:
        ok = appendText(value, out);
        problem = ok ? "" : "String cannot represent value: " + shown(value);
        break;
    case ScalarKind::Id:
        ok = appendText(value, out);
        problem = ok ? "" : "ID cannot represent value: " + shown(value);
        break;
    case ScalarKind::Boolean:
        ok = appendBoolean(value, out);
        problem = ok ? "" : "Boolean cannot represent a non boolean value: " + shown(value);
        break;
    case ScalarKind::Custom:
        ok = value.kind != Kind::List && value.kind != Kind::Object;
        if (value.kind == Kind::Text)
            appendString(out, value.text);
        else if (ok)
            out += shown(value);
        problem = ok ? "" : type.name + " cannot represent value: " + shown(value);
        break;
    }
    return ok;
}

Resolved leafOf(const Json &value, const NamedType &type)
{
    if (value.is_null())
        return Resolved::null();
    if (value.is_boolean())
        return Resolved::of(value.get<bool>());
    if (value.is_number_integer())
        return Resolved::of(value.get<std::int64_t>());
    if (value.is_number())
        return Resolved::of(value.get<double>());
    if (value.is_string())
        return Resolved::of(value.get<std::string>());
    Resolved whole;
    whole.kind =
        type.kind == TypeKind::Scalar && type.scalar == ScalarKind::Custom ? Kind::Leaf : Kind::Object;
    whole.json = &value;
    return whole;
}

} // namespace mockforge::graphql
