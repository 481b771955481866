// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mockforge::graphql {

enum class TokenKind : std::uint8_t { End, Punctuator, Name, Int, Float, String, BlockString };

struct Token
{
    TokenKind kind = TokenKind::End;
    std::uint32_t offset = 0;
    std::string_view text; ///< as written
    std::string value;     ///< of a string, decoded
};

/// What is wrong with a document and where; thrown by lexer and parser, caught by parse().
struct SyntaxError
{
    std::uint32_t offset;
    std::string message;
};

/// Cuts a document into tokens (October 2021, section 2.1). The source must be UTF-8 and outlive the tokens.
class Lexer
{
public:
    explicit Lexer(std::string_view source)
        : m_source(source)
    {}

    void next(Token &token);

private:
    void skipIgnored();
    void number(Token &token);
    void string(Token &token);
    void blockString(Token &token);
    void escape(std::string &out);
    [[noreturn]] void fail(std::size_t at, std::string message) const;
    std::string shown(std::size_t at) const;
    std::string excerpt(std::size_t begin, std::size_t size) const;

    std::string_view m_source;
    std::size_t m_at = 0;
};

/// The lines of a block string without their common indentation (section 2.9.4).
std::string blockStringValue(std::string_view raw);

} // namespace mockforge::graphql
