// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routing/explanation.h"

#include <algorithm>

namespace mockforge::routing {

namespace {

constexpr std::size_t kPathCost = 100;

std::string shortened(std::string_view text)
{
    return "'" + std::string(text.substr(0, 60)) + (text.size() > 60 ? "…'" : "'");
}

/// Edits from one text to the other, counting no further than 8; only the beginnings of long texts are
/// compared.
std::size_t edits(std::string_view a, std::string_view b)
{
    a = a.substr(0, 32);
    b = b.substr(0, 32);
    std::size_t row[33];
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            diagonal = above;
        }
    }
    return std::min<std::size_t>(row[b.size()], 8);
}

std::string methodList(const std::vector<std::string> &methods)
{
    std::string list;
    for (const std::string &method : methods)
        list += (list.empty() ? "" : ", ") + method;
    return list;
}

/// The first place where path and pattern part, and how far apart they are.
std::string pathReason(const Pattern &pattern, const std::vector<std::string> &path, std::size_t &cost)
{
    const std::vector<Segment> &wanted = pattern.segments();
    std::string reason;
    for (std::size_t i = 0; i < std::min(wanted.size(), path.size()); ++i) {
        if (wanted[i].kind == Segment::Kind::Rest)
            break;
        if (wanted[i].fits(path[i]))
            continue;
        cost += 10 + edits(path[i], wanted[i].text) * 5;
        if (reason.empty())
            reason = "path segment " + std::to_string(i + 1) + " is " + shortened(path[i]) +
                     ", the route has " + shortened(wanted[i].text);
    }
    const std::size_t longer = std::max(wanted.size(), path.size()) - std::min(wanted.size(), path.size());
    const bool onlySlash = reason.empty() && longer == 1 &&
                           (path.size() > wanted.size() ? path.back() : wanted.back().text).empty();
    cost += onlySlash ? 1 : longer * 40;
    if (onlySlash)
        return path.size() > wanted.size() ? "the path ends with a slash, the route's does not"
                                           : "the route's path ends with a slash, this one does not";
    if (!reason.empty())
        return reason;
    if (path.size() < wanted.size())
        return "the path ends where the route goes on with " + shortened(wanted[path.size()].text);
    if (path.size() > wanted.size())
        return "the path goes on with " + shortened(path[wanted.size()]) + " where the route ends";
    return "the path does not fit the pattern";
}

} // namespace

Explanation explainRoute(const CompiledRoute &route, const exchange::Request &request,
                         const std::string &decoded)
{
    Explanation result;
    NearMiss &miss = result.miss;
    miss.route = route.spec->id;
    miss.method = route.spec->methods.empty() ? "*" : methodList(route.spec->methods);
    miss.path = route.spec->path;
    if (!route.pathFits(request, decoded, nullptr)) {
        result.cost += kPathCost;
        if (route.spec->pathIsRegex) {
            result.cost += 50;
            miss.reasons.push_back("the path does not match the regular expression");
        } else {
            miss.reasons.push_back(pathReason(route.pattern, request.segments(), result.cost));
        }
    }
    if (!route.takes(request.method) && !(request.method == "HEAD" && route.takes("GET"))) {
        result.cost += 3;
        miss.reasons.push_back("method is " + std::string(request.method.substr(0, 40)) +
                               ", the route wants " + miss.method);
    }
    for (const Condition &condition : route.conditions) {
        if (condition.holds(request))
            continue;
        result.cost += 2;
        miss.reasons.push_back(condition.reason(request));
    }
    if (!route.spec->enabled) {
        result.cost += 1;
        miss.reasons.push_back("the route is disabled");
    }
    return result;
}

} // namespace mockforge::routing
