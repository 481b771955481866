// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/http/eventhub.h"
#include "server/graphql/http/operation.h"
#include "server/net/worker.h"
#include "server/websocket/connectioninfo.h"
#include "server/websocket/conversation.h"

#include <map>
#include <memory>
#include <string>

namespace mockforge::graphql {

inline constexpr std::string_view kTransportWs = "graphql-transport-ws";
inline constexpr std::string_view kLegacyWs = "graphql-ws";

/// Operations over one WebSocket connection: graphql-transport-ws (enisdenjo/graphql-ws, PROTOCOL.md) and
/// the older graphql-ws of subscriptions-transport-ws, with the first one's close codes. Queries, mutations
/// and subscriptions; each asks the scenario mode once. A subscription is one request of the metrics, over
/// once it stands. One worker's thread.
class SubscriptionConversation final : public websocket::Conversation
{
public:
    SubscriptionConversation(websocket::Channel &channel, std::shared_ptr<const Service> service,
                             std::shared_ptr<const Labels> labels, scenario::Director::Reader &modes,
                             std::shared_ptr<const websocket::ConnectionInfo> info);
    ~SubscriptionConversation() override;

    void opened() override;
    void received(websocket::MessageKind kind, std::string_view payload) override;
    void closed(std::uint16_t code, std::string_view reason) override;

private:
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
        std::int64_t count = 0; ///< 0: no end
        std::uint64_t intervalNs = 0;
    };

    bool isLegacy() const { return m_info->subprotocol == kLegacyWs; }
    WorkerParts &parts() { return m_service->partsOf(m_channel.worker()); }

    void init(const nlohmann::json &message);
    void start(const nlohmann::json &message);
    void begin(Running &running, const scenario::Decision &decision);
    void run(Running &running, int injectedStatus);
    void subscribe(Running &running);
    void event(Running &running, const ItemPtr &item);
    void scheduleEvent(Running &running);
    void answerOnce(Running &running);
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
    scenario::Director::Reader &m_modes;
    std::shared_ptr<const websocket::ConnectionInfo> m_info;
    bool m_initialised = false;
    net::DelayQueue::Id m_initTimer = 0;
    std::map<std::string, std::unique_ptr<Running>> m_running;
};

} // namespace mockforge::graphql
