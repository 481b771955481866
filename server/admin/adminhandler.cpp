// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/adminhandler.h"

#include "server/admin/chaosreply.h"

#include "metrics/record/recorder.h"
#include "server/admin/json.h"

#include <QHostAddress>
#include <QString>

namespace mockforge::admin {

namespace {

constexpr std::string_view kBearer = "Bearer ";

/// The host of a Host header, without the port and an IPv6 address's brackets.
std::string_view hostOf(std::string_view header)
{
    if (header.starts_with('['))
        return header.substr(1, header.find(']') == std::string_view::npos ? 0 : header.find(']') - 1);
    return header.substr(0, header.find(':'));
}

/// Compares without telling by its duration how much was right.
bool equalsInConstantTime(std::string_view a, std::string_view b)
{
    unsigned difference = a.size() == b.size() ? 0U : 1U;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^
                                            static_cast<unsigned char>(b.empty() ? 0 : b[i % b.size()]));
    return difference == 0;
}

nlohmann::ordered_json statusJson(const Status &status, const control::Scenario &scenario)
{
    nlohmann::ordered_json json = healthJson(status);
    json["project"] = status.project;
    json["file"] = status.file;
    json["seed"] = status.seed;
    json["routes"] = status.routes;
    json["findings"] = status.findings;
    json["scenario"] = toJson(scenario);
    return json;
}

} // namespace

AdminHandler::AdminHandler(Backend &backend, std::string host, std::string token)
    : m_backend(backend)
    , m_host(std::move(host))
    , m_token(std::move(token))
{}

bool AdminHandler::isAuthorized(const exchange::Request &request) const
{
    if (m_token.empty())
        return true;
    const auto header = request.header("Authorization");
    return header && header->size() > kBearer.size() &&
           exchange::equalsIgnoreCase(header->substr(0, kBearer.size()), kBearer) &&
           equalsInConstantTime(header->substr(kBearer.size()), m_token);
}

bool AdminHandler::isHostAllowed(const exchange::Request &request) const
{
    const auto header = request.header("Host");
    if (!header)
        return true; // HTTP/1.0: no browser sends it, so no page can abuse it
    const std::string_view host = hostOf(*header);
    if (exchange::equalsIgnoreCase(host, "localhost") || exchange::equalsIgnoreCase(host, m_host) ||
        !m_token.empty())
        return true;
    return !QHostAddress(QString::fromUtf8(host.data(), static_cast<qsizetype>(host.size()))).isNull();
}

void AdminHandler::handle(const std::shared_ptr<http::Exchange> &exchange)
{
    const exchange::Request &request = exchange->request();
    if (!isHostAllowed(request)) {
        exchange->reply(errorReply(403, {"forbidden_host", "the admin API does not answer to this host name",
                                         "use the address it listens on, or localhost"}));
        return;
    }
    if (!isAuthorized(request)) {
        exchange->recorder().refused(metrics::Refusal::Unauthorized);
        exchange::Response response =
            errorReply(401, {"unauthorized", "a token is needed",
                             "send 'Authorization: Bearer <admin.token of the project file>'"});
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
        exchange->reply(std::move(response));
        return;
    }
    exchange->reply(route(request));
}

exchange::Response AdminHandler::route(const exchange::Request &request)
{
    if (request.path == "/__mockforge/scenario")
        return scenarioReply(request);
    if (request.path == "/__mockforge/chaos" || request.path.starts_with("/__mockforge/chaos/"))
        return chaosReply(m_backend.chaos(), request);
    const bool known = request.path == "/__mockforge/status" || request.path == "/__mockforge/presets" ||
                       request.path == "/health";
    if (!known) {
        return errorReply(404, {"not_found", "the admin API has no " + std::string(request.path),
                                "it has /__mockforge/scenario, /__mockforge/presets, /__mockforge/chaos, "
                                "/__mockforge/status and "
                                "/health"});
    }
    if (!isRead(request))
        return methodNotAllowed("GET, HEAD");
    if (request.path == "/__mockforge/status")
        return reply(200, statusJson(m_backend.status(), m_backend.currentScenario()));
    if (request.path == "/health") {
        const Status status = m_backend.status();
        return reply(isHealthy(status) ? 200 : 503, healthJson(status));
    }
    nlohmann::ordered_json presets = nlohmann::ordered_json::array();
    for (const control::Preset &preset : m_backend.allPresets()) {
        presets.push_back({{"name", preset.name},
                           {"description", preset.description},
                           {"scenario", toJson(preset.scenario)}});
    }
    return reply(200, presets);
}

exchange::Response AdminHandler::scenarioReply(const exchange::Request &request)
{
    if (isRead(request))
        return reply(200, toJson(m_backend.currentScenario()));
    if (request.method != "PUT")
        return methodNotAllowed("GET, HEAD, PUT");
    auto scenario = scenarioFromJson(request.body, m_backend.allPresets());
    if (!scenario)
        return errorReply(400, scenario.error());
    if (auto applied = m_backend.applyScenario(scenario.value(), "admin API"); !applied)
        return errorReply(400, applied.error());
    return reply(200, toJson(m_backend.currentScenario()));
}

} // namespace mockforge::admin
