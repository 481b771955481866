// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/transport/connectiontable.h"
#include "server/grpc/transport/threadstates.h"
#include "server/project/grpcmodel.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace mockforge::grpc {

/// One server of the gRPC library, without a port: it serves the connections that it is handed, with the
/// limits that it was made with. `endpoint`: its id, for chaos rules. Every method of every service comes to
/// one generic service, which asks the dispatcher of the moment. Any thread.
class Server
{
public:
    Server(ThreadStates &threads, std::shared_ptr<ConnectionTable> connections,
           const project::GrpcLimits &limits, bool compression, const std::string &endpoint);
    /// Ends what is left; may wait for callbacks of the library's threads.
    ~Server();
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    /// Takes a connected, non-blocking socket whose client has begun to speak HTTP/2 (RFC 9113 §3.4); what
    /// it has said is still to be read. The peer must be in the connection table.
    void adopt(int descriptor);
    /// Says GOAWAY on every connection and waits for the calls under way; cancels those that are left after
    /// `drainMs`. Blocks. No adopt() from now on.
    void shutDown(int drainMs);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace mockforge::grpc
