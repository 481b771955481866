// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/routing/compiledroute.h"

namespace mockforge::routing {

/// How far one route was from answering a request.
struct Explanation
{
    NearMiss miss;
    std::size_t cost = 0; ///< 0 would have matched
};

/// Says in plain words why the route does not answer. `decoded` is the path with its escapes decoded.
Explanation explainRoute(const CompiledRoute &route, const exchange::Request &request,
                         const std::string &decoded);

} // namespace mockforge::routing
