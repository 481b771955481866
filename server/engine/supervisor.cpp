// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engine/supervisor.h"

#include "metrics/base/clock.h"
#include "metrics/query/source.h"
#include "server/engine/chaosdesk.h"
#include "server/engine/endpointset.h"
#include "server/engine/runtime.h"
#include "server/engine/services.h"
#include "server/engine/sharedstate.h"
#include "server/graphql/http/service.h"
#include "server/grpc/mock/mock.h"
#include "server/grpc/services/router.h"
#include "server/grpc/web/webinterceptor.h"
#include "server/project/loader.h"
#include "server/project/watcher.h"
#include "server/websocket/service.h"

#include <QMetaObject>

#include <deque>
#include <random>

namespace mockforge::engine {

namespace {

constexpr std::size_t kMaxEvents = 500;

std::uint64_t freshSeed()
{
    std::random_device device;
    return (static_cast<std::uint64_t>(device()) << 32) | device();
}

} // namespace

struct Supervisor::Private
{
    explicit Private(Supervisor *supervisor);

    std::vector<control::Diagnostic> load(const QString &file);
    void apply(std::shared_ptr<const project::Project> project, Services compiled);
    void publish(const project::Project &project, Services compiled);
    void publishGrpc(const Services &compiled, http::Serving &serving);
    void setDiagnostics(std::vector<control::Diagnostic> findings);
    void reload();
    void endpointChanged(const control::EndpointStatus &status);
    void addEvent(const control::Event &event);
    ChaosDesk::Hooks chaosHooks();
    void refreshStatus();

