// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/worker.h"
#include "server/scenario/director.h"
#include "server/websocket/conversation.h"

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace mockforge::websocket {

/// How the metrics name an endpoint's messages.
struct Labels
{
    metrics::MethodId method = 0; ///< "message"
    metrics::RouteId route = metrics::kUnmatchedRoute;
};

/// A message that was received and is not fully answered: one request of the metrics.
struct Turn
{
    std::uint64_t startNs = 0;
    std::uint64_t injectedNs = 0;
    metrics::RouteId route = metrics::kUnmatchedRoute;
    bool open = false;
};

/// A mock's side of a connection: asks the scenario mode about every message, in the order they came (a
/// message that is delayed holds back the ones behind it), and has what is left of them answered. A message
/// that is to hang is never answered and stays in flight until the connection ends.
class MockConversation : public Conversation
{
public:
    MockConversation(Channel &channel, const Labels &labels, scenario::Director::Reader &modes);
    ~MockConversation() override;

    void received(MessageKind kind, std::string_view payload) final;
    void closed(std::uint16_t code, std::string_view reason) final;
    bool isBusy() const final { return m_waiting.size() >= kMostWaiting; }

protected:
    virtual void answer(MessageKind kind, std::string_view payload, Turn turn) = 0;
    /// Ends what is under way: each open turn by endTurn(…, ConnectionError).
    virtual void over(std::uint16_t code, std::string_view reason) = 0;
    void endTurn(Turn &turn, metrics::ErrorType error = metrics::ErrorType::None);

    Channel &channel() { return m_channel; }
    const Labels &labels() const { return m_labels; }

private:
    static constexpr std::size_t kMostWaiting = 1000;
    static constexpr std::size_t kMostHanging = 10'000;

    struct Waiting
    {
        MessageKind kind;
        std::string payload;
        std::uint64_t dueNs;
        Turn turn;
        scenario::Decision decision;
    };

    void handle(MessageKind kind, std::string_view payload, Turn turn, const scenario::Decision &decision);
    void handleDue();

    Channel &m_channel;
    Labels m_labels;
    scenario::Director::Reader &m_modes;
    std::deque<Waiting> m_waiting;
    std::vector<Turn> m_hanging;
    net::DelayQueue::Id m_timer = 0;
};

/// Sends every message back as it came.
class EchoConversation final : public MockConversation
{
public:
    using MockConversation::MockConversation;
    void opened() override {}

private:
    void answer(MessageKind kind, std::string_view payload, Turn turn) override;
    void over(std::uint16_t, std::string_view) override {}
};

} // namespace mockforge::websocket
