// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/result.h"
#include "server/control/endpoint.h"
#include "server/engine/runtime.h"
#include "server/engine/sharedstate.h"
#include "server/project/model.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace mockforge::net {
class TlsContext;
}

namespace mockforge::engine {

/// A listening port, whatever protocol is spoken on it, as the set of endpoints handles it. Main thread.
class Listener
{
public:
    virtual ~Listener() = default;
    /// Binds and listens; gives the port. Errors: port_in_use, no_permission, bad_address.
    virtual Result<std::uint16_t> start() = 0;
    /// The project's limits and certificates, from now on; drops nothing. After an error nothing has changed.
    virtual Result<void> reconfigure(const project::Project &project) = 0;
    /// Accepts nobody any more, lets what has begun end for `drainMs`, then closes the rest and calls `done`
    /// on the main thread.
    virtual void stop(int drainMs, std::function<void()> done) = 0;
};

/// The listener that serves this endpoint of the project; not started yet. Errors: what is wrong with a
/// certificate.
Result<std::unique_ptr<Listener>> makeListener(Runtime &runtime, SharedState &shared,
                                               const control::EndpointStatus &status,
                                               const project::Project &project);

// For makeListener.
Result<std::unique_ptr<Listener>> makeHttpListener(Runtime &runtime, SharedState &shared,
                                                   const control::EndpointStatus &status,
                                                   const project::Project &project);
Result<std::unique_ptr<Listener>> makeGrpcListener(Runtime &runtime, const control::EndpointStatus &status,
                                                   const project::Project &project);
/// The threads that an endpoint's connections live on.
std::vector<net::Worker *> workersFor(Runtime &runtime, const control::EndpointStatus &status,
                                      const project::Project &project);
/// Null where TLS is off. `http2`: what is spoken behind it.
Result<std::shared_ptr<const net::TlsContext>> tlsContextOf(const project::Tls &tls, bool http2 = false);

} // namespace mockforge::engine
