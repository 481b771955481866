// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <re2/re2.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::jsonpath {

struct Filter;

/// One selector between brackets (RFC 9535 §2.3).
struct Selector
{
    enum class Kind : std::uint8_t { Name, Wildcard, Index, Slice, Filter };
    Kind kind = Kind::Wildcard;
    std::string name;
    std::int64_t index = 0;
    std::optional<std::int64_t> start, end, step;
    std::shared_ptr<const Filter> filter;
};

struct Segment
{
    bool descendant = false;
    std::vector<Selector> selectors;
};

struct Query
{
    bool fromRoot = true; ///< "$", otherwise "@"
    std::vector<Segment> segments;
    /// At most one node, by construction (§2.3.5.1): only names and indexes, one for each segment.
    bool isSingular() const noexcept;
};

/// What a function gives or takes (§2.4.1).
enum class ResultType : std::uint8_t { Value, Logical, Nodes };

enum class FunctionName : std::uint8_t { Length, Count, Match, Search, Value };

/// A node of a filter's expression.
struct Filter
{
    enum class Kind : std::uint8_t { Or, And, Not, Compare, Exists, Literal, Path, Call };
    enum class Comparison : std::uint8_t { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };

    Kind kind = Kind::Literal;
    Comparison comparison = Comparison::Equal;
    FunctionName function = FunctionName::Length;
    nlohmann::json literal;
    Query query;
    std::vector<Filter> operands;
    std::shared_ptr<const re2::RE2> regex; ///< of match and search, when the pattern is a literal
};

ResultType resultTypeOf(FunctionName function) noexcept;

/// An I-Regexp as RE2; null when it is none. `whole`: for match(), the whole text must fit.
std::shared_ptr<const re2::RE2> compileIRegexp(std::string_view pattern, bool whole);

} // namespace mockforge::jsonpath
