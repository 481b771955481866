// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/cors.h"

#include <algorithm>

namespace mockforge::http {

namespace {

std::string joined(const std::vector<std::string> &list)
{
    std::string text;
    for (const std::string &item : list)
        text += (text.empty() ? "" : ", ") + item;
    return text;
}

bool hasHeader(const exchange::Response &response, std::string_view name)
{
    return std::any_of(response.headers.begin(), response.headers.end(),
                       [&](const auto &header) { return exchange::equalsIgnoreCase(header.first, name); });
}

/// The value of Access-Control-Allow-Origin for this origin; empty when it is not allowed.
std::string allowedOrigin(const project::Cors &cors, std::string_view origin)
{
    const bool any =
        std::find(cors.allowedOrigins.begin(), cors.allowedOrigins.end(), "*") != cors.allowedOrigins.end();
    const bool listed = std::find(cors.allowedOrigins.begin(), cors.allowedOrigins.end(), origin) !=
                        cors.allowedOrigins.end();
    if (!any && !listed)
        return {};
    // A wildcard is not honoured by browsers when credentials are sent; the origin itself is.
    return any && !cors.allowCredentials ? std::string("*") : std::string(origin);
}

void addOrigin(const project::Cors &cors, const std::string &allowed, exchange::Response &response)
{
    response.headers.emplace_back("Access-Control-Allow-Origin", allowed);
    if (allowed != "*")
        response.headers.emplace_back("Vary", "Origin");
    if (cors.allowCredentials)
        response.headers.emplace_back("Access-Control-Allow-Credentials", "true");
}

} // namespace

std::optional<exchange::Response> preflightReply(const project::Cors &cors, const exchange::Request &request)
{
    if (!cors.enabled || request.method != "OPTIONS")
        return std::nullopt;
    const auto origin = request.header("Origin");
    const auto method = request.header("Access-Control-Request-Method");
    if (!origin || !method)
        return std::nullopt;
    exchange::Response response;
    response.status = 204;
    const std::string allowed = allowedOrigin(cors, *origin);
    if (allowed.empty())
        return response;
    addOrigin(cors, allowed, response);
    response.headers.emplace_back("Access-Control-Allow-Methods", cors.allowedMethods.empty()
                                                                      ? std::string(*method)
                                                                      : joined(cors.allowedMethods));
    const auto headers = request.header("Access-Control-Request-Headers");
    if (!cors.allowedHeaders.empty())
        response.headers.emplace_back("Access-Control-Allow-Headers", joined(cors.allowedHeaders));
    else if (headers)
        response.headers.emplace_back("Access-Control-Allow-Headers", std::string(*headers));
    response.headers.emplace_back("Access-Control-Max-Age", std::to_string(cors.maxAgeSeconds));
    return response;
}

void addCorsHeaders(const project::Cors &cors, const exchange::Request &request, exchange::Response &response)
{
    if (!cors.enabled || hasHeader(response, "Access-Control-Allow-Origin"))
        return;
    const auto origin = request.header("Origin");
    if (!origin)
        return;
    const std::string allowed = allowedOrigin(cors, *origin);
    if (allowed.empty())
        return;
    addOrigin(cors, allowed, response);
    if (!cors.exposedHeaders.empty())
        response.headers.emplace_back("Access-Control-Expose-Headers", joined(cors.exposedHeaders));
}

} // namespace mockforge::http
