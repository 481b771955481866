// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/websocket/socket.h"

#include "metrics/base/clock.h"

#include <algorithm>
#include <array>
#include <sys/epoll.h>
#include <utility>

namespace mockforge::websocket {

namespace {

using Kind = net::IoResult::Kind;

constexpr std::uint64_t kNsPerMs = 1'000'000;
constexpr std::size_t kReadSize = 64 * 1024;
/// Above this, messages that wait for a slow reader keep its own from being read.
constexpr std::size_t kOutputHigh = 256 * 1024;
constexpr std::size_t kKeepOutput = 16 * 1024;
constexpr int kReadsPerRound = 8;
constexpr std::uint64_t kLingerNs = 1'000'000'000;

std::size_t sizeOf(std::int64_t value) noexcept
{
    return static_cast<std::size_t>(std::max<std::int64_t>(0, value));
}

std::uint64_t nsOf(std::int64_t ms) noexcept
{
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, ms)) * kNsPerMs;
}

} // namespace

Socket::Socket(http::Takeover takeover, std::string accept, const project::WebSocketLimits &limits,
               metrics::Protocol protocol, const ConversationFactory &conversation)
    : m_worker(*takeover.worker)
    , m_stream(std::move(takeover.stream))
    , m_ticket(std::move(takeover.ticket))
    , m_ended(std::move(takeover.ended))
    , m_limits(limits)
    , m_protocol(protocol)
    , m_reader(sizeOf(limits.maxFrame), sizeOf(limits.maxMessage))
    , m_early(std::move(takeover.input))
    , m_link(std::make_shared<Channel *>(this))
    , m_out(std::move(takeover.output) + accept)
    , m_queuedBytes(m_out.size())
{
    m_heardNs = m_pingNs = monotonicNs();
    recorder().connectionOpened(m_protocol);
    m_conversation = conversation(*this);
}

Socket::~Socket()
{
    end();
    *m_link = nullptr;
}

void Socket::start()
{
    m_interest = EPOLLIN | EPOLLRDHUP;
    if (!m_stream.isOpen() || !m_worker.watch(m_stream.descriptor(), m_interest, this)) {
        end();
        return;
    }
    m_corked = true;
    m_conversation->opened();
    if (!m_early.empty()) {
        std::string early = std::exchange(m_early, {});
        take(early.data(), early.size());
    }
    m_corked = false;
    flush();
    // TLS may hold bytes that no event will announce.
    if (m_phase == Phase::Open && m_stream.hasBuffered())
        readAll();
    arm();
}

void Socket::onReady(std::uint32_t events)
{
    if (m_phase == Phase::Closed)
        return;
    if (events & (EPOLLERR | EPOLLHUP)) {
        conversationOver(closecode::kAbnormal, "the client has gone");
        end();
        return;
    }
    if (events & EPOLLOUT)
        flush();
    if (m_phase != Phase::Closed && (events & (EPOLLIN | EPOLLRDHUP)))
        readAll();
}

void Socket::readAll()
{
    thread_local std::array<char, kReadSize> buffer;
    m_corked = true;
    for (int round = 0; round < kReadsPerRound && m_phase != Phase::Closed; ++round) {
        const net::IoResult result = m_stream.read(buffer.data(), buffer.size());
        if (result.kind == Kind::WouldBlock)
            break;
        if (result.kind != Kind::Done) {
            m_corked = false;
            conversationOver(closecode::kAbnormal, "the client closed the connection without saying so");
            end();
            return;
        }
        recorder().bytesReceived(m_protocol, result.size);
        m_heardNs = monotonicNs();
        if (m_phase == Phase::Open || m_phase == Phase::Closing)
            take(buffer.data(), result.size);
        if (result.size < buffer.size() && !m_stream.hasBuffered())
            break;
        if (m_out.size() - m_sent > kOutputHigh || m_conversation->isBusy())
            break;
    }
    m_corked = false;
    flush();
}

void Socket::take(char *data, std::size_t size)
{
    if (m_clientClosed)
        return;
    const FrameReader::Failure failure = m_reader.feed(data, size, *this);
    if (failure.code == 0)
        return;
    m_clientClosed = true; // nothing more is understood
    const std::string why(failure.why);
    if (m_phase == Phase::Open) {
        recorder().errorOccurred(m_protocol, metrics::ErrorType::ConnectionError);
        close(failure.code, why);
    }
    m_closeAfterFlush = true;
}

void Socket::messageArrived(MessageKind kind, std::string_view payload)
{
    if (m_phase != Phase::Open)
        return;
    recorder().webSocketMessageReceived();
    m_conversation->received(kind, payload);
}

