// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routing/pattern.h"

#include "server/exchange/request.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>

namespace mockforge::routing {

namespace {

bool isName(std::string_view name)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '-';
    });
}

/// The end of the segment that starts at `begin`: a slash inside {…} belongs to a regular expression.
std::size_t segmentEnd(std::string_view text, std::size_t begin)
{
    int depth = 0;
    std::size_t i = begin;
    for (; i < text.size() && (text[i] != '/' || depth > 0); ++i) {
        if (text[i] == '{')
            ++depth;
        else if (text[i] == '}')
            --depth;
    }
    return i;
}

std::size_t closingBrace(std::string_view text, std::size_t open)
{
    int depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
        if (text[i] == '{')
            ++depth;
        else if (text[i] == '}' && --depth == 0)
            return i;
    }
    return std::string_view::npos;
}

/// A segment with {…} in it.
std::string parseBraces(std::string_view text, Segment &segment)
{
    std::string expression;
    bool plain = true;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t open = text.find('{', at);
        const std::string_view literal = text.substr(at, open == std::string_view::npos ? open : open - at);
        if (literal.find_first_of("}*") != std::string_view::npos)
            return "'" + std::string(text) + "' mixes '}' or '*' with other characters";
        expression += RE2::QuoteMeta(exchange::percentDecode(literal, false));
        plain = plain && literal.empty();
        if (open == std::string_view::npos)
            break;
        const std::size_t close = closingBrace(text, open);
        if (close == std::string_view::npos)
            return "'{' is never closed in '" + std::string(text) + "'";
        const std::string_view inside = text.substr(open + 1, close - open - 1);
        const std::size_t colon = inside.find(':');
        const std::string_view name = inside.substr(0, colon);
        if (!isName(name))
            return "'" + std::string(name) + "' is not a parameter name (letters, digits, '_' and '-')";
        segment.names.emplace_back(name);
        if (colon == std::string_view::npos) {
            expression += "(.+?)";
        } else {
            const std::string own(inside.substr(colon + 1));
            std::string error;
            const auto compiled = compileRegex(own, error);
            if (!compiled)
                return "the regular expression of {" + std::string(name) + "} is wrong: " + error;
            if (compiled->NumberOfCapturingGroups() > 0)
                return "write (?:…) instead of (…) inside {" + std::string(name) + "}";
            expression += "(" + own + ")";
            plain = false;
        }
        at = close + 1;
    }
    segment.kind = plain && segment.names.size() == 1 ? Segment::Kind::Param : Segment::Kind::Mixed;
    if (segment.kind == Segment::Kind::Param)
        return {};
    std::string error;
    segment.regex = compileRegex(expression, error);
    return segment.regex ? std::string() : "'" + std::string(text) + "': " + error;
}

std::string parseSegment(std::string_view text, Segment &segment)
{
    segment.text = text;
    if (text == "*" || text == "**") {
        segment.kind = text == "*" ? Segment::Kind::Any : Segment::Kind::Rest;
        return {};
    }
    if (text.find_first_of("{}") != std::string_view::npos)
        return parseBraces(text, segment);
    if (text.find('*') != std::string_view::npos)
        return "'*' must be a whole segment, not part of '" + std::string(text) + "'; use {name} there";
    segment.text = exchange::percentDecode(text, false);
    return {};
}

} // namespace

std::shared_ptr<re2::RE2> compileRegex(const std::string &text, std::string &error)
{
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(1 << 20);
    options.set_dot_nl(true);
    auto regex = std::make_shared<RE2>(text, options);
    if (!regex->ok()) {
        // A request body need not be UTF-8, but a pattern in the project file must be.
        error = regex->error();
        return nullptr;
    }
    return regex;
}

bool Segment::fits(const std::string &segment) const
{
    switch (kind) {
    case Kind::Literal:
        return segment == text;
    case Kind::Mixed:
        return RE2::FullMatch(segment, *regex);
    default:
        return !segment.empty();
    }
}

bool Segment::sameShape(const Segment &other) const
{
    if (kind != other.kind)
        return false;
    if (kind == Kind::Literal)
        return text == other.text;
    return kind != Kind::Mixed || regex->pattern() == other.regex->pattern();
}

std::string Pattern::parse(std::string_view text)
{
    if (text.empty() || text.front() != '/')
        return "a path begins with '/'";
    if (text.find_first_of("?#") != std::string_view::npos && text.find('{') == std::string_view::npos)
        return "a path holds no '?' or '#'; match query parameters under 'match'";
    std::set<std::string> names;
    for (std::size_t begin = 1; begin <= text.size();) {
        const std::size_t end = segmentEnd(text, begin);
        Segment segment;
        if (std::string problem = parseSegment(text.substr(begin, end - begin), segment); !problem.empty())
            return problem;
        for (const std::string &name : segment.names) {
            if (!names.insert(name).second)
                return "the parameter {" + name + "} appears twice";
        }
        m_hasRest = m_hasRest || segment.kind == Segment::Kind::Rest;
        m_segments.push_back(std::move(segment));
        begin = end + 1;
    }
    return {};
}

bool Pattern::matches(const std::vector<std::string> &path, templating::PathParams *params) const
{
    if (!m_hasRest && path.size() != m_segments.size())
        return false;
    constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    std::vector<std::size_t> at(params ? m_segments.size() : 0);
    std::size_t p = 0;
    std::size_t s = 0;
    std::size_t restPattern =
        kNone; // the last ** passed, and where the path goes on if it takes one segment more
    std::size_t restPath = 0;
    while (s < path.size() || p < m_segments.size()) {
        if (p < m_segments.size() && m_segments[p].kind == Segment::Kind::Rest) {
            restPattern = p++;
            restPath = s;
        } else if (p < m_segments.size() && s < path.size() && m_segments[p].fits(path[s])) {
            if (params)
                at[p] = s;
            ++p;
            ++s;
        } else if (restPattern != kNone && restPath < path.size()) {
            p = restPattern + 1;
            s = ++restPath;
        } else {
            return false;
        }
    }
    if (params)
        capture(path, at, *params);
    return true;
}

void Pattern::capture(const std::vector<std::string> &path, const std::vector<std::size_t> &at,
                      templating::PathParams &params) const
{
    for (std::size_t p = 0; p < m_segments.size(); ++p) {
        const Segment &segment = m_segments[p];
        if (segment.kind == Segment::Kind::Param) {
            params.emplace_back(segment.names.front(), path[at[p]]);
        } else if (segment.kind == Segment::Kind::Mixed) {
            std::vector<re2::StringPiece> groups(segment.names.size() + 1);
            const std::string &text = path[at[p]];
            segment.regex->Match(text, 0, text.size(), RE2::ANCHOR_BOTH, groups.data(),
                                 static_cast<int>(groups.size()));
            for (std::size_t i = 0; i < segment.names.size(); ++i)
                params.emplace_back(segment.names[i],
                                    std::string(groups[i + 1].data(), groups[i + 1].size()));
        }
    }
}

} // namespace mockforge::routing
