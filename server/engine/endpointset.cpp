// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engine/endpointset.h"

#include "server/admin/adminhandler.h"
#include "server/admin/metricshandler.h"
#include "server/http/porthandler.h"
#include "server/net/listensocket.h"
#include "server/net/portowner.h"
#include "server/net/tlscontext.h"

#include <QStandardPaths>

#include <algorithm>

namespace mockforge::engine {

namespace {

constexpr int kDrainMs = 2000;

using control::EndpointKind;
using control::EndpointState;
using control::EndpointStatus;

using control::isData;

std::string protocolOf(EndpointKind kind, bool tls)
{
    switch (kind) {
    case EndpointKind::WebSocket:
        return tls ? "wss" : "ws";
    case EndpointKind::Grpc:
        return tls ? "grpcs" : "grpc";
    default:
        return tls ? "https" : "http";
    }
}

/// The limits of the handshake and of the connections; what follows a handshake has limits of its own.
project::Limits handshakeLimits(const project::WebSocketLimits &limits)
{
    project::Limits http;
    http.headerTimeoutMs = limits.handshakeTimeoutMs;
    http.maxConnections = limits.maxConnections;
    http.maxConnectionsPerHost = limits.maxConnectionsPerHost;
    return http;
}

EndpointStatus makeStatus(std::string id, EndpointKind kind, const std::string &host, std::uint16_t port,
                          bool tls = false)
{
    EndpointStatus status;
    status.id = std::move(id);
    status.kind = kind;
    status.protocol = protocolOf(kind, tls);
    status.host = host;
    status.port = status.configuredPort = port;
    return status;
}

bool sameAddress(const EndpointStatus &a, const EndpointStatus &b)
{
    return a.host == b.host && a.configuredPort == b.configuredPort && a.kind == b.kind &&
           a.protocol == b.protocol;
}

Result<std::shared_ptr<const net::TlsContext>> tlsOf(const project::Tls &tls)
{
    net::TlsSettings settings;
    settings.certFile = tls.certFile;
    settings.keyFile = tls.keyFile;
    settings.clientCaFile = tls.clientCaFile;
    settings.minVersion = tls.minVersion;
    settings.generate = tls.generate;
    settings.generateFolder =
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation).toStdString() +
        "/mockforge/certificates";
    return net::TlsContext::create(settings);
}

} // namespace

struct EndpointSet::Slot
{
    EndpointStatus status;
    std::unique_ptr<http::Endpoint> endpoint;
};

EndpointSet::EndpointSet(Runtime &runtime, SharedState &shared, Changed changed)
    : m_runtime(runtime)
    , m_shared(shared)
    , m_changed(std::move(changed))
{}

EndpointSet::~EndpointSet() = default;

std::vector<EndpointStatus> EndpointSet::wantedBy(const project::Project &project) const
{
    std::vector<EndpointStatus> wanted;
    const project::Http &http = project.http;
    const bool onlyTls = http.tls.enabled && http.tls.port == 0;
    if (http.enabled && !onlyTls)
        wanted.push_back(makeStatus("http", EndpointKind::Http, http.host, http.port));
    if (http.enabled && http.tls.enabled) {
        wanted.push_back(
            makeStatus("https", EndpointKind::Https, http.host, onlyTls ? http.port : http.tls.port, true));
    }
    const project::WebSocket &webSocket = project.webSocket;
    if (webSocket.enabled)
        wanted.push_back(makeStatus("websocket", EndpointKind::WebSocket, webSocket.host, webSocket.port,
                                    webSocket.tls.enabled));
    if (project.admin.enabled)
        wanted.push_back(makeStatus("admin", EndpointKind::Admin, project.admin.host, project.admin.port));
    if (project.prometheus.enabled) {
        wanted.push_back(
            makeStatus("metrics", EndpointKind::Metrics, project.prometheus.host, project.prometheus.port));
        wanted.back().path = project.prometheus.path;
    }
    for (EndpointStatus &status : wanted) {
        if (const auto chosen = m_chosenPorts.find(status.id); chosen != m_chosenPorts.end())
            status.port = status.configuredPort = chosen->second;
    }
    return wanted;
}

