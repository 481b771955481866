// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/transport/endpoint.h"

#include "server/grpc/transport/server.h"
#include "server/grpc/transport/site.h"
#include "server/net/acceptthread.h"
#include "server/net/pipe.h"
#include "server/net/seats.h"
#include "server/net/tlscontext.h"
#include "server/net/worker.h"

#include <QMetaObject>
#include <QObject>

#include <algorithm>
#include <mutex>
#include <thread>
#include <utility>

namespace mockforge::grpc {

namespace {

using Seat = net::Seat<Site>;

std::uint64_t handshakeTimeoutOf(const project::GrpcLimits &limits)
{
    return static_cast<std::uint64_t>(std::max<std::int64_t>(1, limits.handshakeTimeoutMs));
}

} // namespace

struct Endpoint::Private
{
    Private(net::AcceptThread &accepting, ThreadStates &states, EndpointSettings initial)
        : acceptThread(accepting)
        , threads(states)
        , settings(std::move(initial))
        , admission(std::make_shared<net::Admission>(settings.limits.maxConnections,
                                                     settings.limits.maxConnectionsPerHost))
    {}

    void stopAccepting();
    std::shared_ptr<const SiteSettings> siteSettings() const;
    void makeServer();
    void shutDown(int drainMs);

    net::AcceptThread &acceptThread;
    ThreadStates &threads;
    EndpointSettings settings;
    std::shared_ptr<net::Admission> admission;
    std::shared_ptr<ConnectionTable> connections = std::make_shared<ConnectionTable>();
    std::shared_ptr<Server> server; ///< of the connections to come
    /// Those whose limits have been replaced: they serve the connections that they have.
    std::vector<std::shared_ptr<Server>> formerServers;
    net::Seats<Site> seats;
    net::AcceptThread::ListenerId listener = 0;
    std::thread stopping;
    QObject owner; ///< lives in the thread that made the endpoint
};

void Endpoint::Private::stopAccepting()
{
    if (listener != 0)
        acceptThread.remove(std::exchange(listener, 0));
}

std::shared_ptr<const SiteSettings> Endpoint::Private::siteSettings() const
{
    return std::make_shared<const SiteSettings>(
        SiteSettings{server, settings.tls, handshakeTimeoutOf(settings.limits), settings.pipes});
}

void Endpoint::Private::makeServer()
{
    if (server)
        formerServers.push_back(std::move(server));
    // One that nobody else holds has no connection any more and can get none.
    std::erase_if(formerServers, [](const auto &former) { return former.use_count() == 1; });
    server =
        std::make_shared<Server>(threads, connections, settings.limits, settings.compression, settings.id);
}

/// Blocks until every call has ended and every connection is closed.
void Endpoint::Private::shutDown(int drainMs)
{
    onEverySeat(seats, [](Seat &seat) {
        if (seat.site)
            seat.site->drain();
    });
    std::vector<std::thread> others;
    for (const auto &former : formerServers)
        others.emplace_back([former, drainMs] { former->shutDown(drainMs); });
    if (server)
        server->shutDown(drainMs);
    for (std::thread &other : others)
        other.join();
    onEverySeat(seats, [](Seat &seat) { seat.site.reset(); });
    formerServers.clear();
    server.reset();
}

Endpoint::Endpoint(net::AcceptThread &acceptThread, const std::vector<net::Worker *> &workers,
                   ThreadStates &threads, EndpointSettings settings)
    : d(std::make_unique<Private>(acceptThread, threads, std::move(settings)))
{
    d->seats = net::seatsOn<Site>(workers);
}

Endpoint::~Endpoint()
{
    d->stopAccepting();
    if (d->stopping.joinable())
        d->stopping.join();
    d->shutDown(0);
}

Result<std::uint16_t> Endpoint::start()
{
    auto socket = net::ListenSocket::open(d->settings.host, d->settings.port);
    if (!socket)
        return socket.error();
    const std::uint16_t port = socket.value().port();
    d->makeServer();
    onEverySeat(d->seats, [connections = d->connections, settings = d->siteSettings()](Seat &seat) {
        seat.site = std::make_unique<Site>(*seat.worker, connections, settings);
    });
    d->listener = d->acceptThread.add(std::move(socket).value(), d->admission, net::dealTo(d->seats),
                                      d->settings.doorman);
    return port;
}

void Endpoint::reconfigure(EndpointSettings settings)
{
    const bool sameServer =
        settings.limits == d->settings.limits && settings.compression == d->settings.compression;
    d->settings = std::move(settings);
    d->admission->setLimits(d->settings.limits.maxConnections, d->settings.limits.maxConnectionsPerHost);
    if (!sameServer)
        d->makeServer();
    for (const auto &seat : d->seats) {
        seat->worker->post([seat, current = d->siteSettings()] {
            if (seat->site)
                seat->site->reconfigure(current);
        });
    }
}

void Endpoint::stop(int drainMs, std::function<void()> done)
{
    d->stopAccepting();
    if (d->stopping.joinable())
        return;
    d->stopping = std::thread([this, drainMs, done = std::move(done)] {
        d->shutDown(drainMs);
        QMetaObject::invokeMethod(&d->owner, done, Qt::QueuedConnection);
    });
}

std::int64_t Endpoint::openConnections() const noexcept
{
    return d->admission->open();
}

} // namespace mockforge::grpc
