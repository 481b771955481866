// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/diagnostic.h"
#include "server/http/interceptor.h"
#include "server/project/model.h"
#include "server/websocket/rooms.h"

#include <memory>
#include <vector>

namespace mockforge::metrics {
class Registry;
}

namespace mockforge::chaos {
class Controller;
}

namespace mockforge::websocket {

struct ServedEndpoint;

/// The section websocket, ready to serve: paths, scripts, recordings. Immutable, shared by the workers;
/// connections hold what they need of it, so that a reload changes new connections only.
class Service : public std::enable_shared_from_this<Service>
{
public:
    ~Service();
    /// Null when the section is not enabled. Findings are appended; with an error among them the result is
    /// not to be served.
    static std::shared_ptr<const Service> compile(std::shared_ptr<const project::Project> project,
                                                  std::uint64_t seed,
                                                  std::vector<control::Diagnostic> &diagnostics);

    /// Takes the handshakes of its paths. `ownPort`: everything else that comes is refused too, 426 what is
    /// no WebSocket; otherwise it is left to others. `chaos` outlives the connections.
    std::shared_ptr<const http::Interceptor> interceptor(bool ownPort, metrics::Registry &registry,
                                                         std::shared_ptr<Rooms> rooms,
                                                         const chaos::Controller &chaos) const;
    const project::Project &project() const noexcept { return *m_project; }
    const std::vector<ServedEndpoint> &endpoints() const noexcept { return m_endpoints; }
    std::uint64_t seed() const noexcept { return m_seed; }

private:
    Service();

    std::shared_ptr<const project::Project> m_project;
    std::uint64_t m_seed = 0;
    std::vector<ServedEndpoint> m_endpoints; ///< the more specific path first
};

} // namespace mockforge::websocket