Result<http::EndpointSettings> EndpointSet::settingsOf(const EndpointStatus &status) const
{
    http::EndpointSettings settings;
    settings.id = status.id;
    settings.host = status.host;
    settings.port = status.configuredPort;
    settings.recordExchanges = isData(status.kind);
    const project::Tls *tls = nullptr;
    switch (status.kind) {
    case EndpointKind::Http:
    case EndpointKind::Https:
        settings.compression = m_project->http.compression;
        settings.limits = m_project->http.limits;
        tls = status.kind == EndpointKind::Https ? &m_project->http.tls : nullptr;
        break;
    case EndpointKind::WebSocket:
        settings.limits = handshakeLimits(m_project->webSocket.limits);
        tls = &m_project->webSocket.tls;
        break;
    default:
        break;
    }
    if (tls && tls->enabled) {
        auto context = tlsOf(*tls);
        if (!context)
            return context.error();
        settings.tls = std::move(context).value();
    }
    return settings;
}

http::HandlerFactory EndpointSet::handlersOf(const EndpointStatus &status) const
{
    Runtime &runtime = m_runtime;
    SharedState &shared = m_shared;
    if (status.kind == EndpointKind::Admin) {
        return [&shared, host = status.host, token = m_project->admin.token](metrics::Recorder &) {
            return std::make_unique<admin::AdminHandler>(shared, host, token);
        };
    }
    if (status.kind == EndpointKind::Metrics) {
        return [&shared, &runtime, path = m_project->prometheus.path](metrics::Recorder &) {
            return std::make_unique<admin::MetricsHandler>(shared, runtime.exposition(), path);
        };
    }
    if (status.kind == EndpointKind::WebSocket) {
        return [&runtime](metrics::Recorder &) {
            return std::make_unique<http::PortHandler>(runtime.serving(), runtime.director(),
                                                       &http::Serving::webSocket);
        };
    }
    return [&runtime](metrics::Recorder &) {
        return std::make_unique<http::MockHandler>(runtime.serving(), runtime.director());
    };
}

void EndpointSet::fail(Slot &slot, const Error &error)
{
    slot.status.state = EndpointState::Failed;
    slot.status.errorCode = error.code;
    slot.status.error = error.message;
    slot.status.advice = error.detail;
    slot.endpoint.reset();
    if (error.code == "port_in_use") {
        slot.status.owner = net::findPortOwner(slot.status.configuredPort);
    }
    m_changed(slot.status);
}

void EndpointSet::start(Slot &slot)
{
    if (slot.endpoint)
        return;
    slot.status.owner = {};
    slot.status.error.clear();
    slot.status.errorCode.clear();
    slot.status.advice.clear();
    slot.status.port = slot.status.configuredPort;
    auto settings = settingsOf(slot.status);
    if (!settings) {
        fail(slot, settings.error());
        return;
    }
    std::vector<net::Worker *> workers{&m_runtime.metricsThread()};
    if (isData(slot.status.kind)) {
        m_runtime.startWorkers(m_project->http.workers);
        workers = m_runtime.workers();
    }
    auto endpoint = std::make_unique<http::Endpoint>(m_runtime.acceptThread(), std::move(workers),
                                                     std::move(settings).value(), handlersOf(slot.status));
    auto port = endpoint->start();
    if (!port) {
        fail(slot, port.error());
        return;
    }
    slot.endpoint = std::move(endpoint);
    slot.status.port = port.value();
    slot.status.state = EndpointState::Running;
    m_changed(slot.status);
}

void EndpointSet::retire(std::unique_ptr<http::Endpoint> endpoint, std::function<void()> done)
{
    http::Endpoint *retired = endpoint.get();
    m_retiring.emplace(retired, std::move(endpoint));
    retired->stop(kDrainMs, [this, retired, done = std::move(done)] {
        m_retiring.erase(retired);
        done();
    });
}

