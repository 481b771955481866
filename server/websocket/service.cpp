// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/websocket/service.h"

#include "metrics/record/registry.h"
#include "server/routing/pattern.h"
#include "server/websocket/handshake.h"
#include "server/websocket/replayconversation.h"
#include "server/websocket/scriptconversation.h"
#include "server/websocket/socket.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <sstream>

namespace mockforge::websocket {

struct ServedEndpoint
{
    const project::WebSocketEndpoint *spec = nullptr;
    routing::Pattern pattern;
    std::shared_ptr<const CompiledScript> script;
    std::shared_ptr<const Recording> recording;
};

namespace {

using Mode = project::WebSocketEndpoint::Mode;

std::uint64_t nextConnection()
{
    static std::atomic<std::uint64_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

std::string contentOf(const std::string &file)
{
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

bool moreSpecific(const ServedEndpoint &a, const ServedEndpoint &b)
{
    const auto kinds = [](const ServedEndpoint &endpoint) {
        std::vector<int> list;
        for (const routing::Segment &segment : endpoint.pattern.segments())
            list.push_back(static_cast<int>(segment.kind));
        return list;
    };
    return kinds(a) < kinds(b);
}

class ServiceInterceptor final : public http::Interceptor
{
public:
    ServiceInterceptor(std::shared_ptr<const Service> service, bool ownPort, metrics::Registry &registry,
                       std::shared_ptr<Rooms> rooms, const chaos::Controller &chaos)
        : m_service(std::move(service))
        , m_ownPort(ownPort)
        , m_rooms(std::move(rooms))
        , m_chaos(chaos)
    {
        const metrics::MethodId method = registry.internMethod(metrics::Protocol::WebSocket, "message");
        for (const ServedEndpoint &endpoint : m_service->endpoints()) {
            const std::string &id = endpoint.spec->id;
            m_labels.push_back({method, registry.internRoute(metrics::Protocol::WebSocket, id)});
            m_handshakes.push_back(registry.internRoute(metrics::Protocol::Http, id));
        }
    }

    std::optional<Claim> claim(const exchange::Request &request) const override
    {
        if (!m_ownPort && !asksForWebSocket(request))
            return std::nullopt;
        templating::PathParams params;
        const std::size_t found = find(request, params);
        if (found == m_labels.size())
            return std::nullopt;
        return Claim{metrics::Protocol::WebSocket, m_service->endpoints()[found].spec->id};
    }

    bool take(const std::shared_ptr<http::Exchange> &exchange, const http::Deciders &deciders) const override
    {
        const exchange::Request &request = exchange->request();
        if (!m_ownPort && !asksForWebSocket(request))
            return false;
        templating::PathParams params;
        const std::size_t found = find(request, params);
        if (found == m_labels.size()) {
            if (!m_ownPort || asksForWebSocket(request))
                return false;
            exchange->reply(*handshakeProblem(request));
            return true;
        }
        const ServedEndpoint &endpoint = m_service->endpoints()[found];
        exchange->setRoute(m_handshakes[found]);
        if (auto problem = handshakeProblem(request)) {
            exchange->reply(std::move(*problem));
        } else if (!originAllowed(request, origins(endpoint))) {
            exchange->recorder().refused(metrics::Refusal::OriginNotAllowed);
            exchange->reply(plainRefusal(403, "pages of this origin may not connect"));
        } else {
            const std::string subprotocol = chooseSubprotocol(request, endpoint.spec->subprotocols);
            auto info = std::make_shared<const ConnectionInfo>(request, std::move(params), nextConnection(),
                                                               subprotocol);
            exchange->takeOver([service = m_service, found, labels = m_labels[found], rooms = m_rooms,
                                &modes = deciders.modes, info, accept = acceptReply(request, subprotocol),
                                &chaos = m_chaos, place = placeOf(request)](
                                   http::Takeover takeover) -> std::unique_ptr<http::Session> {
                auto faults = std::make_unique<ConnectionFaults>(chaos, takeover.worker->recorder(), place,
                                                                 service->endpoints()[found].spec->id, info);
                return std::make_unique<Socket>(
                    std::move(takeover), accept, service->project().webSocket.limits,
                    metrics::Protocol::WebSocket,
                    [&](Channel &channel) {
                        return conversation(*service, found, channel, labels, modes, info, rooms);
                    },
                    std::move(faults));
            });
        }
        return true;
    }

private:
    /// The endpoint as chaos rules name it.
    chaos::Place placeOf(const exchange::Request &request) const
    {
        return {metrics::Protocol::WebSocket, m_ownPort ? "websocket" : request.secure ? "https" : "http"};
    }

    static std::unique_ptr<Conversation> conversation(const Service &service, std::size_t found,
                                                      Channel &channel, const Labels &labels,
                                                      scenario::Director::Reader &modes,
                                                      const std::shared_ptr<const ConnectionInfo> &info,
                                                      const std::shared_ptr<Rooms> &rooms)
    {
        const ServedEndpoint &endpoint = service.endpoints()[found];
        if (endpoint.script)
            return std::make_unique<ScriptConversation>(channel, labels, modes, endpoint.script, info, rooms,
                                                        service.seed(), service.shared_from_this());
        if (endpoint.recording)
            return std::make_unique<ReplayConversation>(channel, labels, modes, endpoint.recording,
                                                        endpoint.spec->replayLoop, info, service.seed());
        return std::make_unique<EchoConversation>(channel, labels, modes);
    }

    /// The most specific path; of those with the same path, one whose own subprotocols the client offers,
    /// then one that takes any, then the first.
    std::size_t find(const exchange::Request &request, templating::PathParams &params) const
    {
        const auto &endpoints = m_service->endpoints();
        std::size_t best = endpoints.size();
        int bestRank = -1;
        for (std::size_t i = 0; i < endpoints.size() && bestRank < 2; ++i) {
            const project::WebSocketEndpoint &spec = *endpoints[i].spec;
            if (best != endpoints.size() && spec.path != endpoints[best].spec->path)
                continue;
            if (best == endpoints.size() && !endpoints[i].pattern.matches(request.segments(), &params))
                continue;
            const int rank = spec.subprotocols.empty()                               ? 1
                             : chooseSubprotocol(request, spec.subprotocols).empty() ? 0
                                                                                     : 2;
            if (rank > bestRank) {
                best = i;
                bestRank = rank;
            }
        }
        return best;
    }

    const std::vector<std::string> &origins(const ServedEndpoint &endpoint) const
    {
        return endpoint.spec->allowedOrigins.empty() ? m_service->project().webSocket.allowedOrigins
                                                     : endpoint.spec->allowedOrigins;
    }

    std::shared_ptr<const Service> m_service;
    bool m_ownPort;
    std::shared_ptr<Rooms> m_rooms;
    const chaos::Controller &m_chaos;
    std::vector<Labels> m_labels;
    std::vector<metrics::RouteId> m_handshakes; ///< the label of an endpoint's handshakes, which are HTTP's
};

} // namespace

Service::Service() = default;
Service::~Service() = default;

std::shared_ptr<const Service> Service::compile(std::shared_ptr<const project::Project> project,
                                                std::uint64_t seed,
                                                std::vector<control::Diagnostic> &diagnostics)
{
    if (!project->webSocket.enabled)
        return nullptr;
    const std::shared_ptr<Service> service(new Service);
    service->m_seed = seed;
    for (const project::WebSocketEndpoint &spec : project->webSocket.endpoints) {
        ServedEndpoint endpoint;
        endpoint.spec = &spec;
        if (std::string problem = endpoint.pattern.parse(spec.path); !problem.empty())
            diagnostics.push_back({control::Diagnostic::Severity::Error,
                                   project->file,
                                   spec.location.line,
                                   spec.location.column,
                                   "bad_path",
                                   "path '" + spec.path + "': " + problem,
                                   {}});
        if (spec.mode == Mode::Script)
            endpoint.script = compileScript(
                spec.script, spec.scriptFile.empty() ? project->file : spec.scriptFile, diagnostics);
        if (spec.mode == Mode::Replay) {
            endpoint.recording = Recording::read(contentOf(spec.replayFile), spec.replayFile, diagnostics);
            if (spec.replayLoop && endpoint.recording->isInstant())
                diagnostics.push_back(
                    {control::Diagnostic::Severity::Error, project->file, spec.location.line,
                     spec.location.column, "endless_loop",
                     "replay_loop needs a recording that takes time, or waits for a message",
                     "give its lines a growing ts, or one of them waitFor"});
        }
        service->m_endpoints.push_back(std::move(endpoint));
    }
    std::stable_sort(service->m_endpoints.begin(), service->m_endpoints.end(), moreSpecific);
    service->m_project = std::move(project);
    return service;
}

std::shared_ptr<const http::Interceptor> Service::interceptor(bool ownPort, metrics::Registry &registry,
                                                              std::shared_ptr<Rooms> rooms,
                                                              const chaos::Controller &chaos) const
{
    return std::make_shared<ServiceInterceptor>(shared_from_this(), ownPort, registry, std::move(rooms),
                                                chaos);
}

} // namespace mockforge::websocket
