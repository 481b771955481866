// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/base/clock.h"
#include "server/http/connection.h"
#include "server/http/deform.h"
#include "server/http/site.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace mockforge::http {

namespace {

using Kind = net::IoResult::Kind;
/// The status of a request that got no reply, named as operators know it from nginx.
constexpr metrics::StatusId kNoReply = 444;

metrics::ErrorType errorOf(const HttpExchange::Accounting &accounting, int status) noexcept
{
    if (accounting.error)
        return *accounting.error;
    if (accounting.protocol == metrics::Protocol::GraphQl)
        return status >= 400 ? metrics::ErrorType::GraphQlError : metrics::ErrorType::None;
    if (accounting.protocol == metrics::Protocol::Grpc)
        return status >= 400 ? metrics::ErrorType::GrpcError : metrics::ErrorType::None;
    return status >= 500   ? metrics::ErrorType::ServerError
           : status >= 400 ? metrics::ErrorType::ClientError
                           : metrics::ErrorType::None;
}

} // namespace

void Connection::serve()
{
    m_phase = Phase::Handling;
    m_answered = m_hanging = false;
    clearDeadline();
    if (m_metrics)
        m_metrics->requestStarted(m_site.settings()->protocol);
    if (!m_exchange)
        m_exchange = std::make_unique<HttpExchange>(*this, m_worker, m_peer.text());
    exchange::Request &request = m_exchange->mutableRequest();
    request.clear();
    m_parser->fill(m_input->view(), request);
    request.peer = m_exchange->peer();
    request.peerPort = m_peer.port;
    request.secure = m_stream.isSecure();
    m_exchange->begin(monotonicNs(), m_site.settings()->protocol);
    ++m_served;
    m_inHandler = true;
    if (!m_site.hop().dispatch([this] { callHandler(); }))
        callHandler();
    m_inHandler = false;
    if (m_phase == Phase::Closed)
        return;
    if (m_answered)
        m_takeOver ? handOver() : consumeRequest();
    else
        countPipelined();
}

void Connection::callHandler()
{
    const std::shared_ptr<Exchange> reference = m_exchange->handle();
    try {
        m_site.handler().handle(reference);
    } catch (const std::exception &) {
        // A handler that fails answers 500; the one request is affected, nobody else.
        exchange::Response failed;
        failed.status = 500;
        failed.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
        failed.body = "internal error\n";
        reference->reply(std::move(failed));
    }
}

void Connection::answer(exchange::Response response)
{
    if (m_phase != Phase::Handling || m_answered)
        return;
    m_answered = true;
    clearDeadline();
    const project::Limits &limits = m_site.settings()->limits;
    ReplyContext context;
    context.head = m_exchange->request().method == "HEAD";
    context.httpMinor = m_exchange->request().httpMinor;
    context.keepAlive = m_parser->wantsKeepAlive() && !m_draining &&
                        (limits.maxRequestsPerConnection <= 0 || m_served < limits.maxRequestsPerConnection);
    context.compression = m_site.settings()->compression;
    context.acceptsGzip = m_parser->acceptsGzip();
    const int status = response.status < 100 || response.status > 999 ? 500 : response.status;
    std::string &scratch = m_site.scratch();
    const std::shared_ptr<exchange::Delivery> delivery = std::move(response.delivery);
    if (delivery && delivery->end != exchange::Delivery::End::AsUsual)
        context.keepAlive = false;
    BodyPart body = m_site.writer().write(std::move(response), context, scratch);
    if (delivery)
        prepareDelivery(*delivery, scratch, body);
    if (!context.keepAlive)
        m_closeAfterOutput = true;
    // More requests may be at hand: their replies leave together with this one.
    const bool gather = m_processing && context.keepAlive && m_input->view().size() > m_parser->consumed();
    net::IoResult result;
    if (gather || !body.view().empty()) {
        m_output.append(scratch);
        m_output.append(std::move(body));
        result.kind = Kind::WouldBlock;
        if (!gather)
            result = m_output.flush(m_stream);
    } else {
        result = m_output.send(m_stream, scratch);
    }
    scratch.clear();
    Unsent unsent;
    unsent.end = m_output.queued();
    unsent.startNs = m_exchange->accounting().startNs;
    unsent.answeredNs = result.kind == Kind::Done ? 0 : monotonicNs();
    unsent.sample =
        sampleFor(static_cast<metrics::StatusId>(status), errorOf(m_exchange->accounting(), status));
    if (m_end != exchange::Delivery::End::AsUsual) {
        // Whatever its status was to be, the client gets a broken reply, or none.
        unsent.sample.error = metrics::ErrorType::ConnectionError;
        if (delivery->instead)
            unsent.sample.status = kNoReply;
    }
    m_unsent.push_back(unsent);
    if (gather)
        result.kind = Kind::Done;
    settle(result);
    if (!m_inHandler && m_phase != Phase::Closed && m_advance == 0) {
        // The caller may still look at the request; what comes next waits until it has returned.
        m_advance = m_worker.schedule(monotonicNs(), [this] {
            m_advance = 0;
            advance();
        });
    }
}

