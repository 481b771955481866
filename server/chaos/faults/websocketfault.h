// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/faults/fault.h"

#include <cstdint>
#include <memory>
#include <string>

namespace mockforge::chaos {

/// What the faults of a WebSocket connection want of it at one moment.
struct WebSocketStep
{
    enum class End { None, Close, Fin, Reset };

    End end = End::None;
    std::uint16_t code = 0; ///< of the Close frame
    std::string reason;
    std::uint64_t readAgainNs = 0; ///< nothing is read until then; 0: reading goes on
    std::uint64_t againNs = 0;     ///< when to ask again though nothing happens; 0: not

    void askAgain(std::uint64_t atNs) noexcept
    {
        if (againNs == 0 || atNs < againNs)
            againNs = atNs;
    }
};

/// A WebSocket fault on one connection, for as long as it is open. One thread.
class WebSocketEffect
{
public:
    virtual ~WebSocketEffect() = default;
    /// A message has been handled, from the client or to it.
    virtual void passed(bool) {}
    /// Asked when the fault begins, after every message, and when step.againNs has come.
    virtual void act(WebSocketStep &, std::uint64_t) {}
    /// Whether a ping is left without its pong.
    virtual bool swallowsPing() { return false; }
    /// Takes over what its predecessor has counted, when the rule's parameters change under way.
    virtual void continueFrom(const WebSocketEffect &) {}
    /// Whether it has done anything yet: then the fault counts as applied.
    bool hasActed() const noexcept { return m_acted; }

protected:
    void acted() noexcept { m_acted = true; }

private:
    bool m_acted = false;
};

/// Acts on a WebSocket connection between its handshake and its end (RFC 6455); decided once for each
/// connection.
class WebSocketFault : public Fault
{
public:
    virtual std::unique_ptr<WebSocketEffect> begin(Draw draw) const = 0;
};

/// Comes after a number of messages, both ways, and then after a time; both count from the fault's beginning.
class Countdown
{
public:
    Countdown(std::int64_t messages, std::uint64_t delayNs) noexcept
        : m_messages(messages)
        , m_delayNs(delayNs)
    {}

    void passed() noexcept { m_messages -= m_messages > 0 ? 1 : 0; }
    bool isOver(WebSocketStep &step, std::uint64_t nowNs) noexcept
    {
        if (m_messages > 0)
            return false;
        if (m_dueNs == 0)
            m_dueNs = nowNs + m_delayNs;
        if (nowNs >= m_dueNs)
            return true;
        step.askAgain(m_dueNs);
        return false;
    }

private:
    std::int64_t m_messages;
    std::uint64_t m_delayNs;
    std::uint64_t m_dueNs = 0; ///< 0: messages are still to come
};

} // namespace mockforge::chaos
