// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/http/eventhub.h"
#include "server/graphql/http/operationfaults.h"
#include "server/net/worker.h"
#include "server/websocket/connectioninfo.h"
#include "server/websocket/conversation.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace mockforge::chaos {
class Waiting;
}

namespace mockforge::graphql {

inline constexpr std::string_view kTransportWs = "graphql-transport-ws";
inline constexpr std::string_view kLegacyWs = "graphql-ws";

/// Operations over one WebSocket connection: graphql-transport-ws (enisdenjo/graphql-ws, PROTOCOL.md) and
/// the older graphql-ws of subscriptions-transport-ws, with the first one's close codes. Queries, mutations
/// and subscriptions; each asks the scenario mode and the chaos rules once, a subscription's events those for
/// fields and for subscriptions. A subscription is one request of the metrics, over once it stands. One
/// worker's thread.
class SubscriptionConversation final : public websocket::Conversation
{
public:
    SubscriptionConversation(websocket::Channel &channel, std::shared_ptr<const Service> service,
                             std::shared_ptr<const Labels> labels, const http::Deciders &deciders,
                             std::shared_ptr<const websocket::ConnectionInfo> info);
    ~SubscriptionConversation() override;

    void opened() override;
    void received(websocket::MessageKind kind, std::string_view payload) override;
    void closed(std::uint16_t code, std::string_view reason) override;

private:
    /// An event that faults of fields hold back.
    struct LateEvent
    {
        std::uint64_t dueNs = 0;
        std::string reply;
        std::int64_t copies = 1;
        std::unique_ptr<chaos::Plan> fired;
    };

    /// An operation under way; a subscription until it completes.
    struct Running
    {
        std::string id;
        RequestParameters parameters;
        FoundOperation found;
        std::uint64_t startNs = 0;
        std::uint64_t injectedNs = 0;
        metrics::MethodId method = metrics::kUnknownOperation;
        metrics::RouteId route = metrics::kUnmatchedRoute;
        bool open = false; ///< the metrics do not have it yet
        net::DelayQueue::Id timer = 0;
        std::unique_ptr<EventHub::Subscription> subscription;
        const NamedType *eventType = nullptr;
        std::uint64_t events = 0;
        std::uint64_t sent = 0; ///< of them; a rule may swallow some
        std::int64_t count = 0; ///< 0: no end
        std::uint64_t intervalNs = 0;
        std::size_t size = 0;                            ///< of the message that asked for it
        std::string body;                                ///< its payload, where there are rules to see it
        int modeStatus = 0;                              ///< that the mode answers; 0: none
        int abortStatus = 0;                             ///< that a rule answers; 0: none
        std::unique_ptr<chaos::Plan> plan;               ///< until the metrics have it; null: no rule acts
        std::unique_ptr<chaos::SubscriptionRules> rules; ///< of a subscription
        std::shared_ptr<chaos::Waiting> waiting;         ///< for a mode's or a rule's delay, or without end
        std::deque<LateEvent> late;                      ///< in their order; `timer` is of the next event
        net::DelayQueue::Id lateTimer = 0;
    };

    bool isLegacy() const { return m_info->subprotocol == kLegacyWs; }
    WorkerParts &parts() { return m_service->partsOf(m_channel.worker()); }

    void init(const nlohmann::json &message);
    void start(const nlohmann::json &message, std::size_t size);
    void begin(Running &running, const scenario::Decision &decision);
    void askRules(Running &running);
    void release(Running &running, std::uint64_t dueNs, std::function<void()> then);
    void run(Running &running);
    void subscribe(Running &running);
    void event(Running &running, const ItemPtr &item);
    bool sendEvent(Running &running, const ItemPtr &item);
    chaos::EventEffect askEvent(Running &running, bool isEvent);
    void awaitLate(Running &running);
    void sendLate(Running &running);
    bool sendCopies(const std::string &id, const std::string &reply, std::int64_t copies);
    bool endsNow(Running &running);
    void forget(Running &running);
    void scheduleEvent(Running &running);
    void answerOnce(Running &running);
    /// Executes the operation, under the rules for fields; `event`: of a subscription, otherwise null.
    OperationOutcome answer(Running &running, const SubscriptionEvent *event, OperationFaults &faults,
                            std::string &reply);
    void finish(Running &running, const std::string &reply, int status, bool hasErrors);
    void ended(Running &running, int status, bool hasErrors);
    void abandoned(Running &running);
    void refuse(Running &running, int status, const std::string &reply);
    void complete(const std::string &id, bool tellClient);

    void send(std::string_view type, const std::string *id, std::string_view payload);
    void sendResult(const std::string &id, std::string_view result);
    void sendErrors(const std::string &id, const std::string &reply);

    websocket::Channel &m_channel;
    std::shared_ptr<const Service> m_service;
    std::shared_ptr<const Labels> m_labels;
    http::Deciders m_deciders;
    std::shared_ptr<const websocket::ConnectionInfo> m_info;
    bool m_initialised = false;
    net::DelayQueue::Id m_initTimer = 0;
    std::map<std::string, std::unique_ptr<Running>> m_running;
};

} // namespace mockforge::graphql
