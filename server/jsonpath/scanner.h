// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mockforge::jsonpath {

/// What is wrong with a query and where (bytes from the start); caught by JsonPath::compile.
struct Syntax
{
    std::size_t offset;
    std::string message;
};

/// The characters of a query: tokens that selectors and filters share. Throws Syntax.
class Scanner
{
public:
    explicit Scanner(std::string_view text)
        : m_text(text)
    {}

    bool atEnd() const noexcept { return m_at >= m_text.size(); }
    char peek(std::size_t ahead = 0) const noexcept
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    std::size_t at() const noexcept { return m_at; }
    void moveTo(std::size_t at) noexcept { m_at = at; }
    void advance(std::size_t count = 1) noexcept { m_at += count; }
    std::string_view from(std::size_t begin) const { return m_text.substr(begin, m_at - begin); }

    void blanks() noexcept;
    bool take(char c) noexcept;
    bool take(std::string_view word) noexcept;
    void expect(char c, std::string_view where);
    [[noreturn]] void fail(std::string message) const;

    bool atDigit() const noexcept { return peek() >= '0' && peek() <= '9'; }
    bool atNameFirst() const noexcept;
    /// member-name-shorthand (§2.5.1.1)
    std::string shorthand();
    /// A string literal in either kind of quotes (§2.3.1.1), decoded.
    std::string quoted();
    /// An integer within ±(2^53 − 1), without leading zeros or "-0" (§2.1).
    std::int64_t integer();

private:
    void escape(char quote, std::string &out);
    std::uint32_t hex4();

    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace mockforge::jsonpath