void Socket::pingArrived(std::string_view payload)
{
    if (m_phase != Phase::Open)
        return;
    const std::size_t before = m_out.size();
    appendFrame(m_out, Opcode::Pong, payload);
    m_queuedBytes += m_out.size() - before;
    queued();
}

void Socket::pongArrived(std::string_view) {}

void Socket::closeArrived(std::uint16_t code, std::string_view reason)
{
    m_clientClosed = true;
    if (m_phase == Phase::Open) {
        const std::string why(reason);
        m_phase = Phase::Closing;
        const std::size_t before = m_out.size();
        appendClose(m_out, code == closecode::kNoStatus ? std::uint16_t{0} : code, why);
        m_queuedBytes += m_out.size() - before;
        m_closingNs = monotonicNs();
        conversationOver(code, why);
    }
    m_closeAfterFlush = true;
    queued();
}

void Socket::send(MessageKind kind, std::string_view payload)
{
    if (m_phase != Phase::Open)
        return;
    const std::size_t before = m_out.size();
    appendFrame(m_out, kind == MessageKind::Text ? Opcode::Text : Opcode::Binary, payload);
    m_queuedBytes += m_out.size() - before;
    recorder().webSocketMessageSent();
    queued();
}

void Socket::sendFramed(std::string_view frame)
{
    if (m_phase != Phase::Open)
        return;
    m_out += frame;
    m_queuedBytes += frame.size();
    recorder().webSocketMessageSent();
    queued();
}

void Socket::close(std::uint16_t code, std::string_view reason)
{
    if (m_phase != Phase::Open)
        return;
    m_phase = Phase::Closing;
    m_closingNs = monotonicNs();
    const std::size_t before = m_out.size();
    appendClose(m_out, code, reason);
    m_queuedBytes += m_out.size() - before;
    conversationOver(code, reason);
    queued();
    arm();
}

void Socket::requestEnded(const metrics::RequestSample &sample, std::uint64_t startNs)
{
    m_pending.push_back({m_queuedBytes, startNs, sample});
    if (!m_corked)
        flush();
}

void Socket::readyForMore()
{
    if (m_corked || m_phase == Phase::Closed)
        return;
    flush();
    if (m_phase == Phase::Open && m_stream.hasBuffered())
        readAll();
}

/// Something waits to be sent: at once, or with what the round at hand adds to it.
void Socket::queued()
{
    if (m_out.size() - m_sent > sizeOf(m_limits.maxQueue)) {
        recorder().refused(metrics::Refusal::SlowReader);
        conversationOver(closecode::kAbnormal, "the client does not read");
        end();
        return;
    }
    if (!m_corked)
        flush();
}

void Socket::flush()
{
    if (m_phase == Phase::Closed || m_phase == Phase::Lingering)
        return;
    while (m_sent < m_out.size()) {
        const net::IoResult result = m_stream.write(std::string_view(m_out).substr(m_sent));
        if (result.kind == Kind::WouldBlock)
            break;
        if (result.kind != Kind::Done) {
            conversationOver(closecode::kAbnormal, "the client has gone");
            end();
            return;
        }
        m_sent += result.size;
        m_sentBytes += result.size;
        m_progressNs = 0;
        recorder().bytesSent(m_protocol, result.size);
    }
    if (m_sent == m_out.size()) {
        m_out.clear();
        m_sent = 0;
        m_progressNs = 0;
        if (m_out.capacity() > kKeepOutput)
            m_out.shrink_to_fit();
    } else {
        if (m_sent > kOutputHigh) {
            m_out.erase(0, m_sent);
            m_sent = 0;
        }
        if (m_progressNs == 0) {
            m_progressNs = monotonicNs();
            arm();
        }
    }
    countSent();
    if (m_out.empty() && m_closeAfterFlush)
        finishClose();
    else
        updateInterest();
}

void Socket::countSent()
{
    if (m_pending.empty() || m_pending.front().end > m_sentBytes)
        return;
    const std::uint64_t now = monotonicNs();
    while (!m_pending.empty() && m_pending.front().end <= m_sentBytes) {
        Pending &done = m_pending.front();
        done.sample.totalNs = now - done.startNs;
        done.sample.injectedNs = std::min(done.sample.injectedNs, done.sample.totalNs);
        done.sample.serviceNs = done.sample.totalNs - done.sample.injectedNs;
        recorder().requestFinished(done.sample);
        m_pending.pop_front();
    }
}

/// Both halves of the closing handshake are done: the server ends the connection (RFC 6455 §7.1.1).
void Socket::finishClose()
{
    m_phase = Phase::Lingering;
    m_closingNs = monotonicNs();
    m_stream.shutdownWrite();
    updateInterest();
    arm();
}

