// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/keys.h"

#include "server/project/bodyreader.h"
#include "server/project/chaosreader.h"
#include "server/project/grpcreader.h"
#include "server/project/matchreader.h"
#include "server/project/routereader.h"
#include "server/project/tlskeys.h"
#include "server/project/websocketreader.h"

#include <algorithm>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
constexpr std::int64_t kMiB = 1024 * 1024;
constexpr std::int64_t kDay = 24LL * 3600 * 1000;

void addHttp(std::vector<Key<Project>> &keys)
{
    keys.push_back(booleanKey<Project>(
        "http.enabled", "Serve HTTP", [](Project & p) -> auto & { return p.http.enabled; }));
    keys.push_back(textKey<Project>(
        "http.host", "Address to listen on", [](Project & p) -> auto & { return p.http.host; }));
    keys.push_back(portKey<Project>(
        "http.port", "Port; 0 picks a free one", [](Project & p) -> auto & { return p.http.port; }));
    keys.push_back(integerKey<Project>(
        "http.workers", "Threads that serve; 0: one for each core, at least 2", 0, 256,
        [](Project & p) -> auto & { return p.http.workers; }));
    keys.push_back(booleanKey<Project>(
        "http.compression", "gzip for replies of 1 KiB or more, when the client accepts it",
        [](Project & p) -> auto & { return p.http.compression; }));
}

void addTls(std::vector<Key<Project>> &keys)
{
    addTlsKeys(
        keys, "http.tls.", [](Project & p) -> auto & { return p.http.tls; });
    keys.push_back(portKey<Project>(
        "http.tls.port", "Port for HTTPS beside http.port; 0: HTTPS takes http.port itself",
        [](Project & p) -> auto & { return p.http.tls.port; }));
}

void addCors(std::vector<Key<Project>> &keys)
{
    keys.push_back(booleanKey<Project>(
        "http.cors.enabled", "Answer preflight requests and let pages read replies",
        [](Project & p) -> auto & { return p.http.cors.enabled; }));
    keys.push_back(listKey<Project>(
        "http.cors.allowed_origins", "Origins, or \"*\" for any",
        [](Project & p) -> auto & { return p.http.cors.allowedOrigins; }));
    keys.push_back(listKey<Project>(
        "http.cors.allowed_methods", "Methods; empty: whichever the page asks for",
        [](Project & p) -> auto & { return p.http.cors.allowedMethods; }));
    keys.push_back(listKey<Project>(
        "http.cors.allowed_headers", "Request headers; empty: whichever the page asks for",
        [](Project & p) -> auto & { return p.http.cors.allowedHeaders; }));
    keys.push_back(listKey<Project>(
        "http.cors.exposed_headers", "Reply headers that the page may read",
        [](Project & p) -> auto & { return p.http.cors.exposedHeaders; }));
    keys.push_back(booleanKey<Project>(
        "http.cors.allow_credentials", "Let the page send cookies and authorization",
        [](Project & p) -> auto & { return p.http.cors.allowCredentials; }));
    keys.push_back(integerKey<Project>(
        "http.cors.max_age_seconds", "How long a browser may keep the answer", 0, 86'400,
        [](Project & p) -> auto & { return p.http.cors.maxAgeSeconds; }));
}

