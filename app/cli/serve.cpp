// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/serve.h"

#include "app/cli/check.h"
#include "app/log/logger.h"
#include "app/signals/unixsignals.h"
#include "server/engine/supervisor.h"
#include "server/project/findings.h"

#include <QCoreApplication>
#include <QTimer>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

namespace mockforge::cli {

namespace {

using control::EndpointState;
using control::EndpointStatus;

constexpr int kSignalExitBase = 128;

bool isBusy(const EndpointStatus &endpoint)
{
    return endpoint.state == EndpointState::Running || endpoint.state == EndpointState::Stopping;
}

void logEvent(const control::Event &event)
{
    const bool error = event.kind == control::Event::Kind::Error;
    const std::string_view category = event.kind == control::Event::Kind::Mode       ? "mode"
                                      : event.kind == control::Event::Kind::Chaos    ? "chaos"
                                      : event.kind == control::Event::Kind::Endpoint ? "endpoint"
                                      : event.kind == control::Event::Kind::Reload   ? "project"
                                      : error                                        ? "error"
                                                                                     : "note";
    log::Logger::instance().write(error ? log::Level::Error : log::Level::Info, category, event.text,
                                  event.detail);
}

void printReady(const EndpointStatus &endpoint, bool json)
{
    if (json) {
        const nlohmann::ordered_json line{
            {"event", "listening"}, {"endpoint", endpoint.id}, {"url", endpoint.url()}};
        std::printf("%s\n", line.dump().c_str());
    } else {
        std::printf("listening %s %s\n", endpoint.id.c_str(), endpoint.url().c_str());
    }
    std::fflush(stdout);
}

std::string nearestPreset(const std::string &name, const std::vector<control::ChaosPreset> &presets)
{
    std::vector<std::string> names;
    for (const control::ChaosPreset &preset : presets)
        names.push_back(preset.name);
    return project::suggestionFor(name, names);
}

} // namespace

Serve::Serve(const Options &options)
    : m_options(options)
    , m_engine(std::make_unique<engine::Supervisor>())
{}

Serve::~Serve() = default;

bool Serve::open()
{
    std::vector<control::Diagnostic> findings;
    const control::Overrides overrides = allOverrides(m_options, findings);
    const auto ofProject =
        m_engine->openProject(QString::fromStdString(projectFile(m_options.project)), overrides);
    findings.insert(findings.end(), ofProject.begin(), ofProject.end());
    for (const control::Diagnostic &finding : findings) {
        const std::string line = m_options.json ? toJson(finding) : control::toString(finding);
        std::fprintf(stderr, "%s\n", line.c_str());
    }
    return !control::hasErrors(findings);
}

bool Serve::chooseScenario()
{
    Result<control::Mode> mode = control::Mode::Healthy;
    if (!m_options.mode.empty()) {
        mode = control::modeFromName(m_options.mode);
        if (mode)
            return m_engine->setScenario(control::defaultScenario(mode.value())).ok();
        std::fprintf(stderr, "mockforge: --mode: %s; %s\n", mode.error().message.c_str(),
                     mode.error().detail.c_str());
        return false;
    }
    if (m_options.preset.empty())
        return true;
    std::string known;
    for (const control::Preset &preset : m_engine->presets()) {
        if (preset.name == m_options.preset)
            return m_engine->setScenario(preset.scenario).ok();
        known += (known.empty() ? "" : ", ") + preset.name;
    }
    std::fprintf(stderr, "mockforge: --preset: there is no preset '%s'; the presets are %s\n",
                 m_options.preset.c_str(), known.c_str());
    return false;
}

bool Serve::replayChaos()
{
    if (m_options.replayChaos.empty())
        return true;
    std::ifstream stream(m_options.replayChaos, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) {
        std::fprintf(stderr, "mockforge: --replay-chaos: %s cannot be read: %s\n",
                     m_options.replayChaos.c_str(), std::strerror(errno));
        return false;
    }
    const auto replayed = m_engine->replayChaos(text.str());
    if (!replayed)
        std::fprintf(stderr, "mockforge: --replay-chaos: %s: %s; %s\n", m_options.replayChaos.c_str(),
                     replayed.error().message.c_str(), replayed.error().detail.c_str());
    return replayed.ok();
}

bool Serve::addChaosRules()
{
    for (const std::string &rule : m_options.chaosRules) {
        if (rule == "on" || rule == "off") {
            m_engine->chaos().setChaosEnabled(rule == "on", "--chaos");
            continue;
        }
        const std::vector<control::ChaosPreset> presets = m_engine->chaos().chaosPresets();
        const bool isPreset = std::any_of(presets.begin(), presets.end(),
                                          [&rule](const auto &preset) { return preset.name == rule; });
        if (isPreset) {
            if (const auto applied = m_engine->chaos().applyChaosPreset(rule, "--chaos"); !applied) {
                std::fprintf(stderr, "mockforge: --chaos: %s\n", applied.error().message.c_str());
                return false;
            }
            continue;
        }
        if (rule.find_first_of("{:") == std::string::npos) {
            std::fprintf(stderr, "mockforge: --chaos: there is no chaos preset '%s'; %s\n", rule.c_str(),
                         nearestPreset(rule, presets).c_str());
            return false;
        }
        if (const auto put = m_engine->chaos().putChaosRule(rule, "--chaos"); !put) {
            std::fprintf(stderr, "mockforge: --chaos: %s\n", put.error().message.c_str());
            return false;
        }
    }
    return true;
}

bool Serve::startTimeline()
{
    if (m_options.timeline.empty())
        return true;
    const auto started = m_engine->chaos().startChaosTimeline(m_options.timeline, "--timeline");
    if (!started)
        std::fprintf(stderr, "mockforge: --timeline: %s; %s\n", started.error().message.c_str(),
                     started.error().detail.c_str());
    return started.ok();
}

void Serve::configureLog()
{
    auto &logger = log::Logger::instance();
    if (auto configured = logger.configure(m_engine->logLevel(), m_engine->logFormat(), m_engine->logFile());
        !configured)
        logger.write(log::Level::Error, "log", configured.error().message, configured.error().detail);
}

void Serve::announce()
{
    const std::vector<EndpointStatus> endpoints = m_engine->endpoints();
    for (const EndpointStatus &endpoint : endpoints) {
        if (endpoint.state != EndpointState::Running) {
            m_announced.erase(endpoint.id);
        } else if (std::string &url = m_announced[endpoint.id]; url != endpoint.url()) {
            url = endpoint.url();
            printReady(endpoint, m_options.json);
        }
    }
    if (m_draining && std::none_of(endpoints.begin(), endpoints.end(), isBusy))
        QCoreApplication::exit(m_exitCode);
}

void Serve::drain(int exitCode)
{
    m_exitCode = exitCode;
    m_draining = true;
    log::Logger::instance().write(log::Level::Info, "serve",
                                  "stopping: no new connections, requests in flight are answered");
    m_engine->stopAll();
    QTimer::singleShot(0, this, &Serve::announce); // nothing may be running at all
}

void Serve::onSignal(int number)
{
    if (m_draining)
        QCoreApplication::exit(kSignalExitBase + number);
    else
        drain(kSignalExitBase + number);
}

int Serve::startUpFailure() const
{
    bool anyData = false;
    int code = kOk;
    for (const EndpointStatus &endpoint : m_engine->endpoints()) {
        if (!control::isData(endpoint.kind))
            continue;
        if (endpoint.state == EndpointState::Running)
            anyData = true;
        else if (endpoint.state == EndpointState::Failed)
            code = endpoint.errorCode == "port_in_use" || endpoint.errorCode == "no_permission" ? kPort
                                                                                                : kFailure;
    }
    return anyData ? kOk : code;
}

int Serve::run()
{
    log::Logger::instance().install();
    signals::UnixSignals unixSignals;
    connect(&unixSignals, &signals::UnixSignals::received, this, &Serve::onSignal);
    if (!replayChaos() || !open() || !chooseScenario() || !addChaosRules() || !startTimeline())
        return kUsage;
    configureLog();
    connect(m_engine.get(), &control::Engine::projectChanged, this, &Serve::configureLog);
    connect(m_engine.get(), &control::Engine::eventAdded, this, logEvent);
    connect(m_engine.get(), &control::Engine::endpointsChanged, this, &Serve::announce);
    m_engine->startAll();
    if (const int failure = startUpFailure(); failure != kOk)
        return failure;
    if (m_options.duration)
        QTimer::singleShot(*m_options.duration, Qt::PreciseTimer, this, [this] { drain(kOk); });
    return QCoreApplication::exec();
}

} // namespace mockforge::cli
