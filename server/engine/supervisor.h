// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"

#include <memory>

namespace mockforge::engine {

/// The engine: owns every thread, listener and counter, and the project in force. Lives in the main thread,
/// as control::Engine says; the admin API reaches it through a thread-safe backend. Destroying it stops
/// everything.
class Supervisor : public control::Engine
{
    Q_OBJECT

public:
    explicit Supervisor(QObject *parent = nullptr);
    ~Supervisor() override;

    std::vector<control::Diagnostic> openProject(const QString &file,
                                                 const control::Overrides &overrides) override;
    void closeProject() override;
    QString projectFile() const override;
    std::vector<control::RouteInfo> routes() const override;
    std::vector<control::Diagnostic> diagnostics() const override;

    void startAll() override;
    void stopAll() override;
    void startEndpoint(const std::string &id) override;
    void stopEndpoint(const std::string &id) override;
    void startEndpointOnPort(const std::string &id, std::uint16_t port) override;
    std::vector<control::EndpointStatus> endpoints() const override;
    std::uint16_t suggestFreePort(const std::string &id) const override;

    Result<void> setScenario(const control::Scenario &scenario) override;
    control::Scenario scenario() const override;
    std::vector<control::Preset> presets() const override;
    std::uint64_t seed() const override;
    control::ChaosControl &chaos() override;
    /// Only what a log of decisions holds fires from now on; before a project is opened. Errors name the
    /// line.
    Result<void> replayChaos(std::string_view jsonLines);

    std::vector<control::Event> events() const override;
    std::shared_ptr<metrics::Source> metricsSource() const override;

    /// Logging as the project in force asks for: level, format, file.
    std::string logLevel() const;
    std::string logFormat() const;
    std::string logFile() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace mockforge::engine