void addSizeLimits(std::vector<Key<Project>> &keys)
{
    keys.push_back(sizeKey<Project>(
        "http.limits.max_target", "Longest request target; beyond: 414", 64, kMiB,
        [](Project & p) -> auto & { return p.http.limits.maxTarget; }));
    keys.push_back(sizeKey<Project>(
        "http.limits.max_header", "Largest header block; beyond: 431", 256, 16 * kMiB,
        [](Project & p) -> auto & { return p.http.limits.maxHeader; }));
    keys.push_back(sizeKey<Project>(
        "http.limits.max_body", "Largest request body; beyond: 413", 0, 1024 * kMiB,
        [](Project & p) -> auto & { return p.http.limits.maxBody; }));
    keys.push_back(integerKey<Project>(
        "http.limits.max_chunks", "Most chunks in a request body; beyond: 400", 1, 100'000'000,
        [](Project & p) -> auto & { return p.http.limits.maxChunks; }));
    keys.push_back(integerKey<Project>(
        "http.limits.max_requests_per_connection", "Requests after which a connection is closed; 0: no cap",
        0, 1'000'000'000, [](Project & p) -> auto & { return p.http.limits.maxRequestsPerConnection; }));
    keys.push_back(integerKey<Project>(
        "http.limits.max_pipelined", "Most requests waiting on one connection; beyond: 429", 1, 100'000,
        [](Project & p) -> auto & { return p.http.limits.maxPipelined; }));
    keys.push_back(integerKey<Project>(
        "http.limits.max_connections", "Most open connections; beyond: closed at once", 1, 1'000'000,
        [](Project & p) -> auto & { return p.http.limits.maxConnections; }));
    keys.push_back(integerKey<Project>(
        "http.limits.max_connections_per_host",
        "Most open connections from one address; beyond: closed at once", 1, 1'000'000,
        [](Project & p) -> auto & { return p.http.limits.maxConnectionsPerHost; }));
    keys.push_back(sizeKey<Project>(
        "http.limits.max_write_buffer", "Most bytes of replies waiting for one slow reader; beyond: closed",
        64 * 1024, 1024 * kMiB, [](Project & p) -> auto & { return p.http.limits.maxWriteBuffer; }));
}

void addTimeLimits(std::vector<Key<Project>> &keys)
{
    keys.push_back(durationKey<Project>(
        "http.limits.header_timeout", "Time for a header block to arrive; beyond: 408", 10, kDay,
        [](Project & p) -> auto & { return p.http.limits.headerTimeoutMs; }));
    keys.push_back(durationKey<Project>(
        "http.limits.body_timeout", "Time without a byte of a body; beyond: 408", 10, kDay,
        [](Project & p) -> auto & { return p.http.limits.bodyTimeoutMs; }));
    keys.push_back(durationKey<Project>(
        "http.limits.keep_alive_timeout", "Time a connection may idle between requests", 10, kDay,
        [](Project & p) -> auto & { return p.http.limits.keepAliveTimeoutMs; }));
    keys.push_back(durationKey<Project>(
        "http.limits.write_timeout", "Time a client may take no byte of its reply; beyond: closed", 10, kDay,
        [](Project & p) -> auto & { return p.http.limits.writeTimeoutMs; }));
}

void addServices(std::vector<Key<Project>> &keys)
{
    keys.push_back(booleanKey<Project>(
        "admin.enabled", "Serve the admin API", [](Project & p) -> auto & { return p.admin.enabled; }));
    keys.push_back(textKey<Project>(
        "admin.host", "Address of the admin API; other than loopback needs a token",
        [](Project & p) -> auto & { return p.admin.host; }));
    keys.push_back(portKey<Project>(
        "admin.port", "Port of the admin API; 0 picks a free one",
        [](Project & p) -> auto & { return p.admin.port; }));
    keys.push_back(textKey<Project>(
        "admin.token", "What clients must send as Authorization: Bearer …",
        [](Project & p) -> auto & { return p.admin.token; }));
    keys.push_back(booleanKey<Project>(
        "observability.prometheus.enabled", "Serve /metrics and /health",
        [](Project & p) -> auto & { return p.prometheus.enabled; }));
    keys.push_back(textKey<Project>(
        "observability.prometheus.host", "Address of /metrics and /health",
        [](Project & p) -> auto & { return p.prometheus.host; }));
    keys.push_back(portKey<Project>(
        "observability.prometheus.port", "Port of /metrics and /health; 0 picks a free one",
        [](Project & p) -> auto & { return p.prometheus.port; }));
    keys.push_back(textKey<Project>(
        "observability.prometheus.path", "Path of the metrics",
        [](Project & p) -> auto & { return p.prometheus.path; }));
    keys.push_back(choiceKey<Project>(
        "logging.level", "How much is logged", {"error", "warn", "info", "debug"},
        [](Project & p) -> auto & { return p.logging.level; }));
    keys.push_back(choiceKey<Project>(
        "logging.format", "Lines for people or for machines", {"text", "json"},
        [](Project & p) -> auto & { return p.logging.format; }));
    keys.push_back(textKey<Project>(
        "logging.file_path", "File to log to; empty: standard error",
        [](Project & p) -> auto & { return p.logging.file; }));
}

/// The parameters of a mode; the same for the project's own scenario and for its presets.
template <typename Target, typename Access>
void addScenario(std::vector<Key<Target>> &keys, const std::string &prefix, Access scenario)
{
    const Json modeSchema{{"enum", {"healthy", "degraded", "error", "chaos"}}};
    keys.push_back(anyKey<Target>(
        prefix + "mode", "healthy", "Scenario mode: healthy, degraded, error or chaos", modeSchema,
        [name = prefix + "mode", scenario](Target &target, const Value &value, Findings &findings) {
            const auto text = toChoice(name, value, {"healthy", "degraded", "error", "chaos"}, findings);
            if (text)
                scenario(target) = control::defaultScenario(control::modeFromName(*text).value());
        }));
    keys.push_back(numberKey<Target>(
        prefix + "latency_multiplier", "degraded: times 50 ms on every exchange", 0,
        1200, [scenario](Target & t) -> auto & { return scenario(t).latencyMultiplier; }));
    keys.push_back(numberKey<Target>(
        prefix + "error_rate", "Share of exchanges that answer an error, 0.0 to 1.0", 0,
        1, [scenario](Target & t) -> auto & { return scenario(t).errorRate; }));
    keys.push_back(anyKey<Target>(
        prefix + "status_codes", "", "Errors are drawn from these; without them the mode's own",
        Json{{"type", "array"}, {"items", {{"type", "integer"}, {"minimum", 400}, {"maximum", 599}}}},
        [name = prefix + "status_codes", scenario](Target &target, const Value &value, Findings &findings) {
            if (value.kind != Value::Kind::List) {
                wrongType(name, value, "a list of status codes", findings);
                return;
            }
            std::vector<int> codes;
            for (const Value &item : value.items) {
                if (const auto code = toInteger(name, item, 400, 599, findings))
                    codes.push_back(static_cast<int>(*code));
            }
            scenario(target).statusCodes = std::move(codes);
        }));
    keys.push_back(numberKey<Target>(
        prefix + "timeout_rate", "chaos: share of exchanges that are never answered", 0,
        1, [scenario](Target & t) -> auto & { return scenario(t).timeoutRate; }));
    keys.push_back(integerKey<Target>(
        prefix + "latency.min_ms", "chaos: shortest spike", 0,
        600'000, [scenario](Target & t) -> auto & { return scenario(t).minMs; }));
    keys.push_back(integerKey<Target>(
        prefix + "latency.max_ms", "chaos: longest spike", 0,
        600'000, [scenario](Target & t) -> auto & { return scenario(t).maxMs; }));
    keys.push_back(numberKey<Target>(
        prefix + "latency.spike_probability", "chaos: share of the remaining exchanges with a spike", 0,
        1, [scenario](Target & t) -> auto & { return scenario(t).spikeProbability; }));
}

/// `mode` brings the defaults of the other parameters, so it is read first wherever it stands.
Value modeFirst(const Value &map)
{
    Value sorted = map;
    std::stable_sort(sorted.entries.begin(), sorted.entries.end(),
                     [](const Entry &a, const Entry &b) { return a.key == "mode" && b.key != "mode"; });
    return sorted;
}

std::vector<Key<Project>> makeProjectKeys()
{
    std::vector<Key<Project>> keys;
    keys.push_back(textKey<Project>(
        "name", "Name shown in the window and by status", [](Project & p) -> auto & { return p.name; }));
    keys.push_back(anyKey<Project>("seed", "",
                                   "Makes data, latencies and faults reproducible; without it, a fresh one",
                                   Json{{"type", "integer"}, {"minimum", 0}},
                                   [](Project &project, const Value &value, Findings &findings) {
                                       if (const auto seed = toInteger("seed", value, 0, INT64_MAX, findings))
                                           project.seed = static_cast<std::uint64_t>(*seed);
                                   }));
    addHttp(keys);
    addTls(keys);
    addCors(keys);
    addSizeLimits(keys);
    addTimeLimits(keys);
    addWebSocketKeys(keys);
    addGrpcKeys(keys);
    addServices(keys);
    addScenario<Project>(
        keys, "observability.scenarios.", [](Project & p) -> auto & { return p.scenario; });
    addChaosKeys(keys);
    return keys;
}

std::vector<Key<Route>> makeRouteKeys()
{
    std::vector<Key<Route>> keys;
    keys.push_back(textKey<Route>(
        "id", "Name in metrics and messages; default: method and path",
        [](Route & r) -> auto & { return r.id; }));
    keys.push_back(textKey<Route>(
        "description", "For people", [](Route & r) -> auto & { return r.description; }));
    keys.push_back(listKey<Route>(
        "method", "Method or list of methods; without it every method",
        [](Route & r) -> auto & { return r.methods; }));
    keys.push_back(textKey<Route>(
        "path", "Path: literal segments, {name}, * (one segment), ** (any number)",
        [](Route & r) -> auto & { return r.path; }));
    keys.push_back(anyKey<Route>("path_regex", "", "Instead of path: RE2 expression for the whole path",
                                 Json{{"type", "string"}},
                                 [](Route &route, const Value &value, Findings &findings) {
                                     if (auto text = toText("path_regex", value, findings)) {
                                         route.path = std::move(*text);
                                         route.pathIsRegex = true;
                                     }
                                 }));
    keys.push_back(booleanKey<Route>(
        "enabled", "Whether the route takes requests", [](Route & r) -> auto & { return r.enabled; }));
    keys.push_back(integerKey<Route>(
        "priority", "Higher wins over a more specific path", -1'000'000, 1'000'000,
        [](Route & r) -> auto & { return r.priority; }));
    addMatchKeys(keys);
    keys.push_back(integerKey<Route>(
        "response.status", "Status code", 200, 599, [](Route & r) -> auto & { return r.response.status; }));
    addBodyKeys(keys);
    addRouteChaosKeys(keys);
    return keys;
}

std::vector<Key<control::Preset>> makePresetKeys()
{
    std::vector<Key<control::Preset>> keys;
    keys.push_back(textKey<control::Preset>(
        "name", "Name to switch to; a built-in one may be replaced",
        [](control::Preset & p) -> auto & { return p.name; }));
    keys.push_back(textKey<control::Preset>(
        "description", "For people", [](control::Preset & p) -> auto & { return p.description; }));
    addScenario<control::Preset>(
        keys, "", [](control::Preset & p) -> auto & { return p.scenario; });
    return keys;
}

} // namespace

const std::vector<Key<Project>> &projectKeys()
{
    static const std::vector<Key<Project>> keys = [] {
        std::vector<Key<Project>> all = makeProjectKeys();
        all.push_back(anyKey<Project>(
            "logging.json_format", "false", "The same as format: json", Json{{"type", "boolean"}},
            [](Project &project, const Value &value, Findings &findings) {
                if (const auto json = toBoolean("logging.json_format", value, findings))
                    project.logging.format = *json ? "json" : "text";
            }));
        all.push_back(
            anyKey<Project>("observability.scenarios.presets", "", "Presets of the project's own",
                            Json{{"type", "array"}, {"items", {{"$ref", "#/$defs/preset"}}}},
                            [](Project &project, const Value &value, Findings &findings) {
                                if (value.kind != Value::Kind::List) {
                                    wrongType("observability.scenarios.presets", value, "a list", findings);
                                    return;
                                }
                                for (const Value &item : value.items) {
                                    control::Preset preset;
                                    readMap(modeFirst(item), "", "observability.scenarios.presets[]",
                                            presetKeys(), {}, preset, findings);
                                    if (preset.name.empty())
                                        findings.error(item.location, "missing_key", "a preset needs a name");
                                    else if (auto valid = control::validate(preset.scenario); !valid)
                                        findings.error(item.location, "out_of_range", valid.error().message,
                                                       valid.error().detail);
                                    project.presets.push_back(std::move(preset));
                                }
                            }));
        all.push_back(anyKey<Project>("routes", "", "What answers requests, a list",
                                      Json{{"type", "array"}, {"items", {{"$ref", "#/$defs/route"}}}},
                                      readRoutes));
        return all;
    }();
    return keys;
}

const std::vector<UnservedKey> &unservedProjectKeys()
{
    static const std::vector<UnservedKey> keys = [] {
        std::vector<UnservedKey> list;
        for (const char *name : {"graphql", "mqtt", "smtp", "ftp", "kafka", "amqp", "tcp"})
            list.push_back({name, std::string("the protocol ") + name + " is not served by this version"});
        list.push_back({"websocket.connection_timeout_secs",
                        "this is not supported by this version; use websocket.limits.idle_timeout"});
        for (const char *name : {"plugins",
                                 "core",
                                 "data",
                                 "chaining",
                                 "mockai",
                                 "deceptive_deploy",
                                 "profiles",
                                 "observability.opentelemetry",
                                 "observability.recorder",
                                 "http.openapi_spec",
                                 "http.validation",
                                 "http.request_validation",
                                 "http.auth",
                                 "http.request_timeout_secs",
                                 "http.aggregate_validation_errors",
                                 "http.skip_admin_validation",
                                 "http.validation_overrides",
                                 "http.response_template_expand",
                                 "http.mtls",
                                 "http.tls.cipher_suites",
                                 "http.tls.require_client_cert",
                                 "admin.auth_required",
                                 "admin.username",
                                 "admin.password",
                                 "admin.mount_path",
                                 "admin.api_enabled",
                                 "admin.prometheus_url",
                                 "logging.max_file_size_mb",
                                 "logging.max_files"}) {
            list.push_back({name, "this is not supported by this version"});
        }
        return list;
    }();
    return keys;
}

const std::vector<Key<Route>> &routeKeys()
{
    static const std::vector<Key<Route>> keys = makeRouteKeys();
    return keys;
}

const std::vector<UnservedKey> &unservedRouteKeys()
{
    static const std::vector<UnservedKey> keys{
        {"request", "request validation is not supported by this version; use match"}};
    return keys;
}

const std::vector<Key<control::Preset>> &presetKeys()
{
    static const std::vector<Key<control::Preset>> keys = makePresetKeys();
    return keys;
}

} // namespace mockforge::project
