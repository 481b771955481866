// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/chaos.h"
#include "server/control/diagnostic.h"
#include "server/control/endpoint.h"
#include "server/control/scenario.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mockforge::metrics {
class Source;
}

namespace mockforge::control {

/// Something that happened, for the window's event list and the log.
struct Event
{
    enum class Kind { Mode, Chaos, Endpoint, Reload, Error, Note };
    std::int64_t timeMs = 0;
    Kind kind = Kind::Note;
    std::string text;
    std::string detail;
};

/// A route as the window lists it.
struct RouteInfo
{
    std::string id;
    std::string methods;
    std::string path;
    bool enabled = true;
    int line = 0;
};

/// Values the command line and the environment put over the file; unset means: as the file says.
struct Overrides
{
    std::vector<std::pair<std::string, std::string>>
        keys;                         ///< dotted key ("http.port") and value, strongest last
    std::vector<std::string> origins; ///< where each came from ("--http-port", "MOCKFORGE_HTTP_PORT")
};

/// The engine as its owners see it: opens a project, runs its endpoints, switches modes. Lives in the main
/// thread; every call returns at once and what comes of it arrives by signal. The window knows this interface
/// only.
class Engine : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Reads and validates the file; on errors the project that was open stays. Diagnostics hold errors and
    /// warnings.
    virtual std::vector<Diagnostic> openProject(const QString &file, const Overrides &overrides) = 0;
    virtual void closeProject() = 0;
    virtual QString projectFile() const = 0;
    virtual std::vector<RouteInfo> routes() const = 0;
    /// The last finding of openProject or of a reload; empty when the file on disk is in force.
    virtual std::vector<Diagnostic> diagnostics() const = 0;

    virtual void startAll() = 0;
    /// Stops accepting, drains for at most two seconds, closes what is left.
    virtual void stopAll() = 0;
    virtual void startEndpoint(const std::string &id) = 0;
    virtual void stopEndpoint(const std::string &id) = 0;
    /// Listens on another port for as long as the project is open; the file is not changed. 0 picks a free
    /// one.
    virtual void startEndpointOnPort(const std::string &id, std::uint16_t port) = 0;
    virtual std::vector<EndpointStatus> endpoints() const = 0;
    /// A port on the endpoint's host that was free a moment ago, near the configured one; 0 when there is
    /// none.
    virtual std::uint16_t suggestFreePort(const std::string &id) const = 0;

    /// In force for every request whose answer is decided after this returns; the gauge is set first.
    virtual Result<void> setScenario(const Scenario &scenario) = 0;
    virtual Scenario scenario() const = 0;
    /// The built-in presets and the project's own.
    virtual std::vector<Preset> presets() const = 0;
    virtual std::uint64_t seed() const = 0;

    /// The chaos lab: its rules with their counts, the master switch, "stop all".
    virtual ChaosControl &chaos() = 0;

    virtual std::vector<Event> events() const = 0; ///< the latest 500, oldest first
    virtual std::shared_ptr<metrics::Source> metricsSource() const = 0;

Q_SIGNALS:
    void projectChanged(); ///< opened, reloaded or closed
    void diagnosticsChanged();
    void endpointsChanged();
    void scenarioChanged();
    void chaosChanged(); ///< a rule or the master switch; not the counts
    void eventAdded(const mockforge::control::Event &event);
};

} // namespace mockforge::control
