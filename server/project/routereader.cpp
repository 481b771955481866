// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/routereader.h"

#include "server/project/keys.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace mockforge::project {

namespace {

bool isMethodToken(const std::string &method)
{
    return !method.empty() && std::all_of(method.begin(), method.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 ||
               std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(c)) != std::string_view::npos;
    });
}

void checkRoute(const Value &item, const Route &route, Findings &findings)
{
    const Value *path = item.find("path");
    const Value *regex = item.find("path_regex");
    if (path != nullptr && regex != nullptr)
        findings.error(regex->location, "conflict", "a route has either path or path_regex",
                       "remove one of them");
    else if (route.path.empty() && path == nullptr && regex == nullptr)
        findings.error(item.location, "missing_key", "a route needs a path",
                       "for instance: path: /users/{id}");
    else if (!route.pathIsRegex && !route.path.starts_with('/') && path != nullptr)
        findings.error(path->location, "bad_path", "the path '" + route.path + "' does not begin with '/'",
                       "write /" + route.path);
    const Value *method = item.find("method");
    for (const std::string &token : route.methods) {
        if (!isMethodToken(token))
            findings.error(method->location, "bad_method", "'" + token + "' is not a method");
    }
    if (const Value *response = item.find("response"); response != nullptr &&
                                                       response->find("template") != nullptr &&
                                                       route.response.body.kind != Body::Kind::File) {
        findings.error(response->find("template")->location, "conflict",
                       "response.template goes with body_file", "body may always hold templates");
    }
}

std::string defaultId(const Route &route)
{
    std::string methods;
    for (const std::string &method : route.methods)
        methods += (methods.empty() ? "" : ",") + method;
    return (methods.empty() ? std::string("ANY") : methods) + " " + route.path;
}

/// Explicit ids must differ; the ones made from method and path get a number when several routes share them.
void assignIds(std::vector<Route> &routes, Findings &findings)
{
    std::map<std::string, int> lines;
    for (const Route &route : routes) {
        if (route.id.empty())
            continue;
        if (const auto [first, added] = lines.emplace(route.id, route.location.line); !added) {
            findings.error(route.location, "duplicate_id", "the route id '" + route.id + "' stands twice",
                           "the other one is in line " + std::to_string(first->second));
        }
    }
    for (Route &route : routes) {
        if (!route.id.empty())
            continue;
        const std::string base = defaultId(route);
        route.id = base;
        for (int number = 2; !lines.emplace(route.id, route.location.line).second; ++number)
            route.id = base + " (" + std::to_string(number) + ")";
    }
}

} // namespace

void readRoutes(Project &project, const Value &value, Findings &findings)
{
    if (value.kind == Value::Kind::Null)
        return;
    if (value.kind != Value::Kind::List) {
        findings.error(value.location, "wrong_type",
                       "routes must be a list, not " + std::string(value.kindName()),
                       "each route begins with '- path: …'");
        return;
    }
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        const Value &item = value.items[i];
        Route route;
        route.location = item.location;
        readMap(item, "", "routes[" + std::to_string(i) + "]", routeKeys(), unservedRouteKeys(), route,
                findings);
        if (item.kind == Value::Kind::Map)
            checkRoute(item, route, findings);
        project.routes.push_back(std::move(route));
    }
    assignIds(project.routes, findings);
}

} // namespace mockforge::project
