// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace mockforge::project {

namespace {

template <typename Number>
bool parseWhole(std::string_view text, Number &number, int base = 10)
{
    std::from_chars_result result{};
    if constexpr (std::is_integral_v<Number>)
        result = std::from_chars(text.data(), text.data() + text.size(), number, base);
    else
        result = std::from_chars(text.data(), text.data() + text.size(), number);
    return result.ec == std::errc() && result.ptr == text.data() + text.size();
}

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

bool parseInteger(std::string_view text, std::int64_t &number)
{
    if (text.starts_with("0x"))
        return parseWhole(text.substr(2), number, 16);
    if (text.starts_with("0o"))
        return parseWhole(text.substr(2), number, 8);
    if (text.starts_with('+'))
        text.remove_prefix(1);
    return !text.empty() && parseWhole(text, number);
}

bool parseFloat(std::string_view text, double &number)
{
    if (text.starts_with('+'))
        text.remove_prefix(1);
    const bool startsLikeANumber = !text.empty() &&
                                   (text.find_first_of("0123456789") != std::string_view::npos) &&
                                   text.find_first_not_of("0123456789.eE+-") == std::string_view::npos;
    return startsLikeANumber && parseWhole(text, number) && std::isfinite(number);
}

} // namespace

const Value *Value::find(std::string_view key) const noexcept
{
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const Entry &entry) { return entry.key == key; });
    return found == entries.end() ? nullptr : &found->value;
}

std::string_view Value::kindName() const noexcept
{
    static constexpr std::array<std::string_view, 7> names{
        "nothing", "true or false", "a whole number", "a number", "text", "a list", "a mapping"};
    return names[static_cast<std::size_t>(kind)];
}

void setScalar(Value &value, const std::string &text, bool quoted)
{
    value.text = text;
    value.kind = Value::Kind::String;
    if (quoted)
        return;
    if (text.empty() || isOneOf(text, {"~", "null", "Null", "NULL"})) {
        value.kind = Value::Kind::Null;
    } else if (isOneOf(text, {"true", "True", "TRUE"})) {
        value.kind = Value::Kind::Boolean;
        value.boolean = true;
    } else if (isOneOf(text, {"false", "False", "FALSE"})) {
        value.kind = Value::Kind::Boolean;
    } else if (parseInteger(text, value.integer)) {
        value.kind = Value::Kind::Integer;
        value.number = static_cast<double>(value.integer);
    } else if (parseFloat(text, value.number)) {
        value.kind = Value::Kind::Float;
    }
}

nlohmann::ordered_json toJson(const Value &value)
{
    using Json = nlohmann::ordered_json;
    switch (value.kind) {
    case Value::Kind::Null:
        return nullptr;
    case Value::Kind::Boolean:
        return value.boolean;
    case Value::Kind::Integer:
        return value.integer;
    case Value::Kind::Float:
        return value.number;
    case Value::Kind::String:
        return value.text;
    case Value::Kind::List: {
        Json list = Json::array();
        for (const Value &item : value.items)
            list.push_back(toJson(item));
        return list;
    }
    case Value::Kind::Map:
        break;
    }
    Json object = Json::object();
    for (const Entry &entry : value.entries)
        object[entry.key] = toJson(entry.value);
    return object;
}

} // namespace mockforge::project
