// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/schema/coercion.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace mockforge::graphql {

namespace {

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

/// A whole number as the language writes it, whatever its size.
bool isInteger(std::string_view text)
{
    if (text.starts_with('-'))
        text.remove_prefix(1);
    return !text.empty() && (text == "0" || text.front() != '0') &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
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
        const bool integer = type.named->scalar == ScalarKind::Id && isInteger(text);
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
