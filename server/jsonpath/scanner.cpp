// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jsonpath/scanner.h"

#include <charconv>

namespace mockforge::jsonpath {

namespace {

constexpr std::int64_t kMaxInteger = 9'007'199'254'740'991;

void appendUtf8(std::uint32_t code, std::string &out)
{
    const auto add = [&out](std::uint32_t byte) {
        out += static_cast<char>(byte);
    };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0U | (code >> 6U));
        add(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        add(0xE0U | (code >> 12U));
        add(0x80U | ((code >> 6U) & 0x3FU));
        add(0x80U | (code & 0x3FU));
    } else {
        add(0xF0U | (code >> 18U));
        add(0x80U | ((code >> 12U) & 0x3FU));
        add(0x80U | ((code >> 6U) & 0x3FU));
        add(0x80U | (code & 0x3FU));
    }
}

bool isNameFirst(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

} // namespace

void Scanner::blanks() noexcept
{
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
        ++m_at;
}

bool Scanner::take(char c) noexcept
{
    if (atEnd() || peek() != c)
        return false;
    ++m_at;
    return true;
}

bool Scanner::take(std::string_view word) noexcept
{
    if (m_text.substr(m_at, word.size()) != word)
        return false;
    m_at += word.size();
    return true;
}

void Scanner::expect(char c, std::string_view where)
{
    if (!take(c))
        fail("'" + std::string(1, c) + "' is missing " + std::string(where));
}

void Scanner::fail(std::string message) const
{
    throw Syntax{m_at, std::move(message)};
}

bool Scanner::atNameFirst() const noexcept
{
    return !atEnd() && isNameFirst(peek());
}

std::string Scanner::shorthand()
{
    const std::size_t begin = m_at;
    if (!atNameFirst())
        fail("a name is missing here");
    while (!atEnd() && (isNameFirst(peek()) || atDigit()))
        ++m_at;
    return std::string(m_text.substr(begin, m_at - begin));
}

std::uint32_t Scanner::hex4()
{
    std::uint32_t code = 0;
    const std::string_view digits = m_text.substr(m_at, 4);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (digits.size() < 4 || error != std::errc() || end != digits.data() + 4)
        fail("\\u takes four hexadecimal digits");
    m_at += 4;
    return code;
}

void Scanner::escape(char quote, std::string &out)
{
    const char c = peek();
    ++m_at;
    switch (c) {
    case 'b':
        out += '\b';
        return;
    case 'f':
        out += '\f';
        return;
    case 'n':
        out += '\n';
        return;
    case 'r':
        out += '\r';
        return;
    case 't':
        out += '\t';
        return;
    case '/':
    case '\\':
        out += c;
        return;
    case 'u': {
        std::uint32_t code = hex4();
        if (code >= 0xDC00 && code <= 0xDFFF)
            fail("a low surrogate without a high one before it");
        if (code >= 0xD800 && code <= 0xDBFF) {
            const bool follows = take("\\u");
            const std::uint32_t low = follows ? hex4() : 0;
            if (low < 0xDC00 || low > 0xDFFF)
                fail("a high surrogate without a low one behind it");
            code = 0x10000U + ((code - 0xD800U) << 10U) + (low - 0xDC00U);
        }
        appendUtf8(code, out);
        return;
    }
    default:
        if (c == quote) {
            out += c;
            return;
        }
        --m_at;
        fail("this escape does not exist");
    }
}

std::string Scanner::quoted()
{
    const std::size_t begin = m_at;
    const char quote = peek();
    ++m_at;
    std::string out;
    while (!atEnd() && peek() != quote) {
        const char c = peek();
        if (static_cast<unsigned char>(c) < 0x20)
            fail("a control character in a string must be escaped");
        ++m_at;
        if (c == '\\')
            escape(quote, out);
        else
            out += c;
    }
    if (!take(quote)) {
        m_at = begin;
        fail("this string is never closed");
    }
    return out;
}

std::int64_t Scanner::integer()
{
    const std::size_t begin = m_at;
    take('-');
    const bool zero = peek() == '0';
    if (!atDigit())
        fail("a number is missing here");
    while (atDigit())
        ++m_at;
    const std::string_view digits = from(begin);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool leadingZero = zero && digits != "0";
    if (error != std::errc() || leadingZero || value > kMaxInteger || value < -kMaxInteger) {
        m_at = begin;
        fail(leadingZero ? "a number has no leading zeros, and no '-0'" : "this number is out of range");
    }
    return value;
}

} // namespace mockforge::jsonpath
