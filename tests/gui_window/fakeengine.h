// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/query/source.h"
#include "server/control/engine.h"
#include "ui/shell/demo.h"

#include <string>
#include <utility>

namespace mockforge::test {

/// Metrics that a test sets by hand.
class FakeSource : public metrics::Source
{
public:
    metrics::Snapshot current;
    metrics::WindowData points;
    std::vector<metrics::Annotation> marks;

    FakeSource() { current.timeMs = 1'700'000'000'000; }
    std::shared_ptr<const metrics::Snapshot> snapshot() const override
    {
        return std::make_shared<metrics::Snapshot>(current);
    }
    std::shared_ptr<const metrics::WindowData> window(metrics::Window) const override
    {
        return std::make_shared<metrics::WindowData>(points);
    }
    std::shared_ptr<const metrics::WindowData> range(std::int64_t, std::int64_t) const override
    {
        return window({});
    }
    std::vector<metrics::Annotation> annotations(std::int64_t, std::int64_t) const override { return marks; }
    void annotate(metrics::Annotation annotation) override { marks.push_back(std::move(annotation)); }
};

/// A chaos lab without rules, whose switch works.
class FakeChaos : public control::ChaosControl
{
public:
    control::ChaosStatus current;

    control::ChaosStatus chaosStatus() const override { return current; }
    void setChaosEnabled(bool enabled, const std::string &) override { current.enabled = enabled; }
    void stopAllChaos(const std::string &) override { current.enabled = false; }
    Result<std::string> putChaosRule(const std::string &, const std::string &) override
    {
        return Error{"bad_request", "a fake takes no rules", ""};
    }
    Result<void> removeChaosRule(const std::string &name, const std::string &) override
    {
        return Error{"unknown_rule", "there is no chaos rule '" + name + "'", ""};
    }
    Result<void> enableChaosRule(const std::string &name, bool, const std::string &) override
    {
        return Error{"unknown_rule", "there is no chaos rule '" + name + "'", ""};
    }
    std::string chaosLog() const override { return {}; }
    std::vector<control::ChaosDecision> chaosDecisions(std::uint64_t &) const override { return {}; }
    const control::ChaosCatalogue &chaosCatalogue() const override
    {
        static const control::ChaosCatalogue none;
        return none;
    }
    std::vector<control::Diagnostic> checkChaosRule(const std::string &) const override { return {}; }
    Result<control::ChaosDelaySample> sampleChaosDelay(const std::string &, std::size_t) const override
    {
        return control::ChaosDelaySample{};
    }

    std::vector<control::ChaosPreset> presetList;
    std::vector<control::ChaosTimeline> timelineList;
    control::ChaosRun currentRun;

    std::vector<control::ChaosPreset> chaosPresets() const override { return presetList; }
    Result<void> applyChaosPreset(const std::string &name, const std::string &) override
    {
        return setApplied(name, true);
    }
    Result<void> withdrawChaosPreset(const std::string &name, const std::string &) override
    {
        return setApplied(name, false);
    }
    Result<std::string> saveChaosPreset(const std::string &, const std::string &) override
    {
        return Error{"bad_request", "a fake saves nothing", ""};
    }
    Result<void> deleteChaosPreset(const std::string &name, const std::string &) override
    {
        return std::erase_if(presetList, [&](const auto &preset) { return preset.name == name; }) > 0
                   ? Result<void>()
                   : Error{"unknown_preset", "there is no preset '" + name + "'", ""};
    }
    std::vector<control::ChaosTimeline> chaosTimelines() const override { return timelineList; }
    Result<std::string> saveChaosTimeline(const std::string &, const std::string &) override
    {
        return Error{"bad_request", "a fake saves nothing", ""};
    }
    Result<void> deleteChaosTimeline(const std::string &, const std::string &) override { return {}; }
    Result<void> startChaosTimeline(const std::string &name, const std::string &) override
    {
        for (const control::ChaosTimeline &timeline : timelineList) {
            if (timeline.name == name) {
                currentRun = {};
                currentRun.running = true;
                currentRun.timeline = timeline;
                return {};
            }
        }
        return Error{"unknown_timeline", "there is no timeline '" + name + "'", ""};
    }
    void stopChaosTimeline(const std::string &) override { currentRun.running = false; }
    Result<void> setChaosStageDuration(std::size_t stage, std::int64_t ms, const std::string &) override
    {
        currentRun.timeline.stages.at(stage).durationMs = ms;
        return {};
    }
    control::ChaosRun chaosRun() const override { return currentRun; }

private:
    Result<void> setApplied(const std::string &name, bool applied)
    {
        for (control::ChaosPreset &preset : presetList) {
            if (preset.name == name) {
                preset.applied = applied;
                return {};
            }
        }
        return Error{"unknown_preset", "there is no preset '" + name + "'", ""};
    }
};

/// An engine that only remembers what it was asked for.
class FakeEngine : public control::Engine
{
public:
    std::shared_ptr<FakeSource> source = std::make_shared<FakeSource>();
    FakeChaos lab;
    std::vector<control::EndpointStatus> list;
    std::vector<control::Diagnostic> findings;
    control::Scenario current;
    QString file;
    std::vector<std::string> calls;

