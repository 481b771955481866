// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/connection.h"

#include "metrics/base/clock.h"
#include "server/http/site.h"
#include "server/net/pipe.h"

#include <algorithm>
#include <exception>
#include <sys/epoll.h>
#include <utility>

namespace mockforge::http {

namespace {

using Kind = net::IoResult::Kind;

/// Above this, replies that wait for a slow reader keep further requests of that connection waiting too.
constexpr std::uint64_t kOutputHigh = 256 * 1024;
constexpr std::int64_t kHandshakeMs = 10'000;
/// Decoded chunks are taken out of the input once there are so many.
constexpr std::size_t kDiscardAbove = 8 * 1024;

} // namespace

Connection::Connection(Site &site, net::Accepted accepted)
    : m_site(site)
    , m_worker(site.worker())
    , m_stream(accepted.descriptor, site.settings()->tls.get(), accepted.flaw)
    , m_peer(accepted.peer)
    , m_ticket(std::move(accepted.ticket))
    , m_metrics(site.settings()->recordExchanges ? &m_worker.recorder() : nullptr)
    , m_parser(std::make_unique<RequestParser>(parserLimitsOf(site.settings()->limits)))
{
    if (m_metrics)
        m_metrics->connectionOpened(site.settings()->protocol);
    if (site.settings()->pipes)
        m_stream.setPipe(site.settings()->pipes(m_worker.recorder(), m_peer));
}

Connection::~Connection()
{
    close();
}

void Connection::start()
{
    m_interest = EPOLLIN | EPOLLRDHUP;
    m_stream.attach(m_worker, *this);
    if (!m_stream.isOpen() || !m_worker.watch(m_stream.descriptor(), m_interest, this)) {
        close();
        return;
    }
    if (m_stream.isSecure()) {
        m_phase = Phase::Handshake;
        setDeadline(Deadline::Handshake, kHandshakeMs);
        return;
    }
    m_headStartNs = monotonicNs();
    setDeadline(Deadline::Idle, m_site.settings()->limits.headerTimeoutMs);
}

void Connection::onReady(std::uint32_t events)
{
    if (m_phase == Phase::Closed)
        return;
    if (m_phase == Phase::Handshake) {
        continueHandshake();
        return;
    }
    if (m_phase == Phase::Lingering) {
        discardInput();
        return;
    }
    if (events & (EPOLLERR | EPOLLHUP)) {
        clientGone();
        return;
    }
    if (events & EPOLLOUT) {
        if (m_phase == Phase::Reading)
            process(); // what stopped for the slow reader goes on
        else
            flush();
    }
    if (!(events & (EPOLLIN | EPOLLRDHUP)) || m_phase == Phase::Closed)
        return;
    if (m_phase == Phase::Handling) {
        readWhileHandling();
        return;
    }
    if (m_phase == Phase::Reading && !m_readClosed && readMore())
        process();
}

void Connection::continueHandshake()
{
    const net::IoResult result = m_stream.handshake();
    if (result.kind == Kind::WouldBlock) {
        updateInterest();
        return;
    }
    if (result.kind != Kind::Done) {
        m_worker.recorder().refused(metrics::Refusal::TlsHandshake);
        if (m_metrics)
            m_metrics->errorOccurred(m_site.settings()->protocol, metrics::ErrorType::ConnectionError);
        close();
        return;
    }
    m_phase = Phase::Reading;
    m_headStartNs = monotonicNs();
    setDeadline(Deadline::Idle, m_site.settings()->limits.headerTimeoutMs);
    updateInterest();
    if (readMore())
        process();
}

/// False when the connection has ended.
bool Connection::readMore()
{
    if (!m_input)
        m_input = m_site.buffers().take();
    for (;;) {
        if (m_parser->discardable() > kDiscardAbove && m_phase == Phase::Reading) {
            m_input->erase(m_parser->discardFrom(), m_parser->discardable());
            m_parser->discarded();
        }
        if (m_input->spareSize() == 0) {
            if (m_phase != Phase::Reading)
                return true;
            m_input->room();
        }
        const std::size_t spare = m_input->spareSize();
        const net::IoResult result = m_stream.read(m_input->spare(), spare);
        if (result.kind == Kind::Failed) {
            clientGone();
            return false;
        }
        if (result.kind == Kind::Closed)
            m_readClosed = true;
        if (result.kind != Kind::Done)
            return true;
        m_input->added(result.size);
        if (m_metrics)
            m_metrics->bytesReceived(m_site.settings()->protocol, result.size);
        // The kernel announces what it still has; TLS holds back what it has decrypted.
        if (!m_stream.hasBuffered())
            return true;
    }
}

void Connection::readWhileHandling()
{
    if (m_input->spareSize() == 0) {
        updateInterest();
        return;
    }
    if (!readMore())
        return;
    if (m_readClosed) {
        // A client that says goodbye while its reply is being waited for has given up on it.
        clientGone();
        return;
    }
    countPipelined();
    updateInterest();
}

void Connection::countPipelined()
{
    if (!m_ahead) {
        m_ahead = std::make_unique<RequestParser>(parserLimitsOf(m_site.settings()->limits));
        m_aheadOffset = m_parser->consumed();
        m_aheadCount = 0;
    }
    const std::int64_t most = m_site.settings()->limits.maxPipelined;
    while (most > 0 && m_serveBeforeRefusal < 0 &&
           m_ahead->parse(m_input->view().substr(m_aheadOffset)) == RequestParser::Outcome::Complete) {
        m_aheadOffset += m_ahead->consumed();
        m_ahead->reset();
        if (++m_aheadCount > most)
            m_serveBeforeRefusal = most;
    }
}

bool Connection::outputBlocks() const noexcept
{
    const auto cap =
        static_cast<std::uint64_t>(std::max<std::int64_t>(0, m_site.settings()->limits.maxWriteBuffer));
    return m_output.waiting() > std::min(kOutputHigh, cap);
}

void Connection::process()
{
    if (std::exchange(m_processing, true))
        return;
    bool outputBlocked = false;
    do {
        serveBuffered();
        outputBlocked = m_phase == Phase::Reading && !m_closeAfterOutput && outputBlocks();
        m_processing = false;
        flush();
        m_processing = true;
        // What blocked may have left at once; nothing else would wake us for the requests that wait in the
        // buffer.
    } while (outputBlocked && m_phase == Phase::Reading && !outputBlocks());
    m_processing = false;
}

void Connection::serveBuffered()
{
    while (m_phase == Phase::Reading && !m_closeAfterOutput && !outputBlocks()) {
        const std::string_view bytes = m_input ? m_input->view() : std::string_view();
        const RequestParser::Outcome outcome = m_parser->parse(bytes);
        if (outcome == RequestParser::Outcome::Incomplete) {
            if (m_stream.hasBuffered() && !m_readClosed) {
                if (!readMore())
                    break;
                continue;
            }
            incomplete();
            break;
        }
        if (outcome == RequestParser::Outcome::Refused) {
            const RequestParser::Refused why = m_parser->refused();
            refuse(why.status, why.reason, why.why);
            break;
        }
        if (m_serveBeforeRefusal == 0) {
            refuse(429, metrics::Refusal::TooManyPipelined, "too many requests wait on this connection");
            break;
        }
        if (m_serveBeforeRefusal > 0)
            --m_serveBeforeRefusal;
        serve();
    }
}

void Connection::incomplete()
{
    if (m_readClosed) {
        if (m_parser->hasBegun() && m_metrics)
            m_metrics->errorOccurred(m_site.settings()->protocol, metrics::ErrorType::ConnectionError);
        m_closeAfterOutput = true;
        return;
    }
    const project::Limits &limits = m_site.settings()->limits;
    if (m_parser->hasHead()) {
        if (m_parser->expectsContinue() && !m_continueSent && !m_parser->bodyHasBegun(m_input->view()))
            sendContinue();
        setDeadline(Deadline::Body, limits.bodyTimeoutMs);
        return;
    }
    if (m_parser->hasBegun()) {
        // The header block as a whole has its time, however slowly its bytes trickle in.
        if (m_deadlineKind != Deadline::Header) {
            if (m_served > 0)
                m_headStartNs = monotonicNs();
            const auto spent = static_cast<std::int64_t>((monotonicNs() - m_headStartNs) / 1'000'000);
            setDeadline(Deadline::Header, std::max<std::int64_t>(1, limits.headerTimeoutMs - spent));
        }
        return;
    }
    if (m_draining) {
        m_closeAfterOutput = true;
        return;
    }
    if (m_input && m_input->empty())
        m_site.buffers().give(std::move(m_input));
    if (m_served > 0)
        setDeadline(Deadline::Idle, limits.keepAliveTimeoutMs);
}

void Connection::sendContinue()
{
    m_continueSent = true;
    settle(m_output.send(m_stream, "HTTP/1.1 100 Continue\r\n\r\n"));
}

void Connection::refuse(int status, metrics::Refusal reason, std::string_view why)
{
    m_worker.recorder().refused(reason);
    m_closeAfterOutput = true;
    clearDeadline();
    std::string &scratch = m_site.scratch();
    m_site.writer().writeRefusal(status, why, scratch);
    m_output.append(scratch);
    scratch.clear();
    if (!m_processing)
        flush();
}

} // namespace mockforge::http
