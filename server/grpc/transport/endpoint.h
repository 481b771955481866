// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/result.h"
#include "server/net/address.h"
#include "server/project/grpcmodel.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace mockforge::metrics {
class Recorder;
}

namespace mockforge::net {
class AcceptThread;
class Doorman;
class Pipe;
class TlsContext;
class Worker;
} // namespace mockforge::net

namespace mockforge::grpc {

class ThreadStates;

/// Makes what lies between a connection and its socket.
using PipeMaker =
    std::function<std::unique_ptr<net::Pipe>(metrics::Recorder &recorder, const net::PeerAddress &peer)>;

struct EndpointSettings
{
    std::string id = "grpc";
    std::string host;
    std::uint16_t port = 0;
    bool compression = true; ///< gzip for replies of 1 KiB and more to clients that accept it
    project::GrpcLimits limits;
    std::shared_ptr<const net::TlsContext> tls; ///< null: plain text
    std::shared_ptr<net::Doorman> doorman;      ///< asked at accept, from start() on; null: nobody
    PipeMaker pipes;                            ///< of each connection; null: none has one
};

/// The gRPC port: acceptor and admission on the accept thread, as for HTTP; TLS and the first bytes of each
/// connection on a worker; then the gRPC library serves it (docs/adr/0005). Owned and called by one thread
/// (the engine's). The workers and `threads` must outlive it.
class Endpoint
{
public:
    Endpoint(net::AcceptThread &acceptThread, const std::vector<net::Worker *> &workers,
             ThreadStates &threads, EndpointSettings settings);
    ~Endpoint();
    Endpoint(const Endpoint &) = delete;
    Endpoint &operator=(const Endpoint &) = delete;

    /// Binds and listens; gives the port. Errors: port_in_use (detail names the owner where known),
    /// no_permission, bad_address.
    Result<std::uint16_t> start();
    /// Limits, compression and certificate, for connections from now on; those that are open keep the ones
    /// they began with.
    void reconfigure(EndpointSettings settings);
    /// Stops accepting at once, says GOAWAY, lets calls end for `drainMs`, cancels what is left; then calls
    /// `done` on the calling thread.
    void stop(int drainMs, std::function<void()> done);
    /// Connections that are open now. Any thread.
    std::int64_t openConnections() const noexcept;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace mockforge::grpc
