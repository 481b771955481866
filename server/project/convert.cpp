// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/convert.h"

#include <array>
#include <charconv>
#include <cmath>

namespace mockforge::project {

namespace {

struct Unit
{
    std::string_view name;
    double factor;
};

constexpr std::array<Unit, 8> kSizes{{{"", 1},
                                      {"B", 1},
                                      {"KB", 1e3},
                                      {"MB", 1e6},
                                      {"GB", 1e9},
                                      {"KiB", 1024},
                                      {"MiB", 1024.0 * 1024},
                                      {"GiB", 1024.0 * 1024 * 1024}}};
constexpr std::array<Unit, 5> kDurations{{{"", 1}, {"ms", 1}, {"s", 1e3}, {"m", 6e4}, {"h", 3.6e6}}};

template <std::size_t N>
std::optional<double> withUnit(std::string_view text, const std::array<Unit, N> &units)
{
    double number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc())
        return std::nullopt;
    std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    while (unit.starts_with(' '))
        unit.remove_prefix(1);
    for (const Unit &known : units) {
        if (known.name == unit)
            return number * known.factor;
    }
    return std::nullopt;
}

void outOfRange(std::string_view key, const Value &value, const std::string &range, Findings &findings)
{
    findings.error(value.location, "out_of_range", std::string(key) + " is " + value.text,
                   "it must be " + range);
}

std::string rangeText(std::int64_t low, std::int64_t high)
{
    return "from " + std::to_string(low) + " to " + std::to_string(high);
}

template <std::size_t N>
std::optional<std::int64_t> toQuantity(std::string_view key, const Value &value,
                                       const std::array<Unit, N> &units, std::string_view wanted,
                                       std::int64_t low, std::int64_t high, Findings &findings)
{
    const auto number = value.isScalar() ? withUnit(value.text, units) : std::nullopt;
    if (!number) {
        wrongType(key, value, wanted, findings);
        return std::nullopt;
    }
    if (*number < static_cast<double>(low) || *number > static_cast<double>(high)) {
        outOfRange(key, value, rangeText(low, high), findings);
        return std::nullopt;
    }
    return static_cast<std::int64_t>(std::llround(*number));
}

} // namespace

void wrongType(std::string_view key, const Value &value, std::string_view wanted, Findings &findings)
{
    std::string seen(value.kindName());
    if (value.isScalar() && !value.text.empty())
        seen += " ('" + value.text.substr(0, 60) + "')";
    findings.error(value.location, "wrong_type",
                   std::string(key) + " must be " + std::string(wanted) + ", not " + seen);
}

std::optional<bool> toBoolean(std::string_view key, const Value &value, Findings &findings)
{
    if (value.kind == Value::Kind::Boolean)
        return value.boolean;
    wrongType(key, value, "true or false", findings);
    return std::nullopt;
}

std::optional<std::int64_t> toInteger(std::string_view key, const Value &value, std::int64_t low,
                                      std::int64_t high, Findings &findings)
{
    if (value.kind != Value::Kind::Integer) {
        wrongType(key, value, "a whole number", findings);
        return std::nullopt;
    }
    if (value.integer < low || value.integer > high) {
        outOfRange(key, value, rangeText(low, high), findings);
        return std::nullopt;
    }
    return value.integer;
}

std::optional<double> toNumber(std::string_view key, const Value &value, double low, double high,
                               Findings &findings)
{
    if (value.kind != Value::Kind::Integer && value.kind != Value::Kind::Float) {
        wrongType(key, value, "a number", findings);
        return std::nullopt;
    }
    if (value.number < low || value.number > high) {
        outOfRange(key, value, rangeText(static_cast<std::int64_t>(low), static_cast<std::int64_t>(high)),
                   findings);
        return std::nullopt;
    }
    return value.number;
}

std::optional<std::int64_t> toSize(std::string_view key, const Value &value, std::int64_t low,
                                   std::int64_t high, Findings &findings)
{
    return toQuantity(key, value, kSizes, "a size such as 64KiB or 10MB", low, high, findings);
}

std::optional<std::int64_t> toDuration(std::string_view key, const Value &value, std::int64_t low,
                                       std::int64_t high, Findings &findings)
{
    return toQuantity(key, value, kDurations, "a time such as 250ms or 10s", low, high, findings);
}

std::optional<std::string> toText(std::string_view key, const Value &value, Findings &findings)
{
    if (value.isScalar() && value.kind != Value::Kind::Null)
        return value.text;
    wrongType(key, value, "text", findings);
    return std::nullopt;
}

std::optional<std::string> toChoice(std::string_view key, const Value &value,
                                    const std::vector<std::string> &choices, Findings &findings)
{
    if (!value.isScalar()) {
        wrongType(key, value, "text", findings);
        return std::nullopt;
    }
    for (const std::string &choice : choices) {
        if (choice == value.text)
            return choice;
    }
    std::string list;
    for (const std::string &choice : choices)
        list += (list.empty() ? "" : ", ") + choice;
    findings.error(value.location, "unknown_value", std::string(key) + " cannot be '" + value.text + "'",
                   "it is one of " + list);
    return std::nullopt;
}

std::optional<std::vector<std::string>> toList(std::string_view key, const Value &value, Findings &findings)
{
    std::vector<std::string> list;
    if (value.kind != Value::Kind::List) {
        auto one = toText(key, value, findings);
        if (!one)
            return std::nullopt;
        list.push_back(std::move(*one));
        return list;
    }
    for (const Value &item : value.items) {
        auto text = toText(key, item, findings);
        if (!text)
            return std::nullopt;
        list.push_back(std::move(*text));
    }
    return list;
}

} // namespace mockforge::project
