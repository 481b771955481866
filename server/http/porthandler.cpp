// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/porthandler.h"

#include "server/templating/value.h"

namespace mockforge::http {

PortHandler::PortHandler(const Published<const Serving> &serving, const scenario::Director &director,
                         Which which)
    : m_serving(serving)
    , m_director(director)
    , m_which(which)
{}

void PortHandler::handle(const std::shared_ptr<Exchange> &exchange)
{
    const std::shared_ptr<const Interceptor> &interceptor = *m_serving.get().*m_which;
    if (interceptor && interceptor->take(exchange, m_director))
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