    Supervisor *q;
    Runtime runtime;
    SharedState shared;
    ChaosDesk chaos;
    EndpointSet endpoints;
    project::FileWatcher watcher;
    control::Overrides overrides;
    std::shared_ptr<const project::Project> project;
    Services services;
    std::shared_ptr<websocket::Rooms> rooms = std::make_shared<websocket::Rooms>();
    std::vector<control::Diagnostic> diagnostics;
    std::deque<control::Event> events;
    std::uint64_t seed;
};

Supervisor::Private::Private(Supervisor *supervisor)
    : q(supervisor)
    , runtime(0)
    , shared(runtime.director(), runtime.source(),
             [this](const control::Event &event) {
                 QMetaObject::invokeMethod(
                     q,
                     [this, event] {
                         addEvent(event);
                         Q_EMIT q->scenarioChanged();
                     },
                     Qt::QueuedConnection);
             })
    , chaos(runtime.chaos(), runtime.source(), chaosHooks())
    , endpoints(runtime, shared, [this](const control::EndpointStatus &status) { endpointChanged(status); })
    , seed(freshSeed())
{
    shared.setChaos(chaos);
    QObject::connect(&watcher, &project::FileWatcher::changed, q, [this] { reload(); });
}

ChaosDesk::Hooks Supervisor::Private::chaosHooks()
{
    return {[this](const control::Event &event) {
                QMetaObject::invokeMethod(
                    q,
                    [this, event] {
                        addEvent(event);
                        Q_EMIT q->chaosChanged();
                    },
                    Qt::QueuedConnection);
            },
            [this] { runtime.releaseFaults(); },
            [this] { return shared.currentScenario(); },
            [this](const control::Scenario &scenario, const std::string &origin) {
                static_cast<void>(
                    shared.applyScenario(scenario, origin)); // one that was in force or validated
            },
            [this] { return shared.allPresets(); },
            [this](std::uint64_t dueNs, std::function<void()> then) {
                net::Worker &thread = runtime.metricsThread();
                thread.post([&thread, dueNs, then = std::move(then)] { thread.schedule(dueNs, then); });
            }};
}

void Supervisor::Private::addEvent(const control::Event &event)
{
    events.push_back(event);
    if (events.size() > kMaxEvents)
        events.pop_front();
    Q_EMIT q->eventAdded(event);
}

void Supervisor::Private::endpointChanged(const control::EndpointStatus &status)
{
    refreshStatus();
    const bool failed = status.state == control::EndpointState::Failed;
    if (status.state == control::EndpointState::Running || status.state == control::EndpointState::Stopped ||
        failed) {
        const std::string label = status.id + " " + std::string(control::stateName(status.state));
        const std::string detail =
            failed ? status.error + (status.advice.empty() ? "" : "; " + status.advice) : status.url();
        addEvent({wallClockMs(), failed ? control::Event::Kind::Error : control::Event::Kind::Endpoint, label,
                  detail});
        if (control::isData(status.kind))
            runtime.source()->annotate(
                {wallClockMs(), 0, metrics::Annotation::Kind::Endpoint, label, detail});
    }
    Q_EMIT q->endpointsChanged();
}

void Supervisor::Private::refreshStatus()
{
    shared.updateStatus([this](admin::Status &status) {
        status.endpoints = endpoints.statuses();
        status.seed = seed;
        status.project = project ? displayNameOf(*project) : std::string();
        status.file = project ? project->file : std::string();
        status.routes = services.routes ? services.routes->size() : 0;
        status.findings.clear();
        for (const control::Diagnostic &finding : diagnostics)
            status.findings.push_back(control::toString(finding));
    });
}

void Supervisor::Private::setDiagnostics(std::vector<control::Diagnostic> findings)
{
    diagnostics = std::move(findings);
    refreshStatus();
    Q_EMIT q->diagnosticsChanged();
}

std::vector<control::Diagnostic> Supervisor::Private::load(const QString &file)
{
    project::LoadResult loaded = project::load(file.toStdString(), overrides);
    const bool sameProject = project && loaded.draft && project->file == loaded.draft->file;
    const std::uint64_t wanted = loaded.draft && loaded.draft->seed ? *loaded.draft->seed
                                 : sameProject                      ? seed
                                                                    : freshSeed();
    if (auto compiled = compileServices(loaded, wanted, sameProject ? &services : nullptr)) {
        seed = wanted;
        apply(loaded.project, std::move(*compiled));
    }
    setDiagnostics(loaded.diagnostics);
    return loaded.diagnostics;
}

void Supervisor::Private::publish(const project::Project &next, Services compiled)
{
    auto serving = std::make_shared<http::Serving>();
    for (const std::string &id : compiled.routes->routeIds())
        serving->routeLabels.push_back(runtime.registry().internRoute(metrics::Protocol::Http, id));
    serving->builtInLabel = runtime.registry().internRoute(metrics::Protocol::Http, "(built-in)");
    serving->cors = next.http.cors;
    serving->table = compiled.routes;
    if (compiled.webSocket) {
        serving->webSocket =
            compiled.webSocket->interceptor(true, runtime.registry(), rooms, runtime.chaos());
        if (next.webSocket.onHttpPort)
            serving->interceptors.push_back(
                compiled.webSocket->interceptor(false, runtime.registry(), rooms, runtime.chaos()));
    }
    if (compiled.graphQl) {
        serving->graphQl = compiled.graphQl->interceptor(true, runtime.registry());
        if (next.graphQl.onHttpPort)
            serving->interceptors.push_back(compiled.graphQl->interceptor(false, runtime.registry()));
    }
    publishGrpc(compiled, *serving);
    services = std::move(compiled);
    runtime.serving().set(std::move(serving));
}

void Supervisor::Private::publishGrpc(const Services &compiled, http::Serving &serving)
{
    std::shared_ptr<const grpc::Mock> mock;
    if (compiled.grpc)
        mock = std::make_shared<const grpc::Mock>(compiled.grpc, runtime.registry());
    runtime.grpcHealth()->setServices(compiled.grpc ? compiled.grpc->serviceNames()
                                                    : std::vector<std::string>());
    auto router =
        std::make_shared<const grpc::Router>(std::move(mock), runtime.grpcHealth(), runtime.registry());
    if (compiled.grpc && compiled.grpc->project().grpc.onHttpPort)
        serving.interceptors.push_back(
            std::make_shared<const grpc::WebInterceptor>(router, compiled.grpc->project().grpc));
    runtime.grpcCalls().set(std::move(router));
}

void Supervisor::Private::apply(std::shared_ptr<const project::Project> next, Services compiled)
{
    const std::shared_ptr<const project::Project> previous = std::exchange(project, next);
    const bool sameProject = previous && previous->file == next->file;
    if (previous && !sameProject) {
        endpoints.forgetPorts();
        endpoints.stopAll();
        chaos.stopChaosTimeline("another project was opened");
    }
    runtime.director().setSeed(seed);
    shared.setPresets(next->presets);
    publish(*next, std::move(compiled));
    // A mode chosen by hand outlives a reload, unless the file itself now asks for another one.
    if (!sameProject || !(previous->scenario == next->scenario))
        static_cast<void>(shared.applyScenario(next->scenario, "project file"));
    chaos.setRuleCheck(ruleCheckOf(services));
    chaos.configure(next->chaos, seed, !sameProject);
    endpoints.configure(next);
    watcher.watch(filesOf(*next, services));
    refreshStatus();
    if (sameProject) {
        const std::string detail = std::to_string(services.routes->size()) + " routes";
        runtime.source()->annotate(
            {wallClockMs(), 0, metrics::Annotation::Kind::Reload, "project reloaded", detail});
        addEvent({wallClockMs(), control::Event::Kind::Reload, "project reloaded", detail});
    }
    Q_EMIT q->projectChanged();
    Q_EMIT q->endpointsChanged();
}

void Supervisor::Private::reload()
{
    if (!project)
        return;
    const std::vector<control::Diagnostic> findings = load(QString::fromStdString(project->file));
    if (!control::hasErrors(findings))
        return;
    for (const control::Diagnostic &finding : findings) {
        if (finding.severity == control::Diagnostic::Severity::Error) {
            addEvent({wallClockMs(), control::Event::Kind::Error,
                      "project not reloaded: the last valid version stays in force",
                      control::toString(finding)});
        }
    }
}

Supervisor::Supervisor(QObject *parent)
    : control::Engine(parent)
    , d(std::make_unique<Private>(this))
{}

Supervisor::~Supervisor() = default;

std::vector<control::Diagnostic> Supervisor::openProject(const QString &file,
                                                         const control::Overrides &overrides)
{
    const control::Overrides before = std::exchange(d->overrides, overrides);
    std::vector<control::Diagnostic> findings = d->load(file);
    if (control::hasErrors(findings))
        d->overrides = before;
    return findings;
}

void Supervisor::closeProject()
{
    if (!d->project)
        return;
    d->endpoints.stopAll();
    d->endpoints.forgetPorts();
    d->chaos.stopChaosTimeline("the project was closed");
    d->watcher.watch({});
    d->project.reset();
    d->setDiagnostics({});
    Q_EMIT projectChanged();
}

QString Supervisor::projectFile() const
{
    return d->project ? QString::fromStdString(d->project->file) : QString();
}

std::vector<control::RouteInfo> Supervisor::routes() const
{
    return d->project ? routesOf(*d->project) : std::vector<control::RouteInfo>();
}

std::vector<control::Diagnostic> Supervisor::diagnostics() const
{
    return d->diagnostics;
}

void Supervisor::startAll()
{
    if (d->project)
        d->endpoints.startAll();
}

void Supervisor::stopAll()
{
    d->endpoints.stopAll();
}

void Supervisor::startEndpoint(const std::string &id)
{
    d->endpoints.start(id);
}

void Supervisor::stopEndpoint(const std::string &id)
{
    d->endpoints.stop(id);
}

void Supervisor::startEndpointOnPort(const std::string &id, std::uint16_t port)
{
    d->endpoints.startOnPort(id, port);
}

std::vector<control::EndpointStatus> Supervisor::endpoints() const
{
    return d->endpoints.statuses();
}

std::uint16_t Supervisor::suggestFreePort(const std::string &id) const
{
    return d->endpoints.suggestFreePort(id);
}

Result<void> Supervisor::setScenario(const control::Scenario &scenario)
{
    return d->shared.applyScenario(scenario, {});
}

control::Scenario Supervisor::scenario() const
{
    return d->shared.currentScenario();
}

std::vector<control::Preset> Supervisor::presets() const
{
    return d->shared.allPresets();
}

std::uint64_t Supervisor::seed() const
{
    return d->seed;
}

control::ChaosControl &Supervisor::chaos()
{
    return d->chaos;
}

Result<void> Supervisor::replayChaos(std::string_view jsonLines)
{
    auto replay = chaos::readReplay(jsonLines);
    if (!replay)
        return replay.error();
    d->runtime.chaos().setReplay(std::move(replay).value());
    return {};
}

std::vector<control::Event> Supervisor::events() const
{
    return {d->events.begin(), d->events.end()};
}

std::shared_ptr<metrics::Source> Supervisor::metricsSource() const
{
    return d->runtime.source();
}

std::string Supervisor::logLevel() const
{
    return d->project ? d->project->logging.level : "info";
}

std::string Supervisor::logFormat() const
{
    return d->project ? d->project->logging.format : "text";
}

std::string Supervisor::logFile() const
{
    return d->project ? d->project->logging.file : std::string();
}

} // namespace mockforge::engine