void Socket::conversationOver(std::uint16_t code, std::string_view reason)
{
    if (std::exchange(m_over, true))
        return;
    if (m_phase == Phase::Open)
        m_phase = Phase::Closing;
    const std::string why(reason);
    m_conversation->closed(code, why);
}

void Socket::drain()
{
    close(closecode::kGoingAway, "the server is stopping");
}

void Socket::abort()
{
    conversationOver(closecode::kAbnormal, "the server has stopped");
    end();
}

void Socket::end()
{
    if (m_phase == Phase::Closed)
        return;
    conversationOver(closecode::kAbnormal, {});
    m_phase = Phase::Closed;
    m_worker.cancel(m_timer);
    if (m_stream.isOpen())
        m_worker.unwatch(m_stream.descriptor());
    m_stream.close();
    const std::uint64_t now = monotonicNs();
    for (Pending &broken : m_pending) {
        broken.sample.error = metrics::ErrorType::ConnectionError;
        broken.sample.status = metrics::kStatusError;
        broken.sample.totalNs = now - broken.startNs;
        broken.sample.injectedNs = std::min(broken.sample.injectedNs, broken.sample.totalNs);
        broken.sample.serviceNs = broken.sample.totalNs - broken.sample.injectedNs;
        recorder().requestFinished(broken.sample);
    }
    m_pending.clear();
    m_out.clear();
    m_sent = 0;
    recorder().connectionClosed(m_protocol);
    m_ticket = {};
    if (m_ended)
        std::exchange(m_ended, nullptr)(this);
}

void Socket::updateInterest()
{
    std::uint32_t wanted = 0;
    const bool full =
        m_out.size() - m_sent > kOutputHigh || (m_phase == Phase::Open && m_conversation->isBusy());
    if (!full || m_phase == Phase::Lingering)
        wanted = EPOLLIN | EPOLLRDHUP;
    if (m_sent < m_out.size())
        wanted |= EPOLLOUT;
    if (wanted == m_interest || m_phase == Phase::Closed)
        return;
    m_interest = wanted;
    m_worker.rewatch(m_stream.descriptor(), wanted, this);
}

/// One timer for all deadlines, set to the nearest; it looks at the clock and sets itself anew.
void Socket::arm()
{
    std::uint64_t due = 0;
    const auto consider = [&due](std::uint64_t at) {
        due = due == 0 ? at : std::min(due, at);
    };
    if (m_progressNs > 0)
        consider(m_progressNs + nsOf(m_limits.writeTimeoutMs));
    if (m_phase == Phase::Open) {
        if (m_limits.pingIntervalMs > 0)
            consider(m_pingNs + nsOf(m_limits.pingIntervalMs));
        if (m_limits.idleTimeoutMs > 0)
            consider(m_heardNs + nsOf(m_limits.idleTimeoutMs));
    } else if (m_phase == Phase::Closing) {
        consider(m_closingNs + nsOf(m_limits.closeTimeoutMs));
    } else if (m_phase == Phase::Lingering) {
        consider(m_closingNs + kLingerNs);
    } else {
        return;
    }
    if (due == 0 || (m_timer != 0 && m_timerNs <= due))
        return;
    m_worker.cancel(m_timer);
    m_timerNs = due;
    m_timer = m_worker.schedule(due, [this] { onTimer(); });
}

void Socket::onTimer()
{
    m_timer = 0;
    const std::uint64_t now = monotonicNs();
    if (m_progressNs > 0 && now >= m_progressNs + nsOf(m_limits.writeTimeoutMs)) {
        recorder().refused(metrics::Refusal::SlowReader);
        conversationOver(closecode::kAbnormal, "the client does not read");
        end();
        return;
    }
    if (m_phase == Phase::Lingering && now >= m_closingNs + kLingerNs)
        return end();
    if (m_phase == Phase::Closing && now >= m_closingNs + nsOf(m_limits.closeTimeoutMs))
        return end();
    if (m_phase == Phase::Open) {
        if (m_limits.idleTimeoutMs > 0 && now >= m_heardNs + nsOf(m_limits.idleTimeoutMs)) {
            recorder().refused(metrics::Refusal::IdleTimeout);
            close(closecode::kGoingAway, "nothing was heard for too long");
        } else if (m_limits.pingIntervalMs > 0 && now >= m_pingNs + nsOf(m_limits.pingIntervalMs)) {
            m_pingNs = now;
            const std::size_t before = m_out.size();
            appendFrame(m_out, Opcode::Ping, "mockforge");
            m_queuedBytes += m_out.size() - before;
            queued();
        }
    }
    if (m_phase != Phase::Closed)
        arm();
}

} // namespace mockforge::websocket
