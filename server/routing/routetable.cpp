// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routing/routetable.h"

#include "metrics/base/clock.h"
#include "server/routing/explanation.h"
#include "server/routing/pathindex.h"

#include <algorithm>
#include <map>
#include <set>

namespace mockforge::routing {

struct RouteTable::Private
{
    std::shared_ptr<const project::Project> project;
    std::uint64_t seed = 0;
    std::vector<CompiledRoute> routes; ///< in file order
    std::vector<std::string> ids;
    PathIndex index;
    std::vector<std::uint32_t> regexRoutes; ///< enabled ones, best rank first
};

namespace {

using control::Diagnostic;

/// Below 0 when `a` is the more specific path. A path_regex ranks like one segment that mixes text and
/// parameters.
int compareSpecificity(const CompiledRoute &a, const CompiledRoute &b)
{
    const auto kind = [](const CompiledRoute &route, std::size_t i) {
        return route.spec->pathIsRegex ? Segment::Kind::Mixed : route.pattern.segments()[i].kind;
    };
    const auto length = [](const CompiledRoute &route) {
        return route.spec->pathIsRegex ? std::size_t{1} : route.pattern.segments().size();
    };
    for (std::size_t i = 0; i < std::min(length(a), length(b)); ++i) {
        if (kind(a, i) != kind(b, i))
            return kind(a, i) < kind(b, i) ? -1 : 1;
    }
    return length(a) == length(b) ? 0 : (length(a) > length(b) ? -1 : 1);
}

bool isTriedBefore(const CompiledRoute &a, const CompiledRoute &b)
{
    if (a.spec->priority != b.spec->priority)
        return a.spec->priority > b.spec->priority;
    if (const int order = compareSpecificity(a, b); order != 0)
        return order < 0;
    if (a.spec->methods.empty() != b.spec->methods.empty())
        return b.spec->methods.empty();
    if (a.conditions.size() != b.conditions.size())
        return a.conditions.size() > b.conditions.size();
    return a.index < b.index;
}

void rank(std::vector<CompiledRoute> &routes)
{
    std::vector<std::uint32_t> order(routes.size());
    for (std::uint32_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return isTriedBefore(routes[a], routes[b]); });
    for (std::uint32_t i = 0; i < order.size(); ++i)
        routes[order[i]].rank = i;
}

/// `sound` says which routes compiled: one that did not has nothing to be compared by.
void findDuplicates(const project::Project &project, const std::vector<CompiledRoute> &routes,
                    const std::vector<bool> &sound, std::vector<Diagnostic> &diagnostics)
{
    std::map<std::string, const CompiledRoute *> seen;
    for (const CompiledRoute &route : routes) {
        if (!route.spec->enabled || !sound[route.index])
            continue;
        const auto [first, added] = seen.emplace(route.identity(), &route);
        if (added)
            continue;
        diagnostics.push_back({Diagnostic::Severity::Error, project.file, route.spec->location.line,
                               route.spec->location.column, "duplicate_route",
                               "route '" + route.spec->id + "' can never answer: '" +
                                   first->second->spec->id + "' on line " +
                                   std::to_string(first->second->spec->location.line) +
                                   " has the same methods, path, match and priority",
                               "remove one, or give it another match or priority"});
    }
}

const std::string &decodedPath(const exchange::Request &request, std::string &buffer, bool &ready)
{
    if (!ready)
        buffer = exchange::percentDecode(request.path, false);
    ready = true;
    return buffer;
}

} // namespace

RouteTable::RouteTable()
    : d(std::make_unique<Private>())
{}
RouteTable::~RouteTable() = default;

