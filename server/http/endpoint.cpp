// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/endpoint.h"

#include "server/http/site.h"
#include "server/net/acceptthread.h"
#include "server/net/seats.h"
#include "server/net/tlscontext.h"
#include "server/net/worker.h"

#include <QMetaObject>
#include <QObject>

#include <atomic>
#include <mutex>
#include <utility>

namespace mockforge::http {

namespace {

/// Where the end of a stop is delivered; cleared when the endpoint goes, because a worker may still be about
/// to report.
struct Mailbox
{
    std::mutex mutex;
    QObject *owner = nullptr; ///< guarded by mutex

    void deliver(const std::function<void()> &message)
    {
        const std::lock_guard lock(mutex);
        if (owner)
            QMetaObject::invokeMethod(owner, message, Qt::QueuedConnection);
    }
};

using Seat = net::Seat<Site>;

} // namespace

struct Endpoint::Private
{
    Private(net::AcceptThread &thread, EndpointSettings initial, HandlerFactory factory)
        : acceptThread(thread)
        , settings(std::make_shared<const EndpointSettings>(std::move(initial)))
        , handlers(std::move(factory))
        , admission(std::make_shared<net::Admission>(settings->limits.maxConnections,
                                                     settings->limits.maxConnectionsPerHost))
    {}

    net::AcceptThread &acceptThread;
    std::shared_ptr<const EndpointSettings> settings;
    HandlerFactory handlers;
    std::shared_ptr<net::Admission> admission;
    net::Seats<Site> seats;
    net::AcceptThread::ListenerId listener = 0;
    QObject owner; ///< lives in the thread that made the endpoint
    std::shared_ptr<Mailbox> mailbox = std::make_shared<Mailbox>();

    void stopAccepting();
};

void Endpoint::Private::stopAccepting()
{
    if (listener != 0)
        acceptThread.remove(std::exchange(listener, 0));
}

Endpoint::Endpoint(net::AcceptThread &acceptThread, std::vector<net::Worker *> workers,
                   EndpointSettings settings, HandlerFactory handlers)
    : d(std::make_unique<Private>(acceptThread, std::move(settings), std::move(handlers)))
{
    d->mailbox->owner = &d->owner;
    d->seats = net::seatsOn<Site>(workers);
}

Endpoint::~Endpoint()
{
    d->stopAccepting();
    {
        const std::lock_guard lock(d->mailbox->mutex);
        d->mailbox->owner = nullptr;
    }
    onEverySeat(d->seats, [](Seat &seat) { seat.site.reset(); });
}

Result<std::uint16_t> Endpoint::start()
{
    auto socket = net::ListenSocket::open(d->settings->host, d->settings->port);
    if (!socket)
        return socket.error();
    const std::uint16_t port = socket.value().port();
    onEverySeat(d->seats, [settings = d->settings, handlers = d->handlers](Seat &seat) {
        seat.site = std::make_unique<Site>(*seat.worker, settings, handlers);
    });
    d->listener = d->acceptThread.add(std::move(socket).value(), d->admission, net::dealTo(d->seats),
                                      d->settings->doorman);
    return port;
}

void Endpoint::reconfigure(EndpointSettings settings)
{
    d->settings = std::make_shared<const EndpointSettings>(std::move(settings));
    d->admission->setLimits(d->settings->limits.maxConnections, d->settings->limits.maxConnectionsPerHost);
    for (const auto &seat : d->seats) {
        seat->worker->post([seat, current = d->settings] {
            if (seat->site)
                seat->site->reconfigure(current);
        });
    }
}

void Endpoint::stop(int drainMs, std::function<void()> done)
{
    d->stopAccepting();
    auto left = std::make_shared<std::atomic<std::size_t>>(d->seats.size());
    const auto finished = [left, mailbox = d->mailbox, done = std::move(done)] {
        if (left->fetch_sub(1) == 1)
            mailbox->deliver(done);
    };
    for (const auto &seat : d->seats) {
        seat->worker->post([seat, drainMs, finished] {
            const auto empty = [seat, finished] {
                // Not from within the site's own call.
                seat->worker->post([seat, finished] {
                    seat->site.reset();
                    finished();
                });
            };
            if (seat->site)
                seat->site->drain(drainMs, empty);
            else
                empty();
        });
    }
}

std::int64_t Endpoint::openConnections() const noexcept
{
    return d->admission->open();
}

} // namespace mockforge::http
