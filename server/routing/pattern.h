// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/templating/template.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace mockforge::routing {

/// One segment of a path pattern. The order is the order of specificity.
struct Segment
{
    enum class Kind : std::uint8_t { Literal, Mixed, Param, Any, Rest };
    Kind kind = Kind::Literal;
    std::string text;                ///< as written; for Literal what must be there, decoded
    std::vector<std::string> names;  ///< of the parameters, in order
    std::shared_ptr<re2::RE2> regex; ///< Mixed: over the whole segment, a group for each name

    /// Whether one decoded segment of a request fits; never called for Rest.
    bool fits(const std::string &segment) const;
    /// Equal up to the names of parameters: the same requests fit.
    bool sameShape(const Segment &other) const;
};

/// A compiled regular expression, linear in its input and bounded in memory; null and `error` when it is not
/// one.
std::shared_ptr<re2::RE2> compileRegex(const std::string &text, std::string &error);

/// A path pattern: /literal/{param}/{param:regex}/{name}.json/*/**. `*` and {param} take one segment that is
/// not empty, `**` any number, none included. Immutable, any thread.
class Pattern
{
public:
    /// Returns what is wrong, empty when nothing is.
    std::string parse(std::string_view text);
    const std::vector<Segment> &segments() const noexcept { return m_segments; }
    /// Whether all segments fit; fills `params` when given.
    bool matches(const std::vector<std::string> &path, templating::PathParams *params) const;

private:
    void capture(const std::vector<std::string> &path, const std::vector<std::size_t> &at,
                 templating::PathParams &params) const;

    std::vector<Segment> m_segments;
    bool m_hasRest = false;
};

} // namespace mockforge::routing
