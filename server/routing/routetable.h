// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/diagnostic.h"
#include "server/exchange/request.h"
#include "server/exchange/response.h"
#include "server/project/loader.h"
#include "server/project/model.h"
#include "server/templating/template.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mockforge::routing {

struct CompiledRoute;

/// What a match found. `route` is owned by the table, which the caller must hold.
struct Match
{
    const CompiledRoute *route = nullptr;
    templating::PathParams params;
};

/// A route that nearly answered, and why it did not.
struct NearMiss
{
    std::string route; ///< id
    std::string method;
    std::string path;
    std::vector<std::string> reasons; ///< "method is POST, the route wants GET"; "header X-Env is absent"
};

/// All routes of a project, compiled: an index by segments (cost grows with the depth of the path, not with
/// the number of routes), RE2 programs, templates. Immutable and shared by all workers, but for the per-route
/// counters, which are atomic and survive a reload by route id.
class RouteTable
{
public:
    ~RouteTable();
    /// Null when a finding is an error. `previous` hands the counters of unchanged route ids on.
    static std::shared_ptr<const RouteTable> compile(std::shared_ptr<const project::Project> project,
                                                     std::uint64_t seed, const RouteTable *previous,
                                                     std::vector<control::Diagnostic> &diagnostics);

    /// The same for what was just loaded: adds its findings to `loaded`, also when the file has mistakes of
    /// its own, so that all of them are reported at once. Null when there is any error.
    static std::shared_ptr<const RouteTable> compile(project::LoadResult &loaded, std::uint64_t seed,
                                                     const RouteTable *previous);

    /// Highest priority first, then the more specific path, then more matchers, then file order. Never
    /// throws.
    Match match(const exchange::Request &request) const;
    /// The methods that some enabled route would take for this path (for OPTIONS and Allow), sorted.
    std::vector<std::string> methodsFor(const exchange::Request &request) const;
    /// The closest routes, best first, at most `limit`.
    std::vector<NearMiss> explain(const exchange::Request &request, std::size_t limit) const;
    /// Draws this exchange's number n for the route, renders the response and says how long to wait.
    /// An Error means a template went over its bounds; the caller answers 500 with it.
    struct Rendered
    {
        exchange::Response response;
        std::uint64_t delayNs = 0;
    };
    Result<Rendered> render(const Match &match, const exchange::Request &request) const;

    std::size_t size() const noexcept;
    /// Route ids in file order, index = CompiledRoute number.
    const std::vector<std::string> &routeIds() const noexcept;
    static std::uint32_t indexOf(const CompiledRoute &route) noexcept;
    const std::shared_ptr<const project::Project> &project() const noexcept;

private:
    RouteTable();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace mockforge::routing
