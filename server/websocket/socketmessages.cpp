// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Messages of a WebSocket connection that chaos rules hold, change or lose on their way, in and out.

#include "server/websocket/socket.h"

#include "metrics/base/clock.h"

#include <utility>

namespace mockforge::websocket {

namespace {

/// With more than that in hand, nothing more is read from the client.
constexpr std::size_t kMostHeld = 1000;
constexpr std::size_t kMostHeldBytes = 1024 * 1024;

} // namespace

/// Whether chaos rules take the message; what they leave of it is handed on when it may go.
bool Socket::takenByFaults(Direction direction, MessageKind kind, std::string_view payload)
{
    if (!m_faults || !m_faults->takesMessage(direction))
        return false;
    m_faults->push(direction, kind, payload, monotonicNs());
    handOn(direction);
    if (m_phase == Phase::Open && direction == Direction::Down)
        queued(); // what is held counts for the queue's limit
    return true;
}

void Socket::handOn(Direction direction)
{
    chaos::Message message;
    while (m_phase == Phase::Open && m_faults && m_faults->pop(direction, message, monotonicNs())) {
        const auto kind = static_cast<MessageKind>(message.kind);
        if (direction == Direction::Down) {
            say(kind, message.bytes);
            continue;
        }
        // What a fault made of a text need not be one any more (RFC 6455 §8.1).
        if (kind == MessageKind::Text && !isValidUtf8(message.bytes)) {
            failed(closecode::kInvalidPayload, "a text message is not UTF-8");
            break;
        }
        m_heldNs = monotonicNs() - message.sinceNs;
        hear(kind, message.bytes);
        m_heldNs = 0;
    }
    if (direction == Direction::Down)
        settleHeld();
    scheduleHeld();
}

/// A message reaches our side.
void Socket::hear(MessageKind kind, std::string_view payload)
{
    m_conversation->received(kind, payload);
    messagePassed(true);
}

void Socket::say(MessageKind kind, std::string_view payload)
{
    enqueue(kind == MessageKind::Text ? Opcode::Text : Opcode::Binary, payload);
    recorder().webSocketMessageSent();
    queued();
    messagePassed(false);
}

/// The client says goodbye: what is held of its messages is heard before.
void Socket::hearHeld()
{
    if (!m_faults)
        return;
    m_faults->finish(Direction::Up);
    handOn(Direction::Up);
}

/// Before a Close frame: what is held goes first.
void Socket::sayHeld()
{
    if (!m_faults || m_faults->held(Direction::Down) == 0)
        return;
    m_faults->finish(Direction::Down);
    chaos::Message message;
    while (m_faults && m_faults->pop(Direction::Down, message, monotonicNs())) {
        enqueue(static_cast<MessageKind>(message.kind) == MessageKind::Text ? Opcode::Text : Opcode::Binary,
                message.bytes);
        recorder().webSocketMessageSent();
    }
    settleHeld();
}

/// Requests whose replies were held are counted once what was let go is with the kernel.
void Socket::settleHeld()
{
    if (m_held.empty() || !m_faults)
        return;
    const std::uint64_t now = monotonicNs();
    const std::uint64_t released = m_faults->released(Direction::Down);
    while (!m_held.empty() && m_held.front().until <= released) {
        Held held = std::move(m_held.front());
        m_held.pop_front();
        held.request.end = m_queuedBytes;
        held.request.sample.injectedNs += now - held.sinceNs;
        m_pending.push_back(held.request);
    }
    if (!m_corked)
        countSent();
}

void Socket::scheduleHeld()
{
    m_worker.cancel(std::exchange(m_lineTimer, 0));
    const std::uint64_t due = m_faults && m_phase == Phase::Open ? m_faults->nextMessageNs() : 0;
    if (due != 0)
        m_lineTimer = m_worker.schedule(due, [this] {
            m_lineTimer = 0;
            handOnAll();
        });
}

void Socket::handOnAll()
{
    m_corked = true;
    handOn(Direction::Down);
    handOn(Direction::Up);
    m_corked = false;
    flush();
    if (m_phase == Phase::Open && m_stream.hasBuffered())
        readAll();
}

bool Socket::holdsMuch() const
{
    return m_faults &&
           (m_faults->held(Direction::Up) > kMostHeld || m_faults->heldBytes(Direction::Up) > kMostHeldBytes);
}

} // namespace mockforge::websocket
