// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/endpoint.h"
#include "server/http/qthop.h"
#include "server/http/readbuffer.h"
#include "server/http/responsewriter.h"
#include "server/net/acceptthread.h"
#include "server/net/worker.h"

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

namespace mockforge::http {

class Connection;

/// An endpoint's part on one worker: its handler, its QtHttpServer, its connections and what they share.
/// Made, used and destroyed on that worker's thread.
class Site
{
public:
    Site(net::Worker &worker, std::shared_ptr<const EndpointSettings> settings,
         const HandlerFactory &handlers);
    ~Site();
    Site(const Site &) = delete;
    Site &operator=(const Site &) = delete;

    void open(net::Accepted accepted);
    void reconfigure(std::shared_ptr<const EndpointSettings> settings);
    /// Answers what has begun, closes what is idle; `drained` is called once no connection is left, at the
    /// latest after `drainMs`.
    void drain(int drainMs, std::function<void()> drained);

    // For the connections.
    net::Worker &worker() noexcept { return m_worker; }
    const std::shared_ptr<const EndpointSettings> &settings() const noexcept { return m_settings; }
    Handler &handler() noexcept { return *m_handler; }
    QtHop &hop() noexcept { return m_hop; }
    ResponseWriter &writer() noexcept { return m_writer; }
    ReadBufferPool &buffers() noexcept { return m_buffers; }
    /// Where a reply is framed before it goes out; empty between replies.
    std::string &scratch() noexcept { return m_scratch; }
    /// A connection has left HTTP: makes its session and keeps it.
    void adopt(const SessionFactory &factory, Takeover takeover);
    /// Destroys the connection when the events at hand have been delivered.
    void remove(Connection *connection);

private:
    void abortAll();
    void forget(Session *session);
    void checkDrained();

    net::Worker &m_worker;
    std::shared_ptr<const EndpointSettings> m_settings;
    std::unique_ptr<Handler> m_handler;
    QtHop m_hop;
    ResponseWriter m_writer;
    ReadBufferPool m_buffers;
    std::string m_scratch;
    std::unordered_map<Connection *, std::unique_ptr<Connection>> m_connections;
    std::unordered_map<Session *, std::unique_ptr<Session>> m_sessions;
    std::function<void()> m_drained;
    net::DelayQueue::Id m_drainTimer = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace mockforge::http
