// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/porthandler.h"

#include "server/http/faultcompanion.h"
#include "server/templating/value.h"

namespace mockforge::http {

PortHandler::PortHandler(const Published<const Serving> &serving, const scenario::Director &director,
                         Which which, chaos::Injector chaos, chaos::Place place)
    : m_serving(serving)
    , m_director(director)
    , m_which(which)
    , m_chaos(std::move(chaos))
    , m_place(std::move(place))
{}

void PortHandler::handle(const std::shared_ptr<Exchange> &exchange)
{
    const std::shared_ptr<const Interceptor> &own = *m_serving.get().*m_which;
    std::unique_ptr<chaos::Plan> plan;
    if (m_chaos.acts() && !(own && own->asksChaos())) {
        const auto claim = own ? own->claim(exchange->request()) : std::nullopt;
        plan = m_chaos.plan(subjectOf(m_place, *exchange, claim ? claim->route : std::string_view()),
                            exchange->recorder());
    }
    if (!plan) {
        serve(exchange);
        return;
    }
    std::optional<chaos::Abort> abort = plan->effects().abort;
    // The handler outlives the connections of its endpoint, and with them what waits.
    FaultCompanion::run(exchange, std::move(plan), 0, [this, exchange, abort = std::move(abort)] {
        const std::shared_ptr<const Interceptor> &interceptor = *m_serving.get().*m_which;
        if (!abort)
            serve(exchange);
        else if (interceptor)
            interceptor->abort(*exchange, *abort);
        else
            exchange->reply(replyOf(*abort));
    });
}

void PortHandler::serve(const std::shared_ptr<Exchange> &exchange)
{
    const std::shared_ptr<const Interceptor> &interceptor = *m_serving.get().*m_which;
    if (interceptor && interceptor->take(exchange, {m_director, m_chaos, m_place}))
        return;
    exchange::Response response;
    response.status = 404;
    response.headers.emplace_back("Content-Type", "application/json");
    response.body = "{\"error\":";
    templating::appendJsonString(response.body,
                                 "nothing is served at " + std::string(exchange->request().path));
    response.body += ",\"status\":404}\n";
    exchange->reply(std::move(response));
}

} // namespace mockforge::http
