// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/websocket/mockconversation.h"

#include "metrics/base/clock.h"
#include "metrics/record/faults.h"

#include <utility>

namespace mockforge::websocket {

namespace {

/// How an HTTP status of a mode reads as a close code.
std::uint16_t closeCodeOf(int status) noexcept
{
    switch (status) {
    case 400:
        return closecode::kProtocolError;
    case 408:
        return closecode::kGoingAway;
    case 503:
        return closecode::kTryAgainLater;
    default:
        return status < 500 ? closecode::kPolicyViolation : closecode::kInternalError;
    }
}

} // namespace

MockConversation::MockConversation(Channel &channel, const Labels &labels, scenario::Director::Reader &modes)
    : m_channel(channel)
    , m_labels(labels)
    , m_modes(modes)
{}

MockConversation::~MockConversation()
{
    m_channel.worker().cancel(m_timer);
}

void MockConversation::received(MessageKind kind, std::string_view payload)
{
    const scenario::Decision decision = m_modes.decide();
    const std::uint64_t now = monotonicNs();
    Turn turn;
    turn.injectedNs = m_channel.heldNs();
    turn.startNs = now - turn.injectedNs;
    turn.route = m_labels.route;
    turn.open = true;
    m_channel.recorder().requestStarted(metrics::Protocol::WebSocket);
    if (m_waiting.empty() && decision.delayNs == 0) {
        handle(kind, payload, turn, decision);
        return;
    }
    turn.injectedNs += decision.delayNs;
    m_waiting.push_back({kind, std::string(payload), now + decision.delayNs, turn, decision});
    if (m_waiting.size() == 1)
        m_timer = m_channel.worker().schedule(m_waiting.front().dueNs, [this] { handleDue(); });
}

void MockConversation::handleDue()
{
    m_timer = 0;
    const bool wasBusy = isBusy();
    while (!m_waiting.empty() && m_channel.isOpen()) {
        if (m_waiting.front().dueNs > monotonicNs()) {
            m_timer = m_channel.worker().schedule(m_waiting.front().dueNs, [this] { handleDue(); });
            break;
        }
        Waiting next = std::move(m_waiting.front());
        m_waiting.pop_front();
        // Waiting behind a message that was delayed is part of what the mode added.
        next.turn.injectedNs = monotonicNs() - next.turn.startNs;
        handle(next.kind, next.payload, next.turn, next.decision);
    }
    if (wasBusy && !isBusy())
        m_channel.readyForMore();
}

void MockConversation::handle(MessageKind kind, std::string_view payload, Turn turn,
                              const scenario::Decision &decision)
{
    metrics::Recorder &recorder = m_channel.recorder();
    if (decision.delayNs > 0)
        recorder.faultApplied(metrics::Protocol::WebSocket, metrics::Fault::Latency);
    if (decision.hang) {
        recorder.faultApplied(metrics::Protocol::WebSocket, metrics::Fault::Timeout);
        if (m_hanging.size() < kMostHanging)
            m_hanging.push_back(turn);
        else
            endTurn(turn, metrics::ErrorType::ConnectionError);
    } else if (decision.errorStatus != 0) {
        recorder.faultApplied(metrics::Protocol::WebSocket, metrics::Fault::Error);
        endTurn(turn, decision.errorStatus < 500 ? metrics::ErrorType::ClientError
                                                 : metrics::ErrorType::ServerError);
        m_channel.close(closeCodeOf(decision.errorStatus),
                        "injected " + std::to_string(decision.errorStatus));
    } else {
        answer(kind, payload, turn);
    }
}

void MockConversation::endTurn(Turn &turn, metrics::ErrorType error)
{
    if (!std::exchange(turn.open, false))
        return;
    metrics::RequestSample sample;
    sample.protocol = metrics::Protocol::WebSocket;
    sample.method = m_labels.method;
    sample.route = turn.route;
    sample.status = error == metrics::ErrorType::None ? metrics::kStatusOk : metrics::kStatusError;
    sample.error = error;
    sample.injectedNs = turn.injectedNs;
    m_channel.requestEnded(sample, turn.startNs);
}

void MockConversation::closed(std::uint16_t code, std::string_view reason)
{
    m_channel.worker().cancel(std::exchange(m_timer, 0));
    std::deque<Waiting> waiting = std::exchange(m_waiting, {});
    for (Waiting &one : waiting)
        endTurn(one.turn, metrics::ErrorType::ConnectionError);
    for (Turn &turn : m_hanging) {
        turn.injectedNs = monotonicNs() - turn.startNs;
        endTurn(turn, metrics::ErrorType::ConnectionError);
    }
    m_hanging.clear();
    over(code, reason);
}

void EchoConversation::answer(MessageKind kind, std::string_view payload, Turn turn)
{
    channel().send(kind, payload);
    endTurn(turn);
}

} // namespace mockforge::websocket
