// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/transport/site.h"

#include "server/grpc/transport/connection.h"

#include <unistd.h>
#include <utility>
#include <vector>

namespace mockforge::grpc {

Site::Site(net::Worker &worker, std::shared_ptr<ConnectionTable> connections,
           std::shared_ptr<const SiteSettings> settings)
    : m_worker(worker)
    , m_table(std::move(connections))
    , m_settings(std::move(settings))
{}

Site::~Site()
{
    *m_alive = false;
    m_connections.clear();
}

void Site::open(net::Accepted accepted)
{
    if (m_draining) {
        ::close(accepted.descriptor);
        return;
    }
    auto owned = std::make_unique<Connection>(*this, std::move(accepted));
    Connection *connection = owned.get();
    m_connections.emplace(connection, std::move(owned));
    connection->start();
}

std::unique_ptr<net::Pipe> Site::makePipe(const net::PeerAddress &peer) const
{
    return m_settings->pipes ? m_settings->pipes(m_worker.recorder(), peer) : nullptr;
}

std::shared_ptr<Server> Site::serve(int descriptor, const net::PeerAddress &peer, bool secure)
{
    m_table->set(descriptor, {peer.text(), peer.port, secure});
    m_settings->server->adopt(descriptor);
    return m_settings->server;
}

void Site::drain()
{
    m_draining = true;
    std::vector<Connection *> open;
    for (const auto &[connection, owned] : m_connections)
        open.push_back(connection);
    for (Connection *connection : open)
        connection->drain();
}

void Site::remove(Connection *connection)
{
    if (!*m_alive)
        return;
    m_worker.afterRound([this, connection, alive = m_alive] {
        if (*alive)
            m_connections.erase(connection);
    });
}

} // namespace mockforge::grpc
