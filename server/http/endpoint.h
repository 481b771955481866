// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/result.h"
#include "metrics/record/labels.h"
#include "server/exchange/request.h"
#include "server/exchange/response.h"
#include "server/http/session.h"

#include "server/project/model.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace mockforge::net {
class AcceptThread;
class Doorman;
class Pipe;
class TlsContext;
class Worker;
} // namespace mockforge::net

namespace mockforge::metrics {
class Recorder;
}

namespace mockforge::http {

/// Goes with an exchange to its end, and is destroyed then: when the reply has been given, when the
/// connection is taken over, or when the client has gone.
class Companion
{
public:
    virtual ~Companion() = default;
    /// May change the reply before it is framed.
    virtual void onReply(exchange::Response &reply) = 0;
    /// The connection leaves HTTP; gives what is to live as long as the session, null where nothing is.
    virtual std::shared_ptr<void> onTakeOver() { return nullptr; }
};

/// One request and the slot for its reply. Lives on one worker thread; a handler may keep it and answer
/// later, from that thread. Exactly one of reply(), takeOver() or hang() ends it; dropping the last
/// reference without one closes the connection. Replies to pipelined requests leave in the order of the
/// requests.
class Exchange
{
public:
    virtual ~Exchange() = default;
    virtual const exchange::Request &request() const = 0;
    virtual metrics::Recorder &recorder() = 0;
    /// What the metrics say of it: the route's label, and what part of the wait was injected.
    virtual void setRoute(metrics::RouteId route) = 0;
    /// `injectedNs`: how much of the time until now was added on purpose; kept out of the service time.
    virtual void addInjected(std::uint64_t injectedNs) = 0;
    /// Counts it as a request of another protocol than the endpoint's, under that protocol's method.
    virtual void countAs(metrics::Protocol protocol, metrics::MethodId method) = 0;
    /// What the reply is counted as, where its status does not say (a GraphQL reply of 200 with errors in
    /// it).
    virtual void setError(metrics::ErrorType error) = 0;
    /// Takes the place of the companion that the exchange had, if any.
    virtual void accompany(std::unique_ptr<Companion> companion) = 0;
    virtual void reply(exchange::Response response) = 0;
    /// Answers 101 in the metrics' eyes and hands the connection over: the session writes what the client
    /// sees. A request whose client has gone meanwhile makes no session. `inFlight`: the session's work is
    /// the reply to this very request, and it counts the end of it.
    virtual void takeOver(SessionFactory factory, bool inFlight = false) = 0;
    /// The worker that the exchange lives on, for timers of the handler's own.
    virtual net::Worker &worker() = 0;
    /// Calls `then` on the worker thread after the delay (steady clock, median error under 1 ms with 10,000
    /// waiting), unless the client has gone. The delay counts as injected.
    virtual void after(std::uint64_t delayNs, std::function<void()> then) = 0;
    /// Never answers; ends when the client does, or when the endpoint's hang limit is over (then the
    /// connection closes).
    virtual void hang() = 0;
};

/// Answers requests; one per worker, called on that worker's thread only.
class Handler
{
public:
    virtual ~Handler() = default;
    virtual void handle(const std::shared_ptr<Exchange> &exchange) = 0;
};

/// Made once per worker, on that worker's thread.
using HandlerFactory = std::function<std::unique_ptr<Handler>(metrics::Recorder &)>;

struct EndpointSettings
{
    std::string id; ///< "http", "https", "admin", "metrics": for logs and errors
    std::string host;
    std::uint16_t port = 0;
    metrics::Protocol protocol = metrics::Protocol::Http; ///< whose connections and bytes these are
    bool recordExchanges =
        true; ///< false for the admin and metrics listeners: their traffic is not the mock's
    bool compression = true;
    project::Limits limits;
    std::shared_ptr<const net::TlsContext> tls; ///< null: plain text
    std::uint64_t hangLimitMs = 600'000;
    /// Makes what lies between each connection and its bytes, on the worker; unset: nothing does.
    std::function<std::unique_ptr<net::Pipe>(metrics::Recorder &, const net::PeerAddress &)> pipes;
    std::shared_ptr<net::Doorman> doorman; ///< asked at accept, from start() on; null: nobody
};

/// A listening port and the connections that came through it: acceptor and admission on the accept thread,
/// connections spread over the workers, each with its guard and QtHttpServer. Owned and called by one thread
/// (the engine's).
class Endpoint
{
public:
    Endpoint(net::AcceptThread &acceptThread, std::vector<net::Worker *> workers, EndpointSettings settings,
             HandlerFactory handlers);
    ~Endpoint();
    Endpoint(const Endpoint &) = delete;
    Endpoint &operator=(const Endpoint &) = delete;

    /// Binds and listens; gives the port. Errors: port_in_use (detail names the owner where known),
    /// no_permission, bad_address.
    Result<std::uint16_t> start();
    /// Limits, compression and certificate, for requests and connections from now on; nothing is
    /// dropped.
    void reconfigure(EndpointSettings settings);
    /// Stops accepting at once, answers what has begun (each last reply says Connection: close), and after
    /// `drainMs` closes what is left; then calls `done` on the calling thread. Idle keep-alive connections
    /// close at once.
    void stop(int drainMs, std::function<void()> done);
    /// Connections that are open now. Any thread.
    std::int64_t openConnections() const noexcept;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace mockforge::http
