// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/httpexchange.h"

#include "metrics/base/clock.h"
#include "server/http/connection.h"
#include "server/net/worker.h"

#include <algorithm>
#include <utility>

namespace mockforge::http {

HttpExchange::HttpExchange(Connection &connection, net::Worker &worker, std::string peer)
    : m_connection(&connection)
    , m_worker(worker)
    , m_peer(std::move(peer))
{}

HttpExchange::~HttpExchange()
{
    cancelWaiting();
}

void HttpExchange::begin(std::uint64_t startNs, metrics::Protocol protocol)
{
    m_accounting = Accounting{};
    m_accounting.startNs = startNs;
    m_accounting.protocol = protocol;
    m_accounting.method =
        protocol == metrics::Protocol::GraphQl ? metrics::kUnknownOperation : metrics::MethodId{0};
    m_answered = false;
    m_waiting.clear();
}

std::shared_ptr<Exchange> HttpExchange::handle()
{
    m_held = true;
    std::shared_ptr<HttpExchange> reference(this, LetGo{});
    m_self = reference;
    return reference;
}

void HttpExchange::detach(std::unique_ptr<HttpExchange> exchange, std::unique_ptr<ReadBuffer> buffer,
                          std::unique_ptr<RequestParser> parser)
{
    if (!exchange->m_held)
        return;
    exchange->m_connection = nullptr;
    exchange->m_keptBuffer = std::move(buffer);
    exchange->m_keptParser = std::move(parser);
    // What waits may hold the last reference; the exchange deletes itself then.
    HttpExchange *const left = exchange.release();
    const std::unique_ptr<Companion> companion = std::move(left->m_companion);
    left->cancelWaiting();
}

metrics::Recorder &HttpExchange::recorder()
{
    return m_worker.recorder();
}

void HttpExchange::cancelWaiting()
{
    const auto waiting = std::exchange(m_waiting, {});
    net::Worker &worker = m_worker;
    for (const net::DelayQueue::Id id : waiting)
        worker.cancel(id);
}

void HttpExchange::countAs(metrics::Protocol protocol, metrics::MethodId method)
{
    m_accounting.method = method;
    if (m_accounting.protocol == protocol || !m_connection || m_answered)
        return;
    m_connection->recordsMoved(m_accounting.protocol, protocol);
    m_accounting.protocol = protocol;
}

void HttpExchange::takeOver(SessionFactory factory, bool inFlight)
{
    const std::unique_ptr<Companion> companion = std::move(m_companion);
    if (!m_connection || std::exchange(m_answered, true))
        return;
    if (std::shared_ptr<void> keep = companion ? companion->onTakeOver() : nullptr)
        factory = [factory = std::move(factory), keep = std::move(keep)](Takeover takeover) {
            takeover.keep = keep;
            return factory(std::move(takeover));
        };
    m_connection->takeOver(std::move(factory), inFlight);
}

void HttpExchange::accompany(std::unique_ptr<Companion> companion)
{
    if (m_connection && !m_answered)
        m_companion.swap(companion);
}

void HttpExchange::reply(exchange::Response response)
{
    if (!m_connection || std::exchange(m_answered, true))
        return;
    // Its last act may be under way: it is destroyed when the reply is on its way.
    const std::unique_ptr<Companion> companion = std::move(m_companion);
    if (companion)
        companion->onReply(response);
    m_connection->answer(std::move(response));
}

void HttpExchange::after(std::uint64_t delayNs, std::function<void()> then)
{
    if (!m_connection)
        return;
    const std::uint64_t due = monotonicNs() + delayNs;
    m_accounting.injectedNs += delayNs;
    // The closure holds a reference, so that a handler may let go of its own while it waits.
    m_waiting.push_back(
        m_worker.schedule(due, [this, self = m_self.lock(), then = std::move(then)]() mutable {
            if (m_waiting.size() == 1)
                m_waiting.clear();
            Connection *const connection = m_connection;
            connection->enterHandler();
            then();
            then = nullptr;
            // From here this exchange may be gone; a connection is never destroyed while it is being called.
            self.reset();
            connection->leaveHandler();
        }));
}

void HttpExchange::hang()
{
    if (m_connection && !m_answered)
        m_connection->hang();
}

void HttpExchange::released()
{
    m_held = false;
    if (!m_connection) {
        delete this;
        return;
    }
    if (!m_answered)
        m_connection->dropped();
}

} // namespace mockforge::http
