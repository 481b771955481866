// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/metricshandler.h"

#include "metrics/prometheus/exposition.h"
#include "server/admin/json.h"

namespace mockforge::admin {

MetricsHandler::MetricsHandler(Backend &backend, metrics::Exposition &exposition, std::string path)
    : m_backend(backend)
    , m_exposition(exposition)
    , m_path(std::move(path))
{}

exchange::Response MetricsHandler::scrape(const exchange::Request &request)
{
    metrics::Scrape scrape = m_exposition.render(request.header("Accept").value_or(""),
                                                 request.header("Accept-Encoding").value_or(""));
    exchange::Response response;
    response.headers.emplace_back("Content-Type", std::move(scrape.contentType));
    if (!scrape.contentEncoding.empty())
        response.headers.emplace_back("Content-Encoding", std::move(scrape.contentEncoding));
    response.headers.emplace_back("Vary", "Accept, Accept-Encoding");
    response.body = std::move(scrape.body);
    return response;
}

void MetricsHandler::handle(const std::shared_ptr<http::Exchange> &exchange)
{
    const exchange::Request &request = exchange->request();
    const bool isScrape = request.path == m_path;
    if (!isScrape && request.path != "/health") {
        exchange->reply(
            errorReply(404, {"not_found", "nothing is at " + std::string(request.path),
                             "metrics are at " + m_path + ", the endpoints' state is at /health"}));
    } else if (request.method != "GET" && request.method != "HEAD") {
        exchange::Response response =
            errorReply(405, {"method_not_allowed", "this resource takes GET and HEAD", ""});
        response.headers.emplace_back("Allow", "GET, HEAD");
        exchange->reply(std::move(response));
    } else if (isScrape) {
        exchange->reply(scrape(request));
    } else {
        const Status status = m_backend.status();
        exchange->reply(reply(isHealthy(status) ? 200 : 503, healthJson(status)));
    }
}

} // namespace mockforge::admin
