// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engine/endpointset.h"

#include "server/net/listensocket.h"
#include "server/net/portowner.h"

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

} // namespace

struct EndpointSet::Slot
{
    EndpointStatus status;
    std::unique_ptr<Listener> endpoint;
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
    const project::GraphQl &graphQl = project.graphQl;
    if (graphQl.enabled) {
        wanted.push_back(
            makeStatus("graphql", EndpointKind::GraphQl, graphQl.host, graphQl.port, graphQl.tls.enabled));
        wanted.back().path = graphQl.path;
    }
    const project::Grpc &grpc = project.grpc;
    if (grpc.enabled)
        wanted.push_back(makeStatus("grpc", EndpointKind::Grpc, grpc.host, grpc.port, grpc.tls.enabled));
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
    auto made = makeListener(m_runtime, m_shared, slot.status, *m_project);
    if (!made) {
        fail(slot, made.error());
        return;
    }
    std::unique_ptr<Listener> endpoint = std::move(made).value();
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

void EndpointSet::retire(std::unique_ptr<Listener> endpoint, std::function<void()> done)
{
    Listener *retired = endpoint.get();
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
        } else if (auto reconfigured = slot.endpoint->reconfigure(*project); !reconfigured) {
            retire(std::move(slot.endpoint), [] {});
            fail(slot, reconfigured.error());
        } else if (slot.status.path != wanted.path) {
            slot.status.path = wanted.path; // what is served there has moved; the listener stays
            m_changed(slot.status);
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
