// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What chaos rules do to a WebSocket connection: when they act, how it ends by them, what is read meanwhile.

#include "server/websocket/socket.h"

#include "metrics/base/clock.h"

#include <utility>

namespace mockforge::websocket {

namespace {

using End = chaos::WebSocketStep::End;

constexpr std::uint64_t kAskAgainNs = 1'000'000;
constexpr std::uint64_t kLingerNs = 1'000'000'000;

} // namespace

void Socket::messagePassed(bool fromClient)
{
    if (!m_faults || m_phase != Phase::Open || !m_faults->act())
        return;
    m_faults->passed(fromClient, monotonicNs());
    applyFaults();
}

void Socket::rulesChanged()
{
    applyFaults();
    readHeld();
    if (m_faults && m_phase == Phase::Open && !m_corked && m_faults->releaseWhenOff())
        handOnAll();
}

void Socket::applyFaults()
{
    if (!m_faults || m_phase != Phase::Open)
        return;
    const std::uint64_t now = monotonicNs();
    const chaos::WebSocketStep step = m_faults->act() ? m_faults->next(now) : chaos::WebSocketStep();
    const bool held = step.readAgainNs > now;
    if (held && !m_readingHeld)
        m_reader.stop();
    if (m_readingHeld && !held)
        m_heardNs = now; // the client was not listened to
    m_readingHeld = held;
    scheduleFaults(step.againNs);
    if (step.end == End::Close)
        close(step.code, step.reason);
    else if (step.end != End::None)
        cutOff(step.end == End::Reset);
    else if (!m_corked)
        updateInterest();
}

void Socket::scheduleFaults(std::uint64_t dueNs)
{
    m_worker.cancel(std::exchange(m_faultTimer, 0));
    if (dueNs == 0)
        return;
    m_faultTimer = m_worker.schedule(dueNs, [this] {
        m_faultTimer = 0;
        applyFaults();
        readHeld();
    });
}

/// Reads what came before reading stopped, once it goes on.
void Socket::readHeld()
{
    if (m_early.empty() || m_corked || m_phase == Phase::Closed || (m_readingHeld && m_phase == Phase::Open))
        return;
    std::string early = std::exchange(m_early, {});
    m_corked = true;
    take(early.data(), early.size());
    m_corked = false;
    flush();
    if (m_phase == Phase::Open && m_stream.hasBuffered())
        readAll();
}

/// Ends the connection without a Close frame, when what was said until now has been sent.
void Socket::cutOff(bool reset)
{
    m_resets = reset;
    m_clientClosed = true; // nothing more is understood
    m_closeAfterFlush = true;
    m_closingNs = monotonicNs();
    conversationOver(closecode::kAbnormal, "a chaos rule cut the connection");
    queued();
    arm();
}

/// An RST makes the client's kernel forget what it has not yet taken.
void Socket::resetWhenTaken()
{
    m_stream.resetOnClose();
    const std::uint64_t now = monotonicNs();
    if (m_stream.unacknowledged() == 0 || now >= m_closingNs + kLingerNs)
        return end();
    m_worker.cancel(m_faultTimer);
    m_faultTimer = m_worker.schedule(now + kAskAgainNs, [this] {
        m_faultTimer = 0;
        resetWhenTaken();
    });
}

} // namespace mockforge::websocket
