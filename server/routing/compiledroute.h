// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/diagnostic.h"
#include "server/routing/condition.h"
#include "server/routing/pattern.h"
#include "server/routing/routetable.h"

#include <optional>

namespace mockforge::routing {

/// A route ready to answer: pattern, conditions, templates and prepared headers. Immutable but for the
/// counter.
struct CompiledRoute
{
    struct TemplatedHeader
    {
        std::size_t index; ///< in `headers`
        templating::Template value;
    };

    /// Appends every finding; the route is usable when none of them is an error.
    void compile(const project::Project &project, std::uint32_t number,
                 std::vector<control::Diagnostic> &diagnostics);
    /// Whether `token` is one of the methods, or any method is welcome.
    bool takes(std::string_view token) const noexcept;
    /// The first condition that does not hold; null when all hold.
    const Condition *failing(const exchange::Request &request) const;
    /// Whether the path fits; fills `params` when given. `decoded` is the path with its escapes decoded.
    bool pathFits(const exchange::Request &request, const std::string &decoded,
                  templating::PathParams *params) const;
    Result<RouteTable::Rendered> render(const templating::Context &context) const;
    /// What two routes that can never both answer have in common.
    std::string identity() const;

    const project::Route *spec = nullptr;
    std::uint32_t index = 0; ///< in file order
    std::uint32_t rank = 0;  ///< 0 is tried first
    std::uint64_t stream = 0;
    Pattern pattern;
    std::shared_ptr<re2::RE2> regex;
    std::vector<std::string> regexNames; ///< by group, empty for a group without a name
    std::vector<Condition> conditions;
    std::shared_ptr<std::atomic<std::uint64_t>> counter;

private:
    void compilePath(const project::Project &project, std::vector<control::Diagnostic> &diagnostics);
    void compileHeaders(const project::Project &project, std::vector<control::Diagnostic> &diagnostics);
    void compileBody(const project::Project &project, std::vector<control::Diagnostic> &diagnostics);
    void compileText(const project::Project &project, std::string_view text, bool templated,
                     std::vector<control::Diagnostic> &diagnostics);

    std::vector<std::pair<std::string, std::string>> m_headers;
    std::vector<TemplatedHeader> m_templatedHeaders;
    std::shared_ptr<const std::string> m_constantBody;
    std::optional<templating::Template> m_text;
    std::optional<templating::JsonTemplate> m_json;
};

} // namespace mockforge::routing
