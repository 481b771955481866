// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mockforge::templating {

/// What an expression gives: nothing, a boolean, a number, text, or a part of a JSON document. Text and JSON
/// are borrowed from the request where possible; what a helper makes is owned. Lives for one expression, on
/// one thread.
class Value
{
public:
    enum class Kind : std::uint8_t { Null, Bool, Integer, Number, Text, Json };

    Kind kind() const noexcept { return m_kind; }
    bool isNull() const noexcept { return m_kind == Kind::Null; }
    /// Absent, or text without a character: what `default=` replaces.
    bool isEmpty() const noexcept;
    /// False for nothing, false, 0, "", [] and {}.
    bool truthy() const noexcept;
    /// A number, or text that reads as one from end to end.
    std::optional<double> asNumber() const noexcept;
    std::optional<std::int64_t> asInteger() const noexcept;
    const nlohmann::json *asJson() const noexcept { return m_kind == Kind::Json ? m_json : nullptr; }
    /// The text itself, without conversion; empty for other kinds.
    std::string_view text() const noexcept { return m_isOwned ? std::string_view(m_owned) : m_view; }

    void setNull() noexcept { m_kind = Kind::Null; }
    void setBool(bool value) noexcept;
    void setInteger(std::int64_t value) noexcept;
    /// `decimals` >= 0 fixes the digits behind the point, else the shortest form that reads back the same.
    void setNumber(double value, int decimals = -1) noexcept;
    /// The text must outlive this value.
    void borrow(std::string_view text) noexcept;
    /// Text to be filled by the caller.
    std::string &own();
    /// Scalars of the document become scalars here, so that only arrays and objects stay JSON. Must outlive
    /// this value.
    void borrow(const nlohmann::json &json);
    void own(std::shared_ptr<const nlohmann::json> json);

    /// As text: nothing for null, compact JSON for arrays and objects.
    void appendText(std::string &out) const;
    /// As a JSON value.
    void appendJson(std::string &out) const;
    std::string toText() const;

private:
    Kind m_kind = Kind::Null;
    bool m_bool = false;
    bool m_isOwned = false;
    std::int8_t m_decimals = -1;
    std::int64_t m_integer = 0;
    double m_number = 0;
    std::string_view m_view;
    const nlohmann::json *m_json = nullptr;
    std::string m_owned;
    std::shared_ptr<const nlohmann::json> m_keep;
};

/// Equality as people mean it: numbers by value ("3" and 3 are equal when either is a number), everything
/// else as text; nothing equals only nothing.
bool looseEquals(const Value &a, const Value &b);
/// Below 0, 0 or above 0; by number when both read as numbers, else by bytes. Nothing compares with nothing.
std::optional<int> looseCompare(const Value &a, const Value &b);

/// Appends the JSON string for `text`, quotes included; bytes that are not UTF-8 become U+FFFD (RFC 8259
/// §8.1).
void appendJsonString(std::string &out, std::string_view text);
/// Escapes what `out` holds from `start` on, in place; free for plain ASCII.
void escapeTail(std::string &out, std::size_t start);

} // namespace mockforge::templating
