// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/site.h"

#include "metrics/base/clock.h"
#include "server/http/connection.h"

#include <utility>
#include <vector>

namespace mockforge::http {

namespace {

constexpr std::uint64_t kNsPerMs = 1'000'000;

} // namespace

Site::Site(net::Worker &worker, std::shared_ptr<const EndpointSettings> settings,
           const HandlerFactory &handlers)
    : m_worker(worker)
    , m_settings(std::move(settings))
    , m_handler(handlers(worker.recorder()))
{}

Site::~Site()
{
    m_worker.cancel(m_drainTimer);
    abortAll();
    *m_alive = false;
    m_connections.clear();
    m_sessions.clear();
}

void Site::open(net::Accepted accepted)
{
    auto owned = std::make_unique<Connection>(*this, std::move(accepted));
    Connection *connection = owned.get();
    m_connections.emplace(connection, std::move(owned));
    connection->start();
    if (m_drained)
        connection->drain();
}

void Site::reconfigure(std::shared_ptr<const EndpointSettings> settings)
{
    m_settings = std::move(settings);
}

void Site::remove(Connection *connection)
{
    m_worker.afterRound([this, connection, alive = m_alive] {
        if (!*alive)
            return;
        m_connections.erase(connection);
        checkDrained();
    });
}

void Site::adopt(const SessionFactory &factory, Takeover takeover)
{
    takeover.ended = [this, alive = m_alive](Session *session) {
        if (*alive)
            forget(session);
    };
    std::unique_ptr<Session> owned = factory(std::move(takeover));
    if (!owned)
        return;
    Session *session = owned.get();
    m_sessions.emplace(session, std::move(owned));
    session->start();
    if (m_drained)
        session->drain();
}

void Site::forget(Session *session)
{
    m_worker.afterRound([this, session, alive = m_alive] {
        if (!*alive)
            return;
        m_sessions.erase(session);
        checkDrained();
    });
}

void Site::abortAll()
{
    std::vector<Session *> sessions;
    for (const auto &[session, owned] : m_sessions)
        sessions.push_back(session);
    for (Session *session : sessions)
        session->abort();
    std::vector<Connection *> open;
    for (const auto &[connection, owned] : m_connections)
        open.push_back(connection);
    for (Connection *connection : open)
        connection->abort();
}

void Site::drain(int drainMs, std::function<void()> drained)
{
    m_drained = std::move(drained);
    std::vector<Connection *> open;
    for (const auto &[connection, owned] : m_connections)
        open.push_back(connection);
    for (Connection *connection : open)
        connection->drain();
    std::vector<Session *> sessions;
    for (const auto &[session, owned] : m_sessions)
        sessions.push_back(session);
    for (Session *session : sessions)
        session->drain();
    m_drainTimer = m_worker.schedule(monotonicNs() + static_cast<std::uint64_t>(drainMs) * kNsPerMs, [this] {
        m_drainTimer = 0;
        abortAll();
    });
    checkDrained();
}

void Site::checkDrained()
{
    if (!m_drained || !m_connections.empty() || !m_sessions.empty())
        return;
    m_worker.cancel(std::exchange(m_drainTimer, 0));
    // The caller may destroy the site from here.
    std::exchange(m_drained, nullptr)();
}

} // namespace mockforge::http
