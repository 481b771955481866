// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/templating/program.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace mockforge::templating {

/// A name that needs no helper behind it.
struct RootName
{
    std::string_view name;
    Root root;
    int fields; ///< 0: none may follow, 1: one name, 2: any number
    bool inLoop;
};

inline constexpr std::array kRoots{RootName{"request.method", Root::Method, 0, false},
                                   RootName{"request.path", Root::Path, 0, false},
                                   RootName{"request.target", Root::Target, 0, false},
                                   RootName{"request.peer", Root::Peer, 0, false},
                                   RootName{"request.body", Root::Body, 2, false},
                                   RootName{"request.params", Root::Param, 1, false},
                                   RootName{"request.query", Root::Query, 1, false},
                                   RootName{"request.headers", Root::Header, 1, false},
                                   RootName{"request.header", Root::Header, 1, false},
                                   RootName{"request.cookies", Root::Cookie, 1, false},
                                   RootName{"body", Root::Body, 2, false},
                                   RootName{"params", Root::Param, 1, false},
                                   RootName{"query", Root::Query, 1, false},
                                   RootName{"headers", Root::Header, 1, false},
                                   RootName{"header", Root::Header, 1, false},
                                   RootName{"cookies", Root::Cookie, 1, false},
                                   RootName{"cookie", Root::Cookie, 1, false},
                                   RootName{"this", Root::This, 2, true},
                                   RootName{"@index", Root::Index, 0, true},
                                   RootName{"@number", Root::Number, 0, true},
                                   RootName{"@first", Root::First, 0, true},
                                   RootName{"@last", Root::Last, 0, true},
                                   RootName{"@key", Root::Key, 0, true}};

inline bool isSpace(char c) noexcept
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// What is wrong in a tag, and where in the template.
struct Syntax
{
    std::size_t offset;
    std::string message;
    std::string suggestion;
};

inline constexpr int kMaxParentheses = 16;

/// Reads the inside of one tag, from `m_at` to `m_end`; throws Syntax, caught by the reader of tags.
class TagReader
{
public:
    TagReader(std::string_view text, std::size_t begin, std::size_t end, int loops)
        : m_text(text)
        , m_at(begin)
        , m_end(end)
        , m_loops(loops)
    {}

    bool atEnd()
    {
        while (m_at < m_end && isSpace(m_text[m_at]))
            ++m_at;
        return m_at == m_end;
    }
    std::size_t at() const noexcept { return m_at; }

    void finish()
    {
        if (!atEnd())
            throw Syntax{m_at, "unexpected '" + std::string(m_text.substr(m_at, 1)) + "'", {}};
    }

    std::string_view word()
    {
        atEnd();
        const std::size_t begin = m_at;
        while (m_at < m_end && !isSpace(m_text[m_at]))
            ++m_at;
        return m_text.substr(begin, m_at - begin);
    }

    /// name arguments… key=value…, as far as the tag or the parenthesis goes
    Expression expression(int depth = 0)
    {
        if (depth > kMaxParentheses)
            throw Syntax{m_at, "parentheses nest deeper than 16", {}};
        if (atEnd())
            throw Syntax{m_at, "an expression is missing", {}};
        Expression result = term(depth, true);
        while (!atEnd() && m_text[m_at] != ')') {
            const std::size_t begin = m_at;
            const std::string_view key = keyBeforeEquals();
            if (!key.empty()) {
                namedArgument(result, key, begin, depth);
            } else if (result.kind != Expression::Kind::Call) {
                throw Syntax{result.offset, "what stands before arguments must be a helper",
                             nearestName(m_lastWord, m_loops > 0)};
            } else {
                result.arguments.push_back(term(depth, false));
            }
        }
        checkCall(result);
        return result;
    }

