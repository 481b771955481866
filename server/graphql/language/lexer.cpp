// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/language/lexer.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace mockforge::graphql {

namespace {

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

bool isNameStart(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

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

std::optional<std::uint32_t> hex(std::string_view digits)
{
    std::uint32_t value = 0;
    for (const char c : digits) {
        const int digit = isDigit(c)             ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0 || value > 0xFFFFFF)
            return std::nullopt;
        value = value * 16 + static_cast<std::uint32_t>(digit);
    }
    return digits.empty() ? std::nullopt : std::optional(value);
}

} // namespace

void Lexer::fail(std::size_t at, std::string message) const
{
    throw SyntaxError{static_cast<std::uint32_t>(at), std::move(message)};
}

std::string Lexer::shown(std::size_t at) const
{
    if (at >= m_source.size())
        return "<EOF>";
    const char c = m_source[at];
    if (c >= 0x20 && c < 0x7F)
        return c == '"' ? "'\"'" : "\"" + std::string(1, c) + "\"";
    static constexpr char kDigits[] = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x80 ? std::string("U+00") + kDigits[byte >> 4U] + kDigits[byte & 15U]
                       : "a character outside of ASCII";
}

/// So many bytes of the source, and what completes the last letter.
std::string Lexer::excerpt(std::size_t begin, std::size_t size) const
{
    std::size_t end = std::min(begin + size, m_source.size());
    while (end < m_source.size() && (static_cast<unsigned char>(m_source[end]) & 0xC0U) == 0x80U)
        ++end;
    return std::string(m_source.substr(begin, end - begin));
}

void Lexer::skipIgnored()
{
    while (m_at < m_source.size()) {
        const char c = m_source[m_at];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',') {
            ++m_at;
        } else if (c == '#') {
            while (m_at < m_source.size() && m_source[m_at] != '\n' && m_source[m_at] != '\r')
                ++m_at;
        } else if (m_source.substr(m_at, 3) == "\xEF\xBB\xBF") {
            m_at += 3;
        } else {
            return;
        }
    }
}

void Lexer::next(Token &token)
{
    skipIgnored();
    token.offset = static_cast<std::uint32_t>(m_at);
    if (m_at >= m_source.size()) {
        token.kind = TokenKind::End;
        token.text = {};
        return;
    }
    const std::size_t begin = m_at;
    const char c = m_source[m_at];
    if (isNameStart(c)) {
        while (m_at < m_source.size() && (isNameStart(m_source[m_at]) || isDigit(m_source[m_at])))
            ++m_at;
        token.kind = TokenKind::Name;
    } else if (isDigit(c) || c == '-') {
        number(token);
    } else if (c == '"') {
        if (m_source.substr(m_at, 3) == "\"\"\"")
            blockString(token);
        else
            string(token);
    } else if (std::string_view("!$&()=:@[]{}|").find(c) != std::string_view::npos) {
        token.kind = TokenKind::Punctuator;
        ++m_at;
    } else if (m_source.substr(m_at, 3) == "...") {
        token.kind = TokenKind::Punctuator;
        m_at += 3;
    } else {
        fail(m_at, c == '\''
                       ? "Unexpected single quote character ('), did you mean to use a double quote (\")?"
                       : "Unexpected character: " + shown(m_at) + ".");
    }
    token.text = m_source.substr(begin, m_at - begin);
}

void Lexer::number(Token &token)
{
    const auto at = [this](std::size_t i) {
        return i < m_source.size() ? m_source[i] : '\0';
    };
    const auto digits = [&] {
        if (!isDigit(at(m_at)))
            fail(m_at, "Invalid number, expected digit but got: " + shown(m_at) + ".");
        while (isDigit(at(m_at)))
            ++m_at;
    };
    token.kind = TokenKind::Int;
    if (at(m_at) == '-')
        ++m_at;
    if (at(m_at) == '0') {
        ++m_at;
        if (isDigit(at(m_at)))
            fail(m_at, "Invalid number, unexpected digit after 0: " + shown(m_at) + ".");
    } else {
        digits();
    }
    if (at(m_at) == '.') {
        token.kind = TokenKind::Float;
        ++m_at;
        digits();
    }
    if (at(m_at) == 'e' || at(m_at) == 'E') {
        token.kind = TokenKind::Float;
        ++m_at;
        if (at(m_at) == '+' || at(m_at) == '-')
            ++m_at;
        digits();
    }
    if (at(m_at) == '.' || isNameStart(at(m_at)))
        fail(m_at, "Invalid number, expected digit but got: " + shown(m_at) + ".");
}

