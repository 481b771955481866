// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Bytes and frames of a WebSocket connection, in and out. What it may do and for how long is in socket.cpp.

#include "server/websocket/socket.h"

#include "metrics/base/clock.h"

#include <algorithm>
#include <array>
#include <sys/epoll.h>

namespace mockforge::websocket {

namespace {

using Kind = net::IoResult::Kind;

constexpr std::size_t kReadSize = 64 * 1024;
/// Above this, messages that wait for a slow reader keep its own from being read.
constexpr std::size_t kOutputHigh = 256 * 1024;
constexpr std::size_t kKeepOutput = 16 * 1024;
constexpr int kReadsPerRound = 8;

metrics::Refusal refusalOf(std::uint16_t code) noexcept
{
    switch (code) {
    case closecode::kTooBig:
        return metrics::Refusal::MessageTooLarge;
    case closecode::kInvalidPayload:
        return metrics::Refusal::InvalidText;
    default:
        return metrics::Refusal::BadFrame;
    }
}

} // namespace

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
    if (m_readingHeld && m_phase == Phase::Open)
        return updateInterest();
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
        if (m_out.size() - m_sent > kOutputHigh || m_conversation->isBusy() || m_readingHeld || holdsMuch())
            break;
    }
    m_corked = false;
    flush();
}

void Socket::take(char *data, std::size_t size)
{
    FrameReader::Failure failure;
    while (!m_clientClosed && size > 0 && failure.code == 0) {
        failure = m_reader.feed(data, size, *this);
        data += size - m_reader.unread();
        size = m_reader.unread();
        if (size > 0 && m_readingHeld && m_phase == Phase::Open) {
            m_early.assign(data, size);
            return;
        }
    }
    if (!m_clientClosed && failure.code != 0)
        failed(failure.code, failure.why);
}

void Socket::failed(std::uint16_t code, std::string_view why)
{
    m_clientClosed = true; // nothing more is understood
    const std::string reason(why);
    if (m_phase == Phase::Open) {
        recorder().errorOccurred(m_protocol, metrics::ErrorType::ConnectionError);
        recorder().refused(refusalOf(code));
        close(code, reason);
    }
    m_closeAfterFlush = true;
}

void Socket::messageArrived(MessageKind kind, std::string_view payload)
{
    if (m_phase != Phase::Open)
        return;
    recorder().webSocketMessageReceived();
    if (!takenByFaults(Direction::Up, kind, payload))
        hear(kind, payload);
}

void Socket::pingArrived(std::string_view payload)
{
    if (m_phase != Phase::Open || (m_faults && m_faults->act() && m_faults->swallowPing(monotonicNs())))
        return;
    enqueue(Opcode::Pong, payload);
    queued();
}

void Socket::pongArrived(std::string_view) {}

void Socket::closeArrived(std::uint16_t code, std::string_view reason)
{
    m_clientClosed = true;
    const std::string why(reason);
    if (m_phase == Phase::Open) {
        hearHeld();
        sayHeld();
    }
    if (m_phase == Phase::Open) {
        m_phase = Phase::Closing;
        enqueueClose(code == closecode::kNoStatus ? std::uint16_t{0} : code, why);
        m_closingNs = monotonicNs();
        conversationOver(code, why);
    }
    m_closeAfterFlush = true;
    queued();
}

void Socket::enqueue(Opcode opcode, std::string_view payload)
{
    const std::size_t before = m_out.size();
    appendFrame(m_out, opcode, payload);
    m_queuedBytes += m_out.size() - before;
}

void Socket::enqueueClose(std::uint16_t code, std::string_view reason)
{
    const std::size_t before = m_out.size();
    appendClose(m_out, code, reason);
    m_queuedBytes += m_out.size() - before;
}

/// Something waits to be sent: at once, or with what the round at hand adds to it.
void Socket::queued()
{
    const std::size_t held = m_faults ? m_faults->heldBytes(Direction::Down) : 0;
    if (m_out.size() - m_sent + held > static_cast<std::size_t>(m_limits.maxQueue)) {
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
        finish(m_pending.front(), now);
        m_pending.pop_front();
    }
}

void Socket::updateInterest()
{
    std::uint32_t wanted = 0;
    const bool full = m_out.size() - m_sent > kOutputHigh ||
                      (m_phase == Phase::Open && (m_readingHeld || m_conversation->isBusy() || holdsMuch()));
    if (!full || m_phase == Phase::Lingering)
        wanted = EPOLLIN | EPOLLRDHUP;
    if (m_sent < m_out.size())
        wanted |= EPOLLOUT;
    wanted &= ~m_stream.heldEvents();
    if (wanted == m_interest || m_phase == Phase::Closed)
        return;
    m_interest = wanted;
    m_worker.rewatch(m_stream.descriptor(), wanted, this);
}

} // namespace mockforge::websocket
