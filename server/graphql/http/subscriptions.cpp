// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/http/subscriptions.h"

#include "metrics/record/recorder.h"
#include "server/graphql/http/subscriptionconversation.h"
#include "server/websocket/handshake.h"
#include "server/websocket/socket.h"

#include <atomic>

namespace mockforge::graphql {

namespace {

const std::vector<std::string> kSubprotocols{std::string(kTransportWs), std::string(kLegacyWs)};

std::uint64_t nextConnection()
{
    static std::atomic<std::uint64_t> count{0};
    return ++count;
}

project::WebSocketLimits limitsOf(const project::GraphQlSubscriptions &settings)
{
    project::WebSocketLimits limits;
    limits.maxFrame = limits.maxMessage = settings.maxMessage;
    limits.maxQueue = settings.maxQueue;
    limits.pingIntervalMs = settings.pingIntervalMs;
    limits.idleTimeoutMs = settings.idleTimeoutMs;
    return limits;
}

} // namespace

void acceptSubscriptions(const std::shared_ptr<http::Exchange> &exchange,
                         const std::shared_ptr<const Service> &service,
                         const std::shared_ptr<const Labels> &labels, const http::Deciders &deciders)
{
    const exchange::Request &request = exchange->request();
    if (auto problem = websocket::handshakeProblem(request)) {
        exchange->reply(std::move(*problem));
        return;
    }
    if (!websocket::originAllowed(request, service->settings().allowedOrigins)) {
        exchange->recorder().refused(metrics::Refusal::OriginNotAllowed);
        exchange->reply(websocket::plainRefusal(403, "pages of this origin may not connect"));
        return;
    }
    // A client that offers neither is let in and told by a close code, which it can see.
    const std::string subprotocol = websocket::chooseSubprotocol(request, kSubprotocols);
    auto info = std::make_shared<const websocket::ConnectionInfo>(request, templating::PathParams{},
                                                                  nextConnection(), subprotocol);
    exchange->takeOver([service, labels, info, deciders,
                        accept = websocket::acceptReply(request, subprotocol)](
                           http::Takeover takeover) -> std::unique_ptr<http::Session> {
        return std::make_unique<websocket::Socket>(
            std::move(takeover), accept, limitsOf(service->settings().subscriptions),
            metrics::Protocol::WebSocket, [&](websocket::Channel &channel) {
                return std::make_unique<SubscriptionConversation>(channel, service, labels, deciders, info);
            });
    });
}

} // namespace mockforge::graphql
