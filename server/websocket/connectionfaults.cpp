// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/websocket/connectionfaults.h"

#include <algorithm>
#include <utility>

namespace mockforge::websocket {

ConnectionFaults::ConnectionFaults(const chaos::Controller &controller, metrics::Recorder &recorder,
                                   chaos::Place place, std::string route,
                                   std::shared_ptr<const ConnectionInfo> info)
    : m_rules(controller)
    , m_injector(controller)
    , m_recorder(recorder)
    , m_place(std::move(place))
    , m_route(std::move(route))
    , m_info(std::move(info))
{}

void ConnectionFaults::decide(std::uint64_t nowNs)
{
    if (m_rules.isDecided())
        return;
    const exchange::Request request = m_info->requestWith({});
    m_rules.decide({m_place.protocol, m_place.endpoint, m_route, request.method, request.peer, 0, &request},
                   nowNs);
}

template <typename Act>
void ConnectionFaults::each(std::uint64_t nowNs, const Act &act)
{
    if (!m_rules.acts())
        return;
    decide(nowNs);
    m_rules.each(nowNs, m_recorder, m_place.protocol, act);
}

void ConnectionFaults::passed(bool fromClient, std::uint64_t nowNs)
{
    each(nowNs, [fromClient](chaos::WebSocketEffect &effect) { effect.passed(fromClient); });
}

chaos::WebSocketStep ConnectionFaults::next(std::uint64_t nowNs)
{
    chaos::WebSocketStep step;
    each(nowNs, [&](chaos::WebSocketEffect &effect) {
        if (step.end == chaos::WebSocketStep::End::None)
            effect.act(step, nowNs);
    });
    if (const std::uint64_t changes = m_rules.changesNs(nowNs); changes != 0)
        step.askAgain(changes);
    return step;
}

bool ConnectionFaults::swallowPing(std::uint64_t nowNs)
{
    bool swallowed = false;
    each(nowNs, [&](chaos::WebSocketEffect &effect) { swallowed = effect.swallowsPing() || swallowed; });
    return swallowed;
}

bool ConnectionFaults::takesMessage(Direction direction)
{
    Way &way = m_ways[indexOf(direction)];
    ++way.seen;
    return m_injector.actsOnMessages() || (way.line && way.line->isHolding());
}

void ConnectionFaults::push(Direction direction, MessageKind kind, std::string_view payload,
                            std::uint64_t nowNs)
{
    Way &way = m_ways[indexOf(direction)];
    if (!way.line)
        way.line = std::make_unique<chaos::MessageLine>();
    const exchange::Request request = m_info->requestWith(payload);
    const chaos::MessageFacts facts{direction, way.seen, payload.size(), kind == MessageKind::Text};
    const chaos::Subject subject{m_place.protocol, m_place.endpoint, m_route, "message",
                                 request.peer,     payload.size(),   &request};
    way.line->push({std::string(payload), static_cast<int>(kind), nowNs}, facts, subject, m_injector,
                   m_recorder, nowNs);
}

bool ConnectionFaults::pop(Direction direction, chaos::Message &message, std::uint64_t nowNs)
{
    Way &way = m_ways[indexOf(direction)];
    if (!way.line)
        return false;
    const std::size_t before = way.line->count();
    const bool popped = way.line->pop(message, nowNs);
    way.released += before - way.line->count();
    return popped;
}

std::uint64_t ConnectionFaults::nextMessageNs() const noexcept
{
    std::uint64_t next = 0;
    for (const Way &way : m_ways) {
        const std::uint64_t due = way.line ? way.line->nextNs() : 0;
        if (due != 0)
            next = next == 0 ? due : std::min(next, due);
    }
    return next;
}

std::size_t ConnectionFaults::held(Direction direction) const noexcept
{
    const Way &way = m_ways[indexOf(direction)];
    return way.line ? way.line->count() : 0;
}

std::size_t ConnectionFaults::heldBytes(Direction direction) const noexcept
{
    const Way &way = m_ways[indexOf(direction)];
    return way.line ? way.line->bytes() : 0;
}

void ConnectionFaults::finish(Direction direction) noexcept
{
    if (const Way &way = m_ways[indexOf(direction)]; way.line) {
        way.line->release();
        way.line->finish();
    }
}

bool ConnectionFaults::releaseWhenOff() noexcept
{
    if (m_injector.actsOnMessages())
        return false;
    bool any = false;
    for (const Way &way : m_ways) {
        if (way.line && way.line->isHolding()) {
            way.line->release();
            any = true;
        }
    }
    return any;
}

} // namespace mockforge::websocket
