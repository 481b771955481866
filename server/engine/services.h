// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"
#include "server/project/loader.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace mockforge::routing {
class RouteTable;
}

namespace mockforge::websocket {
class Service;
}

namespace mockforge::graphql {
class Service;
}

namespace mockforge::grpc {
class Service;
}

namespace mockforge::engine {

/// A project compiled for every protocol: what can be served. Immutable parts, shared by threads.
struct Services
{
    std::shared_ptr<const routing::RouteTable> routes;
    std::shared_ptr<const websocket::Service> webSocket; ///< null: not served
    std::shared_ptr<const graphql::Service> graphQl;     ///< null: not served
    std::shared_ptr<const grpc::Service> grpc;           ///< null: not served
};

/// Every file and folder whose change means another project: what the file names, and what those import.
std::vector<std::string> filesOf(const project::Project &project, const Services &services);

/// Compiles what was loaded; its findings join `loaded`'s, also when the file has mistakes of its own, so
/// that all of them are reported at once. Nothing when there is any error. `previous` hands counters on.
std::optional<Services> compileServices(project::LoadResult &loaded, std::uint64_t seed,
                                        const Services *previous);

/// Its name, or that of its file.
std::string displayNameOf(const project::Project &project);
/// The HTTP routes as the controls list them.
std::vector<control::RouteInfo> routesOf(const project::Project &project);

/// What rules that come while it runs are checked by, against the schema in force, as those of the file are;
/// empty: nothing.
std::function<std::vector<control::Diagnostic>(const project::ChaosRule &)>
ruleCheckOf(const Services &services);

} // namespace mockforge::engine
