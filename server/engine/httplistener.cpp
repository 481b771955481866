// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/adminhandler.h"
#include "server/admin/metricshandler.h"
#include "server/chaos/stream/acceptrules.h"
#include "server/chaos/stream/streampipe.h"
#include "server/engine/listener.h"
#include "server/http/endpoint.h"
#include "server/http/mockhandler.h"
#include "server/http/porthandler.h"
#include "server/net/tlscontext.h"

#include <utility>

namespace mockforge::engine {

namespace {

using control::EndpointKind;
using control::EndpointStatus;

/// The limits of the handshake and of the connections; what follows a handshake has limits of its own.
project::Limits handshakeLimits(const project::WebSocketLimits &limits)
{
    project::Limits http;
    http.headerTimeoutMs = limits.handshakeTimeoutMs;
    http.maxConnections = limits.maxConnections;
    http.maxConnectionsPerHost = limits.maxConnectionsPerHost;
    return http;
}

Result<http::EndpointSettings> settingsOf(const EndpointStatus &status, const project::Project &project)
{
    http::EndpointSettings settings;
    settings.id = status.id;
    settings.host = status.host;
    settings.port = status.configuredPort;
    settings.recordExchanges = control::isData(status.kind);
    const project::Tls *tls = nullptr;
    switch (status.kind) {
    case EndpointKind::Http:
    case EndpointKind::Https:
        settings.compression = project.http.compression;
        settings.limits = project.http.limits;
        tls = status.kind == EndpointKind::Https ? &project.http.tls : nullptr;
        break;
    case EndpointKind::WebSocket:
        settings.limits = handshakeLimits(project.webSocket.limits);
        tls = &project.webSocket.tls;
        break;
    case EndpointKind::GraphQl:
        settings.protocol = metrics::Protocol::GraphQl;
        settings.compression = project.http.compression;
        settings.limits = project.http.limits;
        settings.limits.maxBody = project.graphQl.limits.maxBody;
        settings.limits.maxConnections = project.graphQl.limits.maxConnections;
        settings.limits.maxConnectionsPerHost = project.graphQl.limits.maxConnectionsPerHost;
        tls = &project.graphQl.tls;
        break;
    default:
        break;
    }
    if (tls) {
        auto context = tlsContextOf(*tls);
        if (!context)
            return context.error();
        settings.tls = std::move(context).value();
    }
    return settings;
}

/// Where the exchanges of an endpoint come in, as chaos rules know it.
chaos::Place placeOf(const EndpointStatus &status)
{
    using metrics::Protocol;
    const Protocol protocol = status.kind == EndpointKind::WebSocket ? Protocol::WebSocket
                              : status.kind == EndpointKind::GraphQl ? Protocol::GraphQl
                              : status.kind == EndpointKind::Grpc    ? Protocol::Grpc
                                                                     : Protocol::Http;
    return {protocol, status.id};
}

/// Data endpoints have a pipe on every connection, for the chaos rules that there are or will be.
void addPipes(Runtime &runtime, const EndpointStatus &status, http::EndpointSettings &settings)
{
    if (!control::isData(status.kind))
        return;
    settings.pipes = [&runtime,
                      place = placeOf(status)](metrics::Recorder &recorder,
                                               const net::PeerAddress &peer) -> std::unique_ptr<net::Pipe> {
        return std::make_unique<chaos::StreamPipe>(runtime.chaos(), recorder, place, peer);
    };
}

http::HandlerFactory handlersOf(Runtime &runtime, SharedState &shared, const EndpointStatus &status,
                                const project::Project &project)
{
    if (status.kind == EndpointKind::Admin) {
        return [&shared, host = status.host, token = project.admin.token](metrics::Recorder &) {
            return std::make_unique<admin::AdminHandler>(shared, host, token);
        };
    }
    if (status.kind == EndpointKind::Metrics) {
        return [&shared, &runtime, path = project.prometheus.path](metrics::Recorder &) {
            return std::make_unique<admin::MetricsHandler>(shared, runtime.exposition(), path);
        };
    }
    if (status.kind == EndpointKind::WebSocket) {
        return [&runtime, place = placeOf(status)](metrics::Recorder &) {
            return std::make_unique<http::PortHandler>(runtime.serving(), runtime.director(),
                                                       &http::Serving::webSocket,
                                                       chaos::Injector(runtime.chaos()), place);
        };
    }
    if (status.kind == EndpointKind::GraphQl) {
        return [&runtime, place = placeOf(status)](metrics::Recorder &) {
            return std::make_unique<http::PortHandler>(runtime.serving(), runtime.director(),
                                                       &http::Serving::graphQl,
                                                       chaos::Injector(runtime.chaos()), place);
        };
    }
    return [&runtime, place = placeOf(status)](metrics::Recorder &) {
        return std::make_unique<http::MockHandler>(runtime.serving(), runtime.director(),
                                                   chaos::Injector(runtime.chaos()), place);
    };
}

class HttpListener final : public Listener
{
public:
    HttpListener(Runtime &runtime, const EndpointStatus &status, std::vector<net::Worker *> workers,
                 http::EndpointSettings settings, http::HandlerFactory handlers,
                 std::shared_ptr<chaos::AcceptRules> doorman)
        : m_runtime(runtime)
        , m_status(status)
        , m_doorman(std::move(doorman))
        , m_endpoint(runtime.acceptThread(), std::move(workers), std::move(settings), std::move(handlers))
    {}

    Result<std::uint16_t> start() override { return m_endpoint.start(); }

    Result<void> reconfigure(const project::Project &project) override
    {
        auto settings = settingsOf(m_status, project);
        if (!settings)
            return settings.error();
        addPipes(m_runtime, m_status, settings.value());
        if (m_doorman)
            m_doorman->setSecure(settings.value().tls != nullptr);
        m_endpoint.reconfigure(std::move(settings).value());
        return {};
    }

    void stop(int drainMs, std::function<void()> done) override { m_endpoint.stop(drainMs, std::move(done)); }

private:
    Runtime &m_runtime;
    const EndpointStatus m_status;
    std::shared_ptr<chaos::AcceptRules> m_doorman; ///< null: chaos rules do not act at this port
    http::Endpoint m_endpoint;
};

} // namespace

Result<std::unique_ptr<Listener>> makeHttpListener(Runtime &runtime, SharedState &shared,
                                                   const EndpointStatus &status,
                                                   const project::Project &project)
{
    auto settings = settingsOf(status, project);
    if (!settings)
        return settings.error();
    addPipes(runtime, status, settings.value());
    std::shared_ptr<chaos::AcceptRules> doorman;
    if (control::isData(status.kind)) {
        doorman = std::make_shared<chaos::AcceptRules>(runtime.chaos(), runtime.registry(), placeOf(status));
        doorman->setSecure(settings.value().tls != nullptr);
        settings.value().doorman = doorman;
    }
    return std::unique_ptr<Listener>(std::make_unique<HttpListener>(
        runtime, status, workersFor(runtime, status, project), std::move(settings).value(),
        handlersOf(runtime, shared, status, project), std::move(doorman)));
}

} // namespace mockforge::engine