void Lexer::escape(std::string &out)
{
    const std::size_t begin = m_at;
    const char c = m_at + 1 < m_source.size() ? m_source[m_at + 1] : '\0';
    const auto invalid = [&](std::size_t size) {
        fail(begin, "Invalid Unicode escape sequence: \"" + excerpt(begin, size) + "\".");
    };
    m_at += 2;
    switch (c) {
    case '"':
    case '\\':
    case '/':
        out += c;
        return;
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
    case 'u':
        break;
    default:
        fail(begin, "Invalid character escape sequence: \"" + excerpt(begin, 2) + "\".");
    }
    if (m_at < m_source.size() && m_source[m_at] == '{') {
        const std::size_t close = m_source.find('}', m_at);
        const auto code = close == std::string_view::npos || close - m_at > 10
                              ? std::nullopt
                              : hex(m_source.substr(m_at + 1, close - m_at - 1));
        if (!code || *code > 0x10FFFF || (*code >= 0xD800 && *code <= 0xDFFF))
            invalid(std::min<std::size_t>(12, close == std::string_view::npos ? 4 : close + 1 - begin));
        m_at = close + 1;
        return appendUtf8(*code, out);
    }
    auto code = m_source.size() - m_at >= 4 ? hex(m_source.substr(m_at, 4)) : std::nullopt;
    if (!code)
        invalid(6);
    m_at += 4;
    if (*code >= 0xD800 && *code <= 0xDBFF && m_source.substr(m_at, 2) == "\\u" &&
        m_source.size() - m_at >= 6) {
        const auto low = hex(m_source.substr(m_at + 2, 4));
        if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
            m_at += 6;
            return appendUtf8(0x10000U + ((*code - 0xD800U) << 10U) + (*low - 0xDC00U), out);
        }
    }
    if (*code >= 0xD800 && *code <= 0xDFFF)
        invalid(6);
    appendUtf8(*code, out);
}

void Lexer::string(Token &token)
{
    token.kind = TokenKind::String;
    token.value.clear();
    ++m_at;
    while (m_at < m_source.size()) {
        const char c = m_source[m_at];
        if (c == '"') {
            ++m_at;
            return;
        }
        if (c == '\n' || c == '\r')
            break;
        if (c == '\\') {
            escape(token.value);
        } else {
            token.value += c;
            ++m_at;
        }
    }
    fail(m_at, "Unterminated string.");
}

void Lexer::blockString(Token &token)
{
    token.kind = TokenKind::BlockString;
    std::string raw;
    m_at += 3;
    while (m_at < m_source.size()) {
        if (m_source.substr(m_at, 3) == "\"\"\"") {
            m_at += 3;
            token.value = blockStringValue(raw);
            return;
        }
        if (m_source.substr(m_at, 4) == "\\\"\"\"") {
            raw += "\"\"\"";
            m_at += 4;
        } else {
            raw += m_source[m_at++];
        }
    }
    fail(m_at, "Unterminated string.");
}

std::string blockStringValue(std::string_view raw)
{
    std::vector<std::string_view> lines;
    for (std::size_t begin = 0;;) {
        const std::size_t end = std::min(raw.find_first_of("\r\n", begin), raw.size());
        lines.push_back(raw.substr(begin, end - begin));
        if (end == raw.size())
            break;
        begin = end + (raw.substr(end, 2) == "\r\n" ? 2 : 1);
    }
    const auto indentOf = [](std::string_view line) {
        return std::min(line.find_first_not_of(" \t"), line.size());
    };
    std::size_t common = std::string_view::npos;
    std::size_t first = lines.size();
    std::size_t last = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::size_t indent = indentOf(lines[i]);
        if (indent == lines[i].size())
            continue;
        first = std::min(first, i);
        last = i;
        if (i > 0)
            common = std::min(common, indent);
    }
    std::string out;
    for (std::size_t i = first; i < lines.size() && i <= last; ++i) {
        if (i > first)
            out += '\n';
        out += i == 0 ? lines[i] : lines[i].substr(std::min(common, lines[i].size()));
    }
    return out;
}

} // namespace mockforge::graphql
