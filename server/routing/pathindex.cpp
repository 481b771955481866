// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routing/pathindex.h"

#include <algorithm>
#include <set>

namespace mockforge::routing {

struct PathIndex::Node
{
    std::unordered_map<std::string, std::unique_ptr<Node>> literals;
    std::vector<std::pair<Segment, std::unique_ptr<Node>>> mixed;
    std::unique_ptr<Node> any; ///< {param} and *: they fit the same
    std::unique_ptr<Node> rest;
    std::vector<std::uint32_t> routes;
    bool belowRest = false; ///< reached at several places of one path, so visits are remembered
};

struct PathIndex::Search
{
    const std::vector<std::string> &path;
    std::vector<std::uint32_t> &routes;
    std::set<std::pair<const Node *, std::size_t>> visited;
};

PathIndex::PathIndex()
    : m_root(std::make_unique<Node>())
{}
PathIndex::~PathIndex() = default;

void PathIndex::add(const Pattern &pattern, std::uint32_t route)
{
    Node *node = m_root.get();
    for (const Segment &segment : pattern.segments()) {
        std::unique_ptr<Node> *next = nullptr;
        if (segment.kind == Segment::Kind::Literal) {
            next = &node->literals[segment.text];
        } else if (segment.kind == Segment::Kind::Rest) {
            next = &node->rest;
        } else if (segment.kind != Segment::Kind::Mixed) {
            next = &node->any;
        } else {
            const auto same = std::find_if(node->mixed.begin(), node->mixed.end(),
                                           [&](const auto &entry) { return entry.first.sameShape(segment); });
            next = same != node->mixed.end() ? &same->second
                                             : &node->mixed.emplace_back(segment, nullptr).second;
        }
        if (!*next) {
            *next = std::make_unique<Node>();
            (*next)->belowRest = node->belowRest || segment.kind == Segment::Kind::Rest;
        }
        node = next->get();
    }
    node->routes.push_back(route);
}

void PathIndex::walk(const Node &node, std::size_t at, Search &search) const
{
    if (node.belowRest && !search.visited.emplace(&node, at).second)
        return;
    if (at == search.path.size()) {
        search.routes.insert(search.routes.end(), node.routes.begin(), node.routes.end());
    } else {
        const std::string &segment = search.path[at];
        if (const auto found = node.literals.find(segment); found != node.literals.end())
            walk(*found->second, at + 1, search);
        for (const auto &[pattern, next] : node.mixed) {
            if (pattern.fits(segment))
                walk(*next, at + 1, search);
        }
        if (node.any && !segment.empty())
            walk(*node.any, at + 1, search);
    }
    if (node.rest) {
        for (std::size_t from = at; from <= search.path.size(); ++from)
            walk(*node.rest, from, search);
    }
}

void PathIndex::find(const std::vector<std::string> &path, std::vector<std::uint32_t> &routes) const
{
    Search search{path, routes, {}};
    const std::size_t before = routes.size();
    walk(*m_root, 0, search);
    // A pattern with two ** ends at the path's end in more than one way.
    if (!search.visited.empty()) {
        const auto begin = routes.begin() + static_cast<std::ptrdiff_t>(before);
        std::sort(begin, routes.end());
        routes.erase(std::unique(begin, routes.end()), routes.end());
    }
}

void PathIndex::nearest(const std::vector<std::string> &path, std::size_t limit,
                        std::vector<std::uint32_t> &routes) const
{
    std::vector<const Node *> passed{m_root.get()};
    for (const std::string &segment : path) {
        const Node &node = *passed.back();
        const auto found = node.literals.find(segment);
        if (found != node.literals.end())
            passed.push_back(found->second.get());
        else if (node.any)
            passed.push_back(node.any.get());
        else
            break;
    }
    const std::size_t end = routes.size() + limit;
    std::size_t budget = 4 * limit; // nodes looked at
    std::vector<const Node *> queue;
    for (auto node = passed.rbegin(); node != passed.rend(); ++node) {
        queue.assign(1, *node);
        for (std::size_t i = 0; i < queue.size() && budget > 0 && routes.size() < end; ++i, --budget) {
            const Node &current = *queue[i];
            for (const std::uint32_t route : current.routes) {
                if (routes.size() < end)
                    routes.push_back(route);
            }
            std::size_t room = budget;
            for (auto child = current.literals.begin(); child != current.literals.end() && room > 0;
                 ++child, --room)
                queue.push_back(child->second.get());
            for (const auto &[segment, next] : current.mixed)
                queue.push_back(next.get());
            if (current.any)
                queue.push_back(current.any.get());
            if (current.rest)
                queue.push_back(current.rest.get());
        }
    }
}

} // namespace mockforge::routing
