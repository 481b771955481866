// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/transport/connectiontable.h"
#include "server/grpc/transport/server.h"
#include "server/net/acceptthread.h"
#include "server/net/pipe.h"
#include "server/net/tlscontext.h"
#include "server/net/worker.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>

namespace mockforge::grpc {

class Connection;

/// What connections from now on meet; immutable.
struct SiteSettings
{
    std::shared_ptr<Server> server;
    std::shared_ptr<const net::TlsContext> tls; ///< null: plain text
    std::uint64_t handshakeTimeoutMs = 10'000;
    std::function<std::unique_ptr<net::Pipe>(metrics::Recorder &, const net::PeerAddress &)> pipes;
};

/// An endpoint's part on one worker: its connections. Made, used and destroyed on that worker's thread.
class Site
{
public:
    Site(net::Worker &worker, std::shared_ptr<ConnectionTable> connections,
         std::shared_ptr<const SiteSettings> settings);
    ~Site();
    Site(const Site &) = delete;
    Site &operator=(const Site &) = delete;

    void open(net::Accepted accepted);
    void reconfigure(std::shared_ptr<const SiteSettings> settings) { m_settings = std::move(settings); }
    /// Closes what no server has yet, and takes no more.
    void drain();

    // For the connections.
    net::Worker &worker() noexcept { return m_worker; }
    const net::TlsContext *tls() const noexcept { return m_settings->tls.get(); }
    std::uint64_t handshakeTimeoutMs() const noexcept { return m_settings->handshakeTimeoutMs; }
    /// The pipe of a new connection; null: it has none.
    std::unique_ptr<net::Pipe> makePipe(const net::PeerAddress &peer) const;
    /// Hands a descriptor to the server of the moment, which it gives.
    std::shared_ptr<Server> serve(int descriptor, const net::PeerAddress &peer, bool secure);
    /// Destroys the connection when the events at hand have been delivered.
    void remove(Connection *connection);

private:
    net::Worker &m_worker;
    std::shared_ptr<ConnectionTable> m_table;
    std::shared_ptr<const SiteSettings> m_settings;
    std::unordered_map<Connection *, std::unique_ptr<Connection>> m_connections;
    bool m_draining = false;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace mockforge::grpc