    std::vector<control::Diagnostic> openProject(const QString &path, const control::Overrides &) override
    {
        calls.push_back("open " + path.toStdString());
        if (control::hasErrors(findings)) {
            Q_EMIT diagnosticsChanged();
            return findings;
        }
        file = path;
        Q_EMIT projectChanged();
        return {};
    }
    void closeProject() override
    {
        file.clear();
        Q_EMIT projectChanged();
    }
    QString projectFile() const override { return file; }
    std::vector<control::RouteInfo> routes() const override { return {}; }
    std::vector<control::Diagnostic> diagnostics() const override { return findings; }
    void startAll() override { calls.emplace_back("start all"); }
    void stopAll() override { calls.emplace_back("stop all"); }
    void startEndpoint(const std::string &id) override { calls.push_back("start " + id); }
    void stopEndpoint(const std::string &id) override { calls.push_back("stop " + id); }
    void startEndpointOnPort(const std::string &id, std::uint16_t port) override
    {
        calls.push_back("start " + id + " on " + std::to_string(port));
        for (control::EndpointStatus &endpoint : list) {
            if (endpoint.id == id) {
                endpoint.state = control::EndpointState::Running;
                endpoint.port = port;
                endpoint.error.clear();
            }
        }
        Q_EMIT endpointsChanged();
    }
    std::vector<control::EndpointStatus> endpoints() const override { return list; }
    std::uint16_t suggestFreePort(const std::string &) const override { return 3001; }
    Result<void> setScenario(const control::Scenario &scenario) override
    {
        current = scenario;
        calls.push_back("mode " + control::describe(scenario));
        Q_EMIT scenarioChanged();
        return {};
    }
    control::Scenario scenario() const override { return current; }
    std::vector<control::Preset> presets() const override { return control::builtInPresets(); }
    std::uint64_t seed() const override { return 1; }
    control::ChaosControl &chaos() override { return lab; }
    std::vector<control::Event> events() const override { return {}; }
    std::shared_ptr<metrics::Source> metricsSource() const override { return source; }

    /// All that a project with four protocols has, in an order that is not the one to be shown.
    void addAll(control::EndpointState state)
    {
        using Kind = control::EndpointKind;
        const auto add = [&](const char *id, Kind kind, const char *protocol, std::uint16_t port) {
            control::EndpointStatus endpoint;
            endpoint.id = id;
            endpoint.kind = kind;
            endpoint.protocol = protocol;
            endpoint.host = "127.0.0.1";
            endpoint.port = endpoint.configuredPort = port;
            endpoint.state = state;
            list.push_back(endpoint);
        };
        add("metrics", Kind::Metrics, "http", 9090);
        add("grpc", Kind::Grpc, "grpc", 50051);
        add("https", Kind::Https, "https", 3443);
        add("websocket", Kind::WebSocket, "ws", 3001);
        add("admin", Kind::Admin, "http", 9080);
        add("graphql", Kind::GraphQl, "http", 4000);
        add("http", Kind::Http, "http", 3000);
    }

    control::EndpointStatus &addHttp(control::EndpointState state)
    {
        control::EndpointStatus http;
        http.id = "http";
        http.protocol = "http";
        http.host = "127.0.0.1";
        http.port = http.configuredPort = 3000;
        http.state = state;
        list.push_back(http);
        return list.back();
    }
};

class FakeDemo : public ui::Demo
{
public:
    bool running = false;
    void start() override
    {
        running = true;
        Q_EMIT runningChanged();
    }
    void stop() override
    {
        running = false;
        Q_EMIT runningChanged();
    }
    bool isRunning() const override { return running; }
};

} // namespace mockforge::test
