// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/backend.h"
#include "server/http/endpoint.h"

#include <functional>
#include <string>

namespace mockforge::metrics {
class Exposition;
}

namespace mockforge::admin {

/// GET /metrics (the path is configurable) and GET /health on the metrics listener. Lives on the metrics
/// thread, reads the live shards, and never waits for a worker: it answers while they are saturated.
class MetricsHandler : public http::Handler
{
public:
    MetricsHandler(Backend &backend, metrics::Exposition &exposition, std::string path);
    void handle(const std::shared_ptr<http::Exchange> &exchange) override;

private:
    exchange::Response scrape(const exchange::Request &request);

    Backend &m_backend;
    metrics::Exposition &m_exposition;
    std::string m_path;
};

} // namespace mockforge::admin