    /// One term, for #repeat MIN MAX.
    Expression term(int depth, bool mayCall)
    {
        atEnd();
        const std::size_t begin = m_at;
        Expression result;
        const char c = m_at < m_end ? m_text[m_at] : '\0';
        if (c == '(') {
            ++m_at;
            result = expression(depth + 1);
            if (atEnd() || m_text[m_at] != ')')
                throw Syntax{begin, "this parenthesis is never closed", {}};
            ++m_at;
        } else if (c == '"' || c == '\'') {
            result.literal.own() = quoted(c);
        } else {
            name(result, mayCall);
        }
        result.offset = begin;
        return result;
    }

private:
    std::string_view keyBeforeEquals()
    {
        std::size_t end = m_at;
        while (end < m_end && (std::isalnum(static_cast<unsigned char>(m_text[end])) || m_text[end] == '_'))
            ++end;
        if (end == m_at || end >= m_end || m_text[end] != '=')
            return {};
        const std::string_view key = m_text.substr(m_at, end - m_at);
        m_at = end + 1;
        return key;
    }

    void namedArgument(Expression &target, std::string_view key, std::size_t begin, int depth)
    {
        Expression value = term(depth, false);
        if (key == "default") {
            target.fallback.assign(1, std::move(value));
            return;
        }
        const std::string_view allowed = target.function ? target.function->named : std::string_view();
        std::string_view rest = allowed;
        while (!rest.empty()) {
            const std::size_t comma = std::min(rest.find(','), rest.size());
            if (rest.substr(0, comma) == key) {
                value.key = key;
                target.named.push_back(std::move(value));
                return;
            }
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
        throw Syntax{begin, "unknown argument '" + std::string(key) + "'",
                     "known here: " + std::string(allowed) + (allowed.empty() ? "default" : ",default")};
    }

    void checkCall(const Expression &call)
    {
        if (call.kind != Expression::Kind::Call)
            return;
        const Function &function = *call.function;
        if (call.arguments.size() < function.minArguments || call.arguments.size() > function.maxArguments)
            throw Syntax{call.offset,
                         "'" + std::string(function.info.name) + "' does not take " +
                             std::to_string(call.arguments.size()) + " arguments",
                         "write it like " + std::string(function.info.example)};
        if (function.check) {
            if (std::string problem = function.check(call); !problem.empty())
                throw Syntax{call.offset, std::string(function.info.name) + ": " + problem, {}};
        }
    }

    std::string quoted(char quote)
    {
        const std::size_t begin = m_at++;
        std::string text;
        for (; m_at < m_end && m_text[m_at] != quote; ++m_at) {
            if (m_text[m_at] == '\\' && m_at + 1 < m_end) {
                const char escaped = m_text[++m_at];
                text += escaped == 'n' ? '\n' : (escaped == 't' ? '\t' : escaped);
            } else {
                text += m_text[m_at];
            }
        }
        if (m_at >= m_end)
            throw Syntax{begin, "this text is never closed", {}};
        ++m_at;
        return text;
    }

    void name(Expression &result, bool mayCall)
    {
        const std::size_t begin = m_at;
        int brackets = 0;
        for (; m_at < m_end; ++m_at) {
            const char c = m_text[m_at];
            if (c == '[')
                ++brackets;
            else if (c == ']')
                --brackets;
            else if (brackets == 0 &&
                     (isSpace(c) || std::string_view("()=\"'{}|").find(c) != std::string_view::npos))
                break;
        }
        const std::string_view word = m_text.substr(begin, m_at - begin);
        m_lastWord = word;
        if (word.empty())
            throw Syntax{begin,
                         m_at < m_end ? "unexpected '" + std::string(1, m_text[m_at]) + "'"
                                      : std::string("an expression is missing"),
                         {}};
        if (literal(word, result) || rooted(word, begin, result))
            return;
        if (const Function *function = findFunction(word)) {
            result.kind = Expression::Kind::Call;
            result.function = function;
            if (!mayCall)
                result.offset = begin, checkCall(result);
            return;
        }
        throw Syntax{begin, "unknown name '" + std::string(word) + "'", nearestName(word, m_loops > 0)};
    }

    static bool literal(std::string_view word, Expression &result)
    {
        if (word == "true" || word == "false")
            return result.literal.setBool(word == "true"), true;
        if (word == "null")
            return true;
        const char first = word.front() == '-' && word.size() > 1 ? word[1] : word.front();
        if (first < '0' || first > '9')
            return false;
        std::int64_t integer = 0;
        const char *last = word.data() + word.size();
        if (const auto [end, error] = std::from_chars(word.data(), last, integer);
            error == std::errc() && end == last)
            return result.literal.setInteger(integer), true;
        double number = 0;
        if (const auto [end, error] = std::from_chars(word.data(), last, number);
            error == std::errc() && end == last)
            return result.literal.setNumber(number), true;
        return false;
    }

    bool rooted(std::string_view word, std::size_t begin, Expression &result)
    {
        std::string_view rest = word;
        for (; rest.substr(0, 3) == "../"; rest.remove_prefix(3))
            ++result.outer;
        const RootName *best = nullptr;
        for (const RootName &root : kRoots) {
            const bool fits = rest.substr(0, root.name.size()) == root.name &&
                              (rest.size() == root.name.size() || rest[root.name.size()] == '.');
            if (fits && (!best || root.name.size() > best->name.size()))
                best = &root;
        }
        if (!best && result.outer == 0 && variable(rest, begin, result))
            return true;
        if (!best) {
            if (result.outer > 0)
                throw Syntax{begin, "after '../' stands this, @index, @number, @first, @last or @key", {}};
            return false;
        }
        if (best->inLoop && result.outer >= m_loops)
            throw Syntax{begin,
                         "'" + std::string(word) + "' has a meaning only inside " +
                             (result.outer > 0 ? "that many loops" : "#each or #repeat"),
                         {}};
        if (!best->inLoop && result.outer > 0)
            throw Syntax{begin, "'../' is for this and @index; the request is the same everywhere", {}};
        result.kind = Expression::Kind::Name;
        result.root = best->root;
        rest.remove_prefix(std::min(best->name.size() + 1, rest.size()));
        fields(*best, rest, begin, result);
        return true;
    }

    /// A name that the protocol at hand adds to the request's.
    static bool variable(std::string_view word, std::size_t begin, Expression &result)
    {
        const std::string_view head = word.substr(0, word.find('.'));
        const auto &known = KnownVariables::inForce();
        if (std::find(known.begin(), known.end(), head) == known.end())
            return false;
        result.kind = Expression::Kind::Name;
        result.root = Root::Variable;
        fields(RootName{head, Root::Variable, 2, false}, word, begin, result);
        return true;
    }

    static void fields(const RootName &root, std::string_view rest, std::size_t begin, Expression &result)
    {
        if (rest.empty())
            return;
        if (root.fields == 0)
            throw Syntax{begin, "'" + std::string(root.name) + "' has no fields", {}};
        if (root.fields == 1) {
            if (rest.size() > 2 && rest.front() == '[' && rest.back() == ']')
                rest = rest.substr(1, rest.size() - 2);
            result.fields.emplace_back(rest);
            return;
        }
        while (!rest.empty()) {
            const bool bracket = rest.front() == '[' && rest.find(']') != std::string_view::npos;
            const std::size_t end = bracket ? rest.find(']') : std::min(rest.find('.'), rest.size());
            result.fields.emplace_back(bracket ? rest.substr(1, end - 1) : rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (bracket && !rest.empty() && rest.front() == '.')
                rest.remove_prefix(1);
            if (result.fields.size() > 64)
                throw Syntax{begin, "more than 64 fields deep", {}};
        }
    }

    std::string_view m_text;
    std::size_t m_at;
    std::size_t m_end;
    int m_loops;
    std::string_view m_lastWord;
};

} // namespace mockforge::templating
