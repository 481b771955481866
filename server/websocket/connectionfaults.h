// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/connectionrules.h"
#include "server/chaos/faults/websocketfault.h"
#include "server/chaos/injector.h"
#include "server/chaos/messageline.h"
#include "server/websocket/connectioninfo.h"
#include "server/websocket/frame.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace mockforge::websocket {

/// The chaos rules on one WebSocket connection, which are asked about its handshake. Its worker's thread; the
/// controller and the recorder outlive it.
class ConnectionFaults
{
public:
    using Direction = chaos::MessageFacts::Direction;

    ConnectionFaults(const chaos::Controller &controller, metrics::Recorder &recorder, chaos::Place place,
                     std::string route, std::shared_ptr<const ConnectionInfo> info);

    /// Whether there are rules; one atomic load while they stay as they are.
    bool act() { return m_rules.acts(); }
    /// A message has been handled, from the client or to it.
    void passed(bool fromClient, std::uint64_t nowNs);
    /// What the faults want now.
    chaos::WebSocketStep next(std::uint64_t nowNs);
    bool swallowPing(std::uint64_t nowNs);

    /// A message comes or is to go: whether it must be pushed, because rules act on messages or others are
    /// held.
    bool takesMessage(Direction direction);
    void push(Direction direction, MessageKind kind, std::string_view payload, std::uint64_t nowNs);
    /// The next message that may go on now; false: none may.
    bool pop(Direction direction, chaos::Message &message, std::uint64_t nowNs);
    /// When the next one may; 0: none is held.
    std::uint64_t nextMessageNs() const noexcept;
    std::size_t held(Direction direction) const noexcept;
    std::size_t heldBytes(Direction direction) const noexcept;
    /// How many messages have left, since the beginning, after they were held.
    std::uint64_t released(Direction direction) const noexcept { return m_ways[indexOf(direction)].released; }
    /// No message follows: what is held may go at once.
    void finish(Direction direction) noexcept;
    /// Lets everything go when no rule acts on messages any more; false: nothing was held.
    bool releaseWhenOff() noexcept;

private:
    /// The messages of one direction.
    struct Way
    {
        std::uint64_t seen = 0;
        std::uint64_t released = 0;
        std::unique_ptr<chaos::MessageLine> line; ///< null until a rule acts on messages
    };

    static std::size_t indexOf(Direction direction) noexcept { return direction == Direction::Down ? 0 : 1; }
    void decide(std::uint64_t nowNs);
    template <typename Act>
    void each(std::uint64_t nowNs, const Act &act);

    chaos::ConnectionRules<chaos::WebSocketFault, chaos::WebSocketEffect, &chaos::RuleSet::webSocket> m_rules;
    chaos::Injector m_injector;
    std::array<Way, 2> m_ways;
    metrics::Recorder &m_recorder;
    chaos::Place m_place;
    std::string m_route;
    std::shared_ptr<const ConnectionInfo> m_info;
};

} // namespace mockforge::websocket