std::shared_ptr<const RouteTable> RouteTable::compile(project::LoadResult &loaded, std::uint64_t seed,
                                                      const RouteTable *previous)
{
    if (!loaded.draft)
        return nullptr;
    std::vector<Diagnostic> found;
    std::shared_ptr<const RouteTable> table = compile(loaded.draft, seed, previous, found);
    // Where the file itself is at fault, the routes made of it only say so again.
    const std::vector<Diagnostic> known = loaded.diagnostics;
    for (Diagnostic &finding : found) {
        const bool repeated = std::any_of(known.begin(), known.end(), [&](const Diagnostic &other) {
            return other.line == finding.line && other.severity == Diagnostic::Severity::Error;
        });
        if (!repeated)
            loaded.diagnostics.push_back(std::move(finding));
    }
    std::stable_sort(loaded.diagnostics.begin(), loaded.diagnostics.end(), [](const auto &a, const auto &b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    return control::hasErrors(loaded.diagnostics) ? nullptr : table;
}

std::shared_ptr<const RouteTable> RouteTable::compile(std::shared_ptr<const project::Project> project,
                                                      std::uint64_t seed, const RouteTable *previous,
                                                      std::vector<Diagnostic> &diagnostics)
{
    std::shared_ptr<RouteTable> table(new RouteTable);
    Private &d = *table->d;
    std::vector<Diagnostic> found;
    std::map<std::string_view, const CompiledRoute *> before;
    for (std::size_t i = 0; previous && i < previous->d->routes.size(); ++i)
        before.emplace(previous->d->ids[i], &previous->d->routes[i]);
    d.project = std::move(project);
    d.seed = seed;
    d.routes.resize(d.project->routes.size());
    std::vector<bool> sound;
    for (std::uint32_t i = 0; i < d.routes.size(); ++i) {
        CompiledRoute &route = d.routes[i];
        const std::size_t findingsBefore = found.size();
        route.compile(*d.project, i, found);
        sound.push_back(found.size() == findingsBefore);
        const auto old = before.find(route.spec->id);
        route.counter =
            old != before.end() ? old->second->counter : std::make_shared<std::atomic<std::uint64_t>>(0);
        d.ids.push_back(route.spec->id);
    }
    findDuplicates(*d.project, d.routes, sound, found);
    const bool broken = std::any_of(found.begin(), found.end(), [](const Diagnostic &diagnostic) {
        return diagnostic.severity == Diagnostic::Severity::Error;
    });
    if (!broken) {
        rank(d.routes);
        for (const CompiledRoute &route : d.routes) {
            if (!route.spec->enabled)
                continue;
            if (route.spec->pathIsRegex)
                d.regexRoutes.push_back(route.index);
            else
                d.index.add(route.pattern, route.index);
        }
        std::sort(d.regexRoutes.begin(), d.regexRoutes.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return d.routes[a].rank < d.routes[b].rank; });
    }
    diagnostics.insert(diagnostics.end(), found.begin(), found.end());
    if (broken)
        return nullptr;
    return table;
}

Match RouteTable::match(const exchange::Request &request) const
{
    static thread_local std::vector<std::uint32_t> candidates;
    candidates.clear();
    d->index.find(request.segments(), candidates);
    std::string decoded;
    bool isDecoded = false;
    const auto best = [&](std::string_view method) {
        const CompiledRoute *winner = nullptr;
        for (const std::uint32_t number : candidates) {
            const CompiledRoute &route = d->routes[number];
            if ((!winner || route.rank < winner->rank) && route.takes(method) && !route.failing(request))
                winner = &route;
        }
        for (const std::uint32_t number : d->regexRoutes) {
            const CompiledRoute &route = d->routes[number];
            if (winner && winner->rank < route.rank)
                break;
            if (route.takes(method) &&
                route.pathFits(request, decodedPath(request, decoded, isDecoded), nullptr) &&
                !route.failing(request)) {
                winner = &route;
                break;
            }
        }
        return winner;
    };
    Match match;
    match.route = best(request.method);
    if (!match.route && request.method == "HEAD")
        match.route = best("GET");
    if (match.route) {
        const bool needsPath = match.route->spec->pathIsRegex;
        match.route->pathFits(request, needsPath ? decodedPath(request, decoded, isDecoded) : decoded,
                              &match.params);
    }
    return match;
}

std::vector<std::string> RouteTable::methodsFor(const exchange::Request &request) const
{
    std::vector<std::uint32_t> fitting;
    d->index.find(request.segments(), fitting);
    const std::string decoded = exchange::percentDecode(request.path, false);
    for (const std::uint32_t number : d->regexRoutes) {
        if (d->routes[number].pathFits(request, decoded, nullptr))
            fitting.push_back(number);
    }
    std::set<std::string> methods;
    for (const std::uint32_t number : fitting) {
        const std::vector<std::string> &own = d->routes[number].spec->methods;
        if (own.empty())
            methods.insert({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"});
        methods.insert(own.begin(), own.end());
    }
    if (methods.count("GET") > 0)
        methods.insert("HEAD");
    return {methods.begin(), methods.end()};
}

std::vector<NearMiss> RouteTable::explain(const exchange::Request &request, std::size_t limit) const
{
    // A storm of 404s must stay cheap: only this many routes are looked at, the likeliest first.
    constexpr std::size_t kLooked = 64;
    std::vector<std::uint32_t> pool;
    d->index.find(request.segments(), pool);
    pool.resize(std::min(pool.size(), kLooked));
    d->index.nearest(request.segments(), kLooked, pool);
    for (std::uint32_t i = 0; i < std::min<std::size_t>(d->routes.size(), kLooked); ++i)
        pool.push_back(i);
    std::sort(pool.begin(), pool.end());
    pool.erase(std::unique(pool.begin(), pool.end()), pool.end());

    const std::string decoded = exchange::percentDecode(request.path, false);
    std::vector<Explanation> found;
    for (const std::uint32_t number : pool)
        found.push_back(explainRoute(d->routes[number], request, decoded));
    std::stable_sort(found.begin(), found.end(),
                     [&](const Explanation &a, const Explanation &b) { return a.cost < b.cost; });
    std::vector<NearMiss> misses;
    for (std::size_t i = 0; i < std::min(limit, found.size()); ++i)
        misses.push_back(std::move(found[i].miss));
    return misses;
}

Result<RouteTable::Rendered> RouteTable::render(const Match &match, const exchange::Request &request) const
{
    const CompiledRoute &route = *match.route;
    const std::uint64_t n = route.counter->fetch_add(1, std::memory_order_relaxed);
    Random random(d->seed, route.stream, n);
    templating::Context context;
    context.request = &request;
    context.params = &match.params;
    context.random = &random;
    context.sequence = n;
    context.nowMs = wallClockMs();
    return route.render(context);
}

std::size_t RouteTable::size() const noexcept
{
    return d->routes.size();
}
const std::vector<std::string> &RouteTable::routeIds() const noexcept
{
    return d->ids;
}
std::uint32_t RouteTable::indexOf(const CompiledRoute &route) noexcept
{
    return route.index;
}
const std::shared_ptr<const project::Project> &RouteTable::project() const noexcept
{
    return d->project;
}

} // namespace mockforge::routing