void Connection::prepareDelivery(const exchange::Delivery &delivery, std::string &framed, BodyPart &body)
{
    const std::size_t head = deform(delivery, framed, body);
    m_end = delivery.end;
    if (delivery.sliceBytes == 0)
        return;
    const std::size_t rest = framed.size() - head + body.view().size();
    // What earlier replies have left in the queue goes first, unpaced.
    if (delivery.paceHead)
        m_stream.pace(m_output.waiting(), head, delivery.sliceBytes, delivery.gapNs);
    else if (rest > 0)
        m_stream.pace(m_output.waiting() + head, rest, delivery.sliceBytes, delivery.gapNs);
}

void Connection::leaveHandler()
{
    m_inHandler = false;
    advance();
}

void Connection::takeOver(SessionFactory factory, bool inFlight)
{
    if (m_phase != Phase::Handling || m_answered)
        return;
    m_answered = true;
    clearDeadline();
    m_takeOver = std::move(factory);
    m_takeOverInFlight = inFlight;
    if (!m_inHandler)
        m_advance = m_worker.schedule(monotonicNs(), [this] {
            m_advance = 0;
            advance();
        });
}

void Connection::advance()
{
    if (m_phase != Phase::Handling || !m_answered)
        return;
    if (m_takeOver) {
        handOver();
        return;
    }
    consumeRequest();
    process();
}

void Connection::consumeRequest()
{
    const std::size_t used = m_parser->consumed();
    m_ahead.reset();
    m_continueSent = false;
    m_phase = Phase::Reading;
    if (m_exchange->isHeld()) {
        auto kept = std::move(m_input);
        m_input = m_site.buffers().take();
        m_input->append(kept->view().substr(used));
        const project::Limits &limits = m_site.settings()->limits;
        HttpExchange::detach(
            std::move(m_exchange), std::move(kept),
            std::exchange(m_parser, std::make_unique<RequestParser>(parserLimitsOf(limits))));
        return;
    }
    m_input->consume(used);
    m_parser->reset();
    m_parser->setLimits(parserLimitsOf(m_site.settings()->limits));
}

void Connection::hang()
{
    if (m_phase != Phase::Handling || m_answered)
        return;
    m_hanging = true;
    setDeadline(Deadline::Hang, static_cast<std::int64_t>(m_site.settings()->hangLimitMs));
}

void Connection::dropped()
{
    if (m_phase != Phase::Handling || m_answered || m_hanging)
        return;
    abort();
}

void Connection::recordsMoved(metrics::Protocol from, metrics::Protocol to)
{
    if (m_metrics)
        m_metrics->requestMoved(from, to);
}

/// The request in hand is answered by a change of protocol: everything but this object goes to the session.
void Connection::handOver()
{
    constexpr metrics::StatusId kSwitchingProtocols = 101;
    const SessionFactory factory = std::exchange(m_takeOver, nullptr);
    metrics::RequestSample sample = sampleFor(kSwitchingProtocols, metrics::ErrorType::None);
    sample.totalNs = monotonicNs() - m_exchange->accounting().startNs;
    sample.serviceNs = sample.totalNs - std::min(sample.totalNs, sample.injectedNs);
    if (m_metrics && !m_takeOverInFlight)
        m_metrics->requestFinished(sample);
    for (Unsent &earlier : m_unsent)
        earlier.end = 0; // the session sends what is left of them
    recordSent();
    Takeover takeover;
    takeover.input = m_input->view().substr(m_parser->consumed());
    takeover.output = m_output.takeAll();
    takeover.peer = m_peer;
    takeover.ticket = std::move(m_ticket);
    m_worker.unwatch(m_stream.descriptor());
    takeover.stream = std::move(m_stream);
    takeover.worker = &m_worker;
    m_site.adopt(factory, std::move(takeover));
    close();
}

} // namespace mockforge::http
