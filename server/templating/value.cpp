// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templating/value.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace mockforge::templating {

namespace {

void appendInteger(std::string &out, std::int64_t value)
{
    std::array<char, 24> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    out.append(buffer.data(), end);
}

void appendNumber(std::string &out, double value, int decimals)
{
    std::array<char, 352> buffer; // the longest fixed double has 309 digits before the point
    const auto end = decimals < 0 ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr
                                  : std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                                  std::chars_format::fixed, decimals)
                                        .ptr;
    out.append(buffer.data(), end);
}

std::string dump(const nlohmann::json &json)
{
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Length of the UTF-8 sequence at the start (RFC 3629 §4), 0 when it is not one.
std::size_t sequenceLength(std::string_view text) noexcept
{
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned char>(text[i]);
    };
    const auto follows = [&](std::size_t i) {
        return i < text.size() && (byte(i) & 0xC0) == 0x80;
    };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return follows(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        if (!follows(1) || !follows(2))
            return 0;
        if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F))
            return 0;
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        if (!follows(1) || !follows(2) || !follows(3))
            return 0;
        if ((lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F))
            return 0;
        return 4;
    }
    return 0;
}

bool isPlain(char c) noexcept
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\';
}

void appendEscaped(std::string &out, std::string_view text)
{
    static constexpr std::string_view kHex = "0123456789abcdef";
    while (!text.empty()) {
        const char c = text.front();
        std::size_t used = 1;
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                out += "\\u00";
                out += kHex[static_cast<std::size_t>(c) >> 4];
                out += kHex[static_cast<std::size_t>(c) & 15];
            } else if (const std::size_t length = sequenceLength(text); length > 0) {
                out += text.substr(0, length);
                used = length;
            } else {
                out += "\xEF\xBF\xBD";
            }
        }
        text.remove_prefix(used);
    }
}

} // namespace

bool Value::isEmpty() const noexcept
{
    return m_kind == Kind::Null || (m_kind == Kind::Text && text().empty());
}

bool Value::truthy() const noexcept
{
    switch (m_kind) {
    case Kind::Null:
        return false;
    case Kind::Bool:
        return m_bool;
    case Kind::Integer:
        return m_integer != 0;
    case Kind::Number:
        return m_number != 0 && !std::isnan(m_number);
    case Kind::Text:
        return !text().empty();
    case Kind::Json:
        return !m_json->empty();
    }
    return false;
}

std::optional<double> Value::asNumber() const noexcept
{
    if (m_kind == Kind::Integer)
        return static_cast<double>(m_integer);
    if (m_kind == Kind::Number)
        return m_number;
    if (m_kind != Kind::Text)
        return std::nullopt;
    const std::string_view digits = text();
    double number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() ||
        !std::isfinite(number))
        return std::nullopt;
    return number;
}

std::optional<std::int64_t> Value::asInteger() const noexcept
{
    if (m_kind == Kind::Integer)
        return m_integer;
    if (m_kind == Kind::Text) {
        const std::string_view digits = text();
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (!digits.empty() && error == std::errc() && end == digits.data() + digits.size())
            return number;
    }
    const std::optional<double> number = asNumber();
    if (!number || std::abs(*number) > 9e15 || std::floor(*number) != *number)
        return std::nullopt;
    return static_cast<std::int64_t>(*number);
}

void Value::setBool(bool value) noexcept
{
    m_kind = Kind::Bool;
    m_bool = value;
}

void Value::setInteger(std::int64_t value) noexcept
{
    m_kind = Kind::Integer;
    m_integer = value;
}

void Value::setNumber(double value, int decimals) noexcept
{
    m_kind = Kind::Number;
    m_number = value;
    m_decimals = static_cast<std::int8_t>(std::clamp(decimals, -1, 20));
}

void Value::borrow(std::string_view text) noexcept
{
    m_kind = Kind::Text;
    m_isOwned = false;
    m_view = text;
}

std::string &Value::own()
{
    m_kind = Kind::Text;
    m_isOwned = true;
    m_owned.clear();
    return m_owned;
}

void Value::borrow(const nlohmann::json &json)
{
    using Type = nlohmann::json::value_t;
    switch (json.type()) {
    case Type::boolean:
        return setBool(json.get<bool>());
    case Type::number_integer:
        return setInteger(json.get<std::int64_t>());
    case Type::number_unsigned: {
        const auto number = json.get<std::uint64_t>();
        if (number <= static_cast<std::uint64_t>(INT64_MAX))
            return setInteger(static_cast<std::int64_t>(number));
        return setNumber(static_cast<double>(number));
    }
    case Type::number_float:
        return setNumber(json.get<double>());
    case Type::string:
        return borrow(std::string_view(json.get_ref<const std::string &>()));
    case Type::array:
    case Type::object:
        m_kind = Kind::Json;
        m_json = &json;
        return;
    default:
        return setNull();
    }
}

void Value::own(std::shared_ptr<const nlohmann::json> json)
{
    m_keep = std::move(json);
    borrow(*m_keep);
}

void Value::appendText(std::string &out) const
{
    switch (m_kind) {
    case Kind::Null:
        break;
    case Kind::Bool:
        out += m_bool ? "true" : "false";
        break;
    case Kind::Integer:
        appendInteger(out, m_integer);
        break;
    case Kind::Number:
        appendNumber(out, m_number, m_decimals);
        break;
    case Kind::Text:
        out += text();
        break;
    case Kind::Json:
        out += dump(*m_json);
        break;
    }
}

void Value::appendJson(std::string &out) const
{
    if (m_kind == Kind::Text)
        appendJsonString(out, text());
    else if (m_kind == Kind::Null || (m_kind == Kind::Number && !std::isfinite(m_number)))
        out += "null";
    else
        appendText(out);
}

std::string Value::toText() const
{
    std::string out;
    appendText(out);
    return out;
}

bool looseEquals(const Value &a, const Value &b)
{
    if (a.isNull() || b.isNull())
        return a.isNull() && b.isNull();
    const auto isNumber = [](const Value &value) {
        return value.kind() == Value::Kind::Integer || value.kind() == Value::Kind::Number;
    };
    if (isNumber(a) || isNumber(b)) {
        const std::optional<double> left = a.asNumber();
        const std::optional<double> right = b.asNumber();
        return left && right && *left == *right;
    }
    if (a.kind() == Value::Kind::Text && b.kind() == Value::Kind::Text)
        return a.text() == b.text();
    if (a.asJson() && b.asJson())
        return *a.asJson() == *b.asJson();
    return a.toText() == b.toText();
}

std::optional<int> looseCompare(const Value &a, const Value &b)
{
    if (a.isNull() || b.isNull())
        return std::nullopt;
    const std::optional<double> left = a.asNumber();
    const std::optional<double> right = b.asNumber();
    if (left && right)
        return *left < *right ? -1 : (*left > *right ? 1 : 0);
    return a.toText().compare(b.toText());
}

void appendJsonString(std::string &out, std::string_view text)
{
    out += '"';
    if (std::all_of(text.begin(), text.end(), isPlain))
        out += text;
    else
        appendEscaped(out, text);
    out += '"';
}

void escapeTail(std::string &out, std::size_t start)
{
    if (std::all_of(out.begin() + static_cast<std::ptrdiff_t>(start), out.end(), isPlain))
        return;
    const std::string raw = out.substr(start);
    out.resize(start);
    appendEscaped(out, raw);
}

} // namespace mockforge::templating
