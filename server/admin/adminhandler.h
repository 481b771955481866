// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/backend.h"
#include "server/http/endpoint.h"

#include <string>

namespace mockforge::admin {

/// The REST control API under /__mockforge/, on the admin listener: GET and PUT scenario, GET presets, GET
/// status, chaos and what is below it, and GET /health. Lives on the metrics thread. Refuses names that are
/// not its own in Host (DNS rebinding), and, when a token is set, requests without it (RFC 6750).
class AdminHandler : public http::Handler
{
public:
    AdminHandler(Backend &backend, std::string host, std::string token);
    void handle(const std::shared_ptr<http::Exchange> &exchange) override;

private:
    bool isAuthorized(const exchange::Request &request) const;
    bool isHostAllowed(const exchange::Request &request) const;
    exchange::Response route(const exchange::Request &request);
    exchange::Response scenarioReply(const exchange::Request &request);

    Backend &m_backend;
    std::string m_host;
    std::string m_token;
};

} // namespace mockforge::admin
