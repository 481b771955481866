// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/faultcompanion.h"

#include "metrics/base/clock.h"
#include "server/chaos/waiting.h"
#include "server/templating/value.h"

#include <utility>

namespace mockforge::http {

FaultCompanion::FaultCompanion(std::unique_ptr<chaos::Plan> plan)
    : m_plan(std::move(plan))
{}

FaultCompanion::~FaultCompanion() = default;

void FaultCompanion::onReply(exchange::Response &reply)
{
    m_plan->ended(reply.status);
    m_plan->shape(reply);
}

std::shared_ptr<void> FaultCompanion::onTakeOver()
{
    constexpr int kSwitchingProtocols = 101;
    m_plan->tookOver(kSwitchingProtocols);
    return m_plan->isEmpty() ? nullptr : std::shared_ptr<void>(std::move(m_plan));
}

void FaultCompanion::run(const std::shared_ptr<Exchange> &exchange, std::unique_ptr<chaos::Plan> plan,
                         std::uint64_t extraDelayNs, std::function<void()> then)
{
    const bool hangs = plan->effects().hang;
    const std::uint64_t delayNs = plan->effects().delayNs + extraDelayNs;
    auto companion = std::make_unique<FaultCompanion>(std::move(plan));
    if (delayNs == 0 && !hangs) {
        exchange->accompany(std::move(companion));
        then();
        return;
    }
    // The companion holds what waits, and the exchange the companion: when the client goes, all of it does.
    const std::uint64_t begunNs = monotonicNs();
    companion->m_waiting = chaos::Waiting::make([exchange, hangs, delayNs, begunNs, then = std::move(then)] {
        // What is let go of early was not injected; unsigned arithmetic takes it off again.
        const std::uint64_t waited = monotonicNs() - begunNs;
        if (!hangs && waited < delayNs)
            exchange->addInjected(waited - delayNs);
        then();
    });
    const std::weak_ptr<chaos::Waiting> waiting = companion->m_waiting;
    exchange->accompany(std::move(companion));
    if (hangs) {
        exchange->hang();
        return;
    }
    exchange->after(delayNs, [waiting] {
        if (const auto alive = waiting.lock())
            alive->run();
    });
}

chaos::Subject subjectOf(const chaos::Place &place, const Exchange &exchange, std::string_view route)
{
    const exchange::Request &request = exchange.request();
    return {place.protocol, place.endpoint,      route,   request.method,
            request.peer,   request.body.size(), &request};
}

exchange::Response replyOf(const chaos::Abort &abort)
{
    exchange::Response response;
    response.status = abort.status;
    response.headers.emplace_back("Content-Type",
                                  abort.contentType.empty() ? "application/json" : abort.contentType);
    if (abort.retryAfterS > 0)
        response.headers.emplace_back("Retry-After", std::to_string(abort.retryAfterS));
    response.body = abort.body;
    if (response.body.empty()) {
        response.body = "{\"error\":";
        templating::appendJsonString(response.body, exchange::reasonPhrase(abort.status));
        response.body += ",\"status\":" + std::to_string(abort.status) + ",\"injected\":true}\n";
    }
    return response;
}

} // namespace mockforge::http
