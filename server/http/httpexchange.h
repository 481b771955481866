// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/endpoint.h"
#include "server/http/readbuffer.h"
#include "server/http/requestparser.h"
#include "server/net/delayqueue.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mockforge::net {
class Worker;
}

namespace mockforge::http {

class Connection;

/// The Exchange of one connection, used for one request after the other. The handler holds it through a
/// shared_ptr whose deleter tells when it has let go. When the connection ends first, the exchange takes over
/// the bytes that the request's views point into, and deletes itself once the handler lets go.
class HttpExchange final : public Exchange
{
public:
    HttpExchange(Connection &connection, net::Worker &worker, std::string peer);
    ~HttpExchange() override;

    /// What the metrics will need when the reply has left.
    struct Accounting
    {
        metrics::RouteId route = metrics::kUnmatchedRoute;
        std::uint64_t startNs = 0;
        std::uint64_t injectedNs = 0;
        metrics::Protocol protocol = metrics::Protocol::Http;
        metrics::MethodId method = 0; ///< of other protocols than HTTP
        std::optional<metrics::ErrorType> error;
    };

    /// Begins with the next request; the caller fills request() first.
    void begin(std::uint64_t startNs, metrics::Protocol protocol);
    std::shared_ptr<Exchange> handle();
    exchange::Request &mutableRequest() noexcept { return m_request; }
    const Accounting &accounting() const noexcept { return m_accounting; }
    std::string_view peer() const noexcept { return m_peer; }
    bool isHeld() const noexcept { return m_held; }
    /// The connection goes on without it, or ends: drops what waits and keeps what the views need.
    static void detach(std::unique_ptr<HttpExchange> exchange, std::unique_ptr<ReadBuffer> buffer,
                       std::unique_ptr<RequestParser> parser);

    const exchange::Request &request() const override { return m_request; }
    metrics::Recorder &recorder() override;
    void setRoute(metrics::RouteId route) override { m_accounting.route = route; }
    void addInjected(std::uint64_t injectedNs) override { m_accounting.injectedNs += injectedNs; }
    void countAs(metrics::Protocol protocol, metrics::MethodId method) override;
    void setError(metrics::ErrorType error) override { m_accounting.error = error; }
    void accompany(std::unique_ptr<Companion> companion) override;
    void reply(exchange::Response response) override;
    void takeOver(SessionFactory factory, bool inFlight) override;
    net::Worker &worker() override { return m_worker; }
    void after(std::uint64_t delayNs, std::function<void()> then) override;
    void hang() override;

private:
    struct LetGo
    {
        void operator()(HttpExchange *exchange) const { exchange->released(); }
    };

    void released();
    void cancelWaiting();

    Connection *m_connection; ///< null once detached
    net::Worker &m_worker;
    std::string m_peer;
    exchange::Request m_request;
    Accounting m_accounting;
    std::vector<net::DelayQueue::Id> m_waiting;
    std::unique_ptr<Companion> m_companion;
    std::weak_ptr<HttpExchange> m_self; ///< the handler's reference
    bool m_held = false;
    bool m_answered = false;
    std::unique_ptr<ReadBuffer> m_keptBuffer;
    std::unique_ptr<RequestParser> m_keptParser;
};

} // namespace mockforge::http
