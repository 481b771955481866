// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/result.h"
#include "server/control/chaos.h"
#include "server/control/endpoint.h"
#include "server/control/scenario.h"

#include <cstdint>
#include <string>
#include <vector>

namespace mockforge::admin {

/// What `mockforge status` and /health tell of a running engine, at one instant.
struct Status
{
    std::string project; ///< name, or the file's name
    std::string file;
    std::uint64_t seed = 0;
    std::int64_t startedMs = 0; ///< wall clock
    std::size_t routes = 0;
    std::vector<std::string> findings; ///< of the file on disk, when the version in force is an older one
    std::vector<control::EndpointStatus> endpoints;
};

/// The engine as the admin and metrics listeners see it. Every call is thread-safe and never waits for the
/// main thread, so the listeners answer whatever the window and the workers are doing.
class Backend
{
public:
    virtual ~Backend() = default;
    virtual control::Scenario currentScenario() const = 0;
    /// `origin` says who asked ("admin API"), for the event list.
    virtual Result<void> applyScenario(const control::Scenario &scenario, const std::string &origin) = 0;
    virtual std::vector<control::Preset> allPresets() const = 0;
    virtual control::ChaosControl &chaos() = 0;
    virtual Status status() const = 0;
};

} // namespace mockforge::admin