void EndpointSet::stop(Slot &slot)
{
    if (!slot.endpoint) {
        if (slot.status.state != EndpointState::Stopping && slot.status.state != EndpointState::Stopped) {
            slot.status.state = EndpointState::Stopped;
            m_changed(slot.status);
        }
        return;
    }
    slot.status.state = EndpointState::Stopping;
    m_changed(slot.status);
    retire(std::move(slot.endpoint), [this, id = slot.status.id] {
        Slot *stopped = find(id);
        if (stopped == nullptr || stopped->status.state != EndpointState::Stopping)
            return; // configured away or started again meanwhile
        stopped->status.state = EndpointState::Stopped;
        m_changed(stopped->status);
    });
}

void EndpointSet::configure(const std::shared_ptr<const project::Project> &project)
{
    const std::shared_ptr<const project::Project> previous = std::exchange(m_project, project);
    std::vector<std::unique_ptr<Slot>> slots = std::exchange(m_slots, {});
    for (EndpointStatus &wanted : wantedBy(*project)) {
        const auto old = std::find_if(slots.begin(), slots.end(),
                                      [&](const auto &slot) { return slot && slot->status.id == wanted.id; });
        if (old == slots.end()) {
            m_slots.push_back(std::make_unique<Slot>(Slot{std::move(wanted), nullptr}));
            continue;
        }
        m_slots.push_back(std::move(*old));
        Slot &slot = *m_slots.back();
        const bool handlerChanged =
            previous &&
            ((slot.status.kind == EndpointKind::Admin && !(previous->admin == project->admin)) ||
             (slot.status.kind == EndpointKind::Metrics && !(previous->prometheus == project->prometheus)));
        if (!slot.endpoint) {
            const bool failed = slot.status.state == EndpointState::Failed;
            slot.status = std::move(wanted);
            if (failed)
                start(slot); // the change may be the repair
        } else if (!sameAddress(slot.status, wanted) || handlerChanged) {
            retire(std::move(slot.endpoint), [] {});
            slot.status = std::move(wanted);
            start(slot);
        } else if (auto settings = settingsOf(slot.status); settings) {
            slot.endpoint->reconfigure(std::move(settings).value());
        } else {
            retire(std::move(slot.endpoint), [] {});
            fail(slot, settings.error());
        }
    }
    for (auto &slot : slots) {
        if (slot && slot->endpoint)
            retire(std::move(slot->endpoint), [] {});
    }
}

void EndpointSet::start(const std::string &id)
{
    if (Slot *slot = find(id))
        start(*slot);
}

void EndpointSet::startOnPort(const std::string &id, std::uint16_t port)
{
    Slot *slot = find(id);
    if (slot == nullptr)
        return;
    m_chosenPorts[id] = port;
    if (slot->endpoint)
        retire(std::move(slot->endpoint), [] {});
    slot->status.configuredPort = port;
    start(*slot);
}

void EndpointSet::stop(const std::string &id)
{
    if (Slot *slot = find(id))
        stop(*slot);
}

void EndpointSet::startAll()
{
    for (const auto &slot : m_slots)
        start(*slot);
}

void EndpointSet::stopAll()
{
    for (const auto &slot : m_slots)
        stop(*slot);
}

void EndpointSet::forgetPorts()
{
    m_chosenPorts.clear();
}

std::vector<EndpointStatus> EndpointSet::statuses() const
{
    std::vector<EndpointStatus> list;
    for (const auto &slot : m_slots)
        list.push_back(slot->status);
    return list;
}

std::uint16_t EndpointSet::suggestFreePort(const std::string &id) const
{
    const Slot *slot = find(id);
    return slot == nullptr ? std::uint16_t{0}
                           : net::findFreePort(slot->status.host, slot->status.configuredPort);
}

EndpointSet::Slot *EndpointSet::find(const std::string &id) const
{
    const auto found =
        std::find_if(m_slots.begin(), m_slots.end(), [&](const auto &slot) { return slot->status.id == id; });
    return found == m_slots.end() ? nullptr : found->get();
}

} // namespace mockforge::engine
