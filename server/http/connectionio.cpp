// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/base/clock.h"
#include "server/http/connection.h"
#include "server/http/site.h"

#include <algorithm>
#include <array>
#include <sys/epoll.h>
#include <utility>

namespace mockforge::http {

namespace {

using Kind = net::IoResult::Kind;
using metrics::ErrorType;

constexpr std::uint64_t kNsPerMs = 1'000'000;
/// The statuses of requests that got no reply, named as operators know them from nginx.
constexpr metrics::StatusId kClientClosed = 499;
constexpr metrics::StatusId kNoReply = 444;
/// After the last reply the client may still be sending: reading on for a moment keeps its kernel from
/// throwing the reply away on a reset.
constexpr std::int64_t kLingerMs = 1000;
constexpr std::size_t kLingerBytes = 4 * 1024 * 1024;

} // namespace

void Connection::flush()
{
    if (m_phase == Phase::Closed || m_phase == Phase::Lingering)
        return;
    settle(m_output.flush(m_stream));
    finishOutput();
    updateInterest();
}

void Connection::settle(const net::IoResult &result)
{
    const std::uint64_t progress = m_output.written() - m_reportedBytes;
    m_reportedBytes = m_output.written();
    if (m_metrics && progress > 0)
        m_metrics->bytesSent(m_site.settings()->protocol, progress);
    recordSent();
    if (result.kind == Kind::Failed || result.kind == Kind::Closed) {
        clientGone();
        return;
    }
    if (m_output.waiting() == 0) {
        m_writeDeadlineNs = 0;
    } else if (progress > 0 || m_writeDeadlineNs == 0) {
        const auto timeout = std::max<std::int64_t>(1, m_site.settings()->limits.writeTimeoutMs);
        m_writeDeadlineNs = monotonicNs() + static_cast<std::uint64_t>(timeout) * kNsPerMs;
        armTimer();
    }
}

void Connection::recordSent()
{
    if (m_unsent.empty() || m_unsent.front().end > m_output.written())
        return;
    const std::uint64_t now = monotonicNs();
    while (!m_unsent.empty() && m_unsent.front().end <= m_output.written()) {
        Unsent &done = m_unsent.front();
        done.sample.totalNs = now - done.startNs;
        const std::uint64_t ours = done.answeredNs > 0 ? done.answeredNs - done.startNs : done.sample.totalNs;
        done.sample.serviceNs = ours - std::min(ours, done.sample.injectedNs);
        if (m_metrics)
            m_metrics->requestFinished(done.sample);
        m_unsent.pop_front();
    }
}

void Connection::finishOutput()
{
    if (m_phase == Phase::Reading && m_closeAfterOutput && m_output.waiting() == 0)
        endConnection();
}

/// The last byte is with the kernel: the connection ends as the reply wants it to.
void Connection::endConnection()
{
    using End = exchange::Delivery::End;
    // A reset throws away what the client has not acknowledged; it may have a second for that.
    constexpr int kMostTries = 1000;
    if (m_end == End::Reset) {
        if (m_stream.unacknowledged() > 0 && ++m_endTries < kMostTries) {
            setDeadline(Deadline::Ending, 1);
            return;
        }
        m_stream.resetOnClose();
        close();
        return;
    }
    if (const std::uint64_t delay = m_stream.closeDelayNs(); delay > 0 && m_endTries == 0) {
        ++m_endTries;
        setDeadline(Deadline::Ending, static_cast<std::int64_t>(delay / kNsPerMs));
        return;
    }
    if (m_end != End::Hang) {
        linger();
        return;
    }
    m_phase = Phase::Lingering;
    setDeadline(Deadline::Linger, static_cast<std::int64_t>(m_site.settings()->hangLimitMs));
    updateInterest();
}

void Connection::linger()
{
    m_site.buffers().give(std::move(m_input));
    if (m_readClosed) {
        close();
        return;
    }
    m_phase = Phase::Lingering;
    m_stream.shutdownWrite();
    setDeadline(Deadline::Linger, kLingerMs);
    updateInterest();
}

void Connection::discardInput()
{
    std::array<char, 16 * 1024> bytes;
    const net::IoResult result = m_stream.read(bytes.data(), bytes.size());
    m_lingered += result.size;
    const bool ended = result.kind == Kind::Closed || result.kind == Kind::Failed;
    if (ended || m_lingered > kLingerBytes)
        close();
}

metrics::RequestSample Connection::sampleFor(metrics::StatusId status, ErrorType error) const
{
    const HttpExchange::Accounting &accounting = m_exchange->accounting();
    metrics::RequestSample sample;
    sample.protocol = accounting.protocol;
    sample.method = accounting.protocol == metrics::Protocol::Http
                        ? metrics::httpMethodId(m_exchange->request().method)
                        : accounting.method;
    sample.status = status;
    if (accounting.protocol == metrics::Protocol::Grpc) // whose replies are all 200 over HTTP/1.1
        sample.status = error == ErrorType::None ? metrics::kStatusOk : metrics::kStatusError;
    sample.route = accounting.route;
    sample.error = error;
    sample.injectedNs = accounting.injectedNs;
    return sample;
}

void Connection::finishExchangeBroken(metrics::StatusId status)
{
    metrics::RequestSample sample = sampleFor(status, ErrorType::ConnectionError);
    sample.totalNs = monotonicNs() - m_exchange->accounting().startNs;
    // What was to be waited is cut short with the request; a hang is nothing but waiting on purpose.
    sample.injectedNs = m_hanging ? sample.totalNs : std::min(sample.injectedNs, sample.totalNs);
    sample.serviceNs = sample.totalNs - sample.injectedNs;
    if (m_metrics)
        m_metrics->requestFinished(sample);
}

void Connection::clientGone()
{
    if (m_phase == Phase::Closed)
        return;
    if (m_phase == Phase::Handling && !m_answered)
        finishExchangeBroken(kClientClosed);
    else if (m_phase == Phase::Reading && m_parser->hasBegun() && m_unsent.empty() && m_metrics)
        m_metrics->errorOccurred(m_site.settings()->protocol, ErrorType::ConnectionError);
    m_answered = true;
    close();
}

void Connection::drain()
{
    m_draining = true;
    if (m_phase == Phase::Handshake) {
        close();
        return;
    }
    // A request may have arrived that was not read yet: it has begun.
    if (m_phase == Phase::Reading && !m_parser->hasBegun() && !m_readClosed && readMore())
        process();
}

void Connection::abort()
{
    if (m_phase == Phase::Closed)
        return;
    if (m_phase == Phase::Handling && !m_answered)
        finishExchangeBroken(kNoReply);
    m_answered = true;
    close();
}

void Connection::close()
{
    if (m_phase == Phase::Closed)
        return;
    m_phase = Phase::Closed;
    m_worker.cancel(m_timer);
    m_worker.cancel(m_advance);
    if (m_stream.isOpen())
        m_worker.unwatch(m_stream.descriptor());
    m_stream.close();
    letGo();
    if (m_metrics)
        m_metrics->connectionClosed(m_site.settings()->protocol);
    m_ticket = {};
    m_site.remove(this);
}

/// What was still to be sent is counted as broken; the exchange in hand lives on with its handler.
void Connection::letGo()
{
    const std::uint64_t now = monotonicNs();
    for (Unsent &broken : m_unsent) {
        broken.sample.error = ErrorType::ConnectionError;
        broken.sample.totalNs = now - broken.startNs;
        const std::uint64_t ours =
            broken.answeredNs > 0 ? broken.answeredNs - broken.startNs : broken.sample.totalNs;
        broken.sample.serviceNs = ours - std::min(ours, broken.sample.injectedNs);
        if (m_metrics)
            m_metrics->requestFinished(broken.sample);
    }
    m_unsent.clear();
    m_output.clear();
    if (m_exchange && m_exchange->isHeld())
        HttpExchange::detach(std::move(m_exchange), std::move(m_input), std::move(m_parser));
    else
        m_site.buffers().give(std::move(m_input));
}

void Connection::updateInterest()
{
    std::uint32_t wanted = 0;
    switch (m_phase) {
    case Phase::Handshake:
        wanted = m_stream.wantsWrite() ? EPOLLOUT : EPOLLIN;
        break;
    case Phase::Reading:
        // What is not read stays with the kernel, and then with the client.
        if (!m_readClosed && !m_closeAfterOutput && !outputBlocks())
            wanted = EPOLLIN | EPOLLRDHUP;
        break;
    case Phase::Handling:
        wanted = m_input->spareSize() > 0 ? EPOLLIN | EPOLLRDHUP : EPOLLRDHUP;
        break;
    case Phase::Lingering:
        wanted = EPOLLIN;
        break;
    case Phase::Closed:
        return;
    }
    if (m_output.waiting() > 0)
        wanted |= EPOLLOUT;
    wanted &= ~m_stream.heldEvents();
    if (wanted == m_interest)
        return;
    m_interest = wanted;
    m_worker.rewatch(m_stream.descriptor(), wanted, this);
}

void Connection::setDeadline(Deadline kind, std::int64_t milliseconds)
{
    m_deadlineKind = kind;
    m_deadlineNs =
        monotonicNs() + static_cast<std::uint64_t>(std::max<std::int64_t>(1, milliseconds)) * kNsPerMs;
    armTimer();
}

/// A timer that fires too early costs one look at the clock; moving it with every request would cost far
/// more.
void Connection::armTimer()
{
    std::uint64_t due = m_deadlineKind == Deadline::None ? 0 : m_deadlineNs;
    if (m_writeDeadlineNs > 0 && (due == 0 || m_writeDeadlineNs < due))
        due = m_writeDeadlineNs;
    if (due == 0 || (m_timer != 0 && m_timerNs <= due))
        return;
    m_worker.cancel(m_timer);
    m_timerNs = due;
    m_timer = m_worker.schedule(due, [this] { onTimer(); });
}

void Connection::onTimer()
{
    m_timer = 0;
    const std::uint64_t now = monotonicNs();
    if (m_writeDeadlineNs > 0 && m_writeDeadlineNs <= now) {
        // It is not the reader's fault while we hold its bytes.
        if ((m_stream.heldEvents() & EPOLLOUT) == 0) {
            onSlowReader();
            return;
        }
        m_writeDeadlineNs =
            now + static_cast<std::uint64_t>(m_site.settings()->limits.writeTimeoutMs) * kNsPerMs;
    }
    if (m_deadlineKind != Deadline::None && m_deadlineNs <= now)
        onDeadline();
    if (m_phase != Phase::Closed)
        armTimer();
}

void Connection::onSlowReader()
{
    m_worker.recorder().refused(metrics::Refusal::SlowReader);
    if (m_phase == Phase::Handling && !m_answered)
        finishExchangeBroken(kNoReply);
    m_answered = true;
    close();
}

void Connection::onDeadline()
{
    switch (std::exchange(m_deadlineKind, Deadline::None)) {
    case Deadline::Handshake:
        m_worker.recorder().refused(metrics::Refusal::TlsHandshake);
        if (m_metrics)
            m_metrics->errorOccurred(m_site.settings()->protocol, ErrorType::ConnectionError);
        close();
        break;
    case Deadline::Header:
        refuse(408, metrics::Refusal::HeaderTimeout, "the header block did not arrive in time");
        break;
    case Deadline::Body:
        refuse(408, metrics::Refusal::BodyTimeout, "the body did not arrive in time");
        break;
    case Deadline::Idle:
        m_worker.recorder().refused(metrics::Refusal::IdleTimeout);
        m_closeAfterOutput = true;
        flush();
        break;
    case Deadline::Hang:
        abort();
        break;
    case Deadline::Linger:
        close();
        break;
    case Deadline::Ending:
        endConnection();
        break;
    case Deadline::None:
        break;
    }
}

} // namespace mockforge::http
