// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/scenario.h"
#include "server/project/basicmodel.h"
#include "server/project/chaosmodel.h"
#include "server/project/grpcmodel.h"
#include "server/project/websocketmodel.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mockforge::project {

/// http.limits: what a client may send and how long it may take. Sizes in bytes, times in milliseconds.
struct Limits
{
    std::int64_t maxTarget = 8 * 1024;
    std::int64_t maxHeader = 64 * 1024;
    std::int64_t maxBody = 10 * 1024 * 1024;
    std::int64_t maxChunks = 100'000;
    std::int64_t headerTimeoutMs = 10'000;
    std::int64_t bodyTimeoutMs = 30'000;       ///< without a byte arriving
    std::int64_t keepAliveTimeoutMs = 75'000;  ///< without a request
    std::int64_t maxRequestsPerConnection = 0; ///< 0: no cap
    std::int64_t maxPipelined = 100;
    std::int64_t maxConnections = 10'000;
    std::int64_t maxConnectionsPerHost = 10'000;
    std::int64_t maxWriteBuffer = 16 * 1024 * 1024;
    std::int64_t writeTimeoutMs = 30'000; ///< a reader that takes no byte for this long is closed
    bool operator==(const Limits &) const = default;
};

struct Cors
{
    bool enabled = false;
    std::vector<std::string> allowedOrigins{"*"};
    std::vector<std::string> allowedMethods; ///< empty: whatever is asked for
    std::vector<std::string> allowedHeaders; ///< empty: whatever is asked for
    std::vector<std::string> exposedHeaders;
    bool allowCredentials = false;
    int maxAgeSeconds = 600;
    bool operator==(const Cors &) const = default;
};

struct Http
{
    bool enabled = true;
    std::string host = "127.0.0.1";
    std::uint16_t port = 3000;
    int workers = 0;         ///< 0: one per core, at least 2
    bool compression = true; ///< gzip when accepted and the body has 1 KiB or more
    Tls tls;
    Cors cors;
    Limits limits;
    bool operator==(const Http &) const = default;
};

struct Admin
{
    bool enabled = true;
    std::string host = "127.0.0.1";
    std::uint16_t port = 9080;
    std::string token; ///< required when host is not loopback
    bool operator==(const Admin &) const = default;
};

struct Prometheus
{
    bool enabled = true;
    std::string host = "127.0.0.1";
    std::uint16_t port = 9090;
    std::string path = "/metrics";
    bool operator==(const Prometheus &) const = default;
};

struct Logging
{
    std::string level = "info";  ///< error, warn, info, debug
    std::string format = "text"; ///< text, json
    std::string file;            ///< empty: standard error
    bool operator==(const Logging &) const = default;
};

struct ResponseSpec
{
    int status = 200;
    std::vector<std::pair<std::string, std::string>>
        headers;                           ///< in order, repeats allowed; values may be templates
    std::vector<Location> headerLocations; ///< one for each of `headers`
    Body body;
    Delay delay;
};

struct Route
{
    std::string id; ///< unique; from the file, otherwise "METHOD path" (with a suffix when needed)
    std::string description;
    std::vector<std::string> methods; ///< empty: any
    std::string path;                 ///< pattern as written: literal, {param}, *, **
    bool pathIsRegex = false;         ///< the file says path_regex
    std::vector<Matcher> matchers;
    int priority = 0; ///< higher wins
    bool enabled = true;
    ResponseSpec response;
    std::vector<ChaosRule> chaos; ///< until they have joined the project's
    Location location;
};

/// Everything mockforge.yaml says, after defaults, environment and flags; immutable once loaded and shared by
/// threads.
struct Project
{
    std::string file; ///< absolute path of mockforge.yaml; empty for a project without a file
    std::string folder;
    std::string name;
    std::optional<std::uint64_t> seed; ///< unset: a fresh one at each start
    Http http;
    WebSocket webSocket;
    Grpc grpc;
    Admin admin;
    Prometheus prometheus;
    Chaos chaos;
    Logging logging;
    control::Scenario scenario;           ///< observability.scenarios: the mode at start
    std::vector<control::Preset> presets; ///< the project's own
    std::vector<Route> routes;
    std::vector<std::string> watched; ///< the file itself and every file it names, for hot reload
};

} // namespace mockforge::project
