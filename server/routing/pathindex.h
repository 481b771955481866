// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/routing/compiledroute.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace mockforge::routing {

/// The path patterns of all enabled routes as one tree by segments: finding the routes whose path fits costs
/// as much as the path is long, however many routes there are. Immutable once filled, any thread.
class PathIndex
{
public:
    PathIndex();
    ~PathIndex();
    void add(const Pattern &pattern, std::uint32_t route);
    /// Appends the routes whose path fits, each once.
    void find(const std::vector<std::string> &path, std::vector<std::uint32_t> &routes) const;
    /// Appends up to `limit` routes that share the longest beginning with the path.
    void nearest(const std::vector<std::string> &path, std::size_t limit,
                 std::vector<std::uint32_t> &routes) const;

private:
    struct Node;
    struct Search;
    void walk(const Node &node, std::size_t at, Search &search) const;

    std::unique_ptr<Node> m_root;
};

} // namespace mockforge::routing
