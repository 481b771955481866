// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Every key has an effect, and every key refuses what it cannot take: driven by the definition itself, so
// that a key that nothing reads cannot be added unnoticed.

#include "server/project/chaosreader.h"
#include "server/project/faultkeys.h"
#include "server/project/graphqlreader.h"
#include "server/project/grpcreader.h"
#include "server/project/keys.h"
#include "server/project/loader.h"
#include "server/project/presetreader.h"
#include "server/project/timelinereader.h"
#include "server/project/websocketreader.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace mockforge;
using project::Key;
using project::KeyType;
using project::Project;

namespace {

/// A valid value other than the default, as YAML.
template <typename Target>
std::string otherValue(const Key<Target> &key, const std::string &group = {})
{
    static const std::map<std::string, std::string> special{
        {"seed", "42"},
        {"observability.scenarios.mode", "chaos"},
        {"observability.scenarios.status_codes", "[418]"},
        {"observability.scenarios.presets", "[{name: mine, mode: degraded}]"},
        {"logging.json_format", "true"},
        {"routes", "[{path: /x}]"},
        {"mode", "chaos"},
        {"status_codes", "[418]"},
        {"path", "/other"},
        {"path_regex", "/x+"},
        {"match.headers", "{X: y}"},
        {"match.query", "{x: {contains: y}}"},
        {"match.cookies", "{x: {present: true}}"},
        {"match.body", "{json: {a.b: 1}}"},
        {"response.status", "404"},
        {"response.headers", "{X: [a, b]}"},
        {"response.body", "{a: 1}"},
        {"response.body_file", "x.txt"},
        {"response.body_base64", "aGk="},
        {"response.template", "true"},
        {"response.delay", "{min: 1ms, max: 2s}"},
        {"grpc.enabled", "false"},
        {"grpc.rules", "[{method: a.B/C}]"},
        {"match.metadata", "{x: y}"},
        {"match.message", "{a.b: 1}"},
        {"match.jsonpath", "{$.a: 1}"},
        {"match.messages", "all"},
        {"response.message", "{a: 1}"},
        {"response.messages", "[{a: 1}]"},
        {"response.interval", "3ms"},
        {"response.repeat", "{interval: 1s}"},
        {"response.initial_metadata", "{x: y}"},
        {"response.trailing_metadata", "{x: [y, z]}"},
        {"response.on_start", "{message: {a: 1}}"},
        {"response.on_message", "[{match: {a: 1}, message: {a: 1}}]"},
        {"response.on_half_close", "{message: {a: 1}}"},
        {"websocket.enabled", "false"},
        {"websocket.endpoints", "[{path: /x}]"},
        {"script", "{on_connect: [{send: hi}]}"},
        {"script_file", "x.yaml"},
        {"replay_file", "x.jsonl"},
        {"observability.chaos.seed", "42"},
        {"observability.chaos.rules", "[{fault: hang}]"},
        {"observability.chaos.presets", "[{name: p, rules: [{fault: hang}]}]"},
        {"observability.chaos.timelines", "[{name: t, stages: [{duration: 1s}]}]"},
        {"rules", "[{fault: hang}]"},
        {"stages", "[{duration: 1s}]"},
        {"ramp", "{parameter: delay, from: 1ms, to: 2ms}"},
        {"from", "7ms"},
        {"to", "7KiB"},
        {"observability.chaos.latency", "{fixed_delay_ms: 5}"},
        {"observability.chaos.fault_injection", "{http_error_probability: 0.5}"},
        {"observability.chaos.rate_limit", "{per_ip: true}"},
        {"observability.chaos.circuit_breaker", "{failure_threshold: 9}"},
        {"observability.chaos.bulkhead", "{max_concurrent_requests: 9}"},
        {"fault_injection", "{fault_types: [{type: http_error}]}"},
        {"latency", "{fixed_delay_ms: 5}"},
        {"when.protocol", "http"},
        {"when.headers", "{X: y}"},
        {"when.query", "{x: {contains: y}}"},
        {"when.cookies", "{x: {present: true}}"},
        {"when.body", "{json: {a.b: 1}}"},
        {"when.chunked", "true"},
        {"fault", "hang"},
        {"observability.chaos.traffic_shaping", "{bandwidth_limit_bps: 5000}"},
        {"rate", "4096"},
        {"bytes", "7"},
        {"oversize", "7"},
        {"fault ws_close code", "1013"},
        {"fault grpc_abort status", "NOT_FOUND"},
        {"grpc_status", "NOT_FOUND"},
        {"details", "[{\"@type\": google.rpc.ErrorInfo}]"},
        {"index", "3"},
        {"fault ws_slow_consumer messages", "7"},
        {"gap", "7ms"},
        {"share", "0.25"},
        {"max_concurrent", "9"},
        {"burst", "9"},
        {"successes", "9"},
        {"delay", "{normal: {mean: 5ms, std_dev: 1ms}}"},
        {"status", "[418]"},
        {"field", "Product.price"},
        {"copies", "7"},
        {"graphql.enabled", "false"},
        {"graphql.list_size", "{min: 1, max: 3}"},
        {"graphql.state", "{Product: [{id: 1}]}"},
        {"graphql.rules", "[{field: Query.x}]"},
        {"graphql.subscriptions.connection_params", "{token: {present: true}}"},
        {"items", "[{id: 1}]"},
        {"type", "mutation"},
        {"match.args", "{id: 1, \"$.a[0]\": {present: true}}"},
        {"match.variables", "{id: 1}"},
        {"reply", "{a: 1}"},
        {"size", "{min: 1, max: 2}"},
        {"error", "{message: no, code: NOT_FOUND, extensions: {a: 1}}"},
        {"rule status", "503"},
        {"rule delay", "{min: 1ms, max: 2ms}"},
        {"get", "Product"},
        {"list", "{from: Product, where: {a: 1}, sort: a, offset: 1, limit: 2}"},
        {"create", "{from: Product, with: {a: 1}}"},
        {"update", "{from: Product, id: 1, with: {a: 1}}"},
        {"delete", "{from: Product, id: 1}"},
        {"interval", "5ms"},
        {"on", "{created: Product}"},
    };
    if (const auto found = special.find(group + " " + key.name); found != special.end())
        return found->second;
    if (const auto found = special.find(key.name); found != special.end() && key.type != KeyType::Choice)
        return found->second;
    switch (key.type) {
    case KeyType::Boolean:
        return key.defaultText == "true" ? "false" : "true";
    case KeyType::Integer:
    case KeyType::Number:
        return key.defaultText == "1" || key.defaultText == "1.0" ? "0" : "1";
    case KeyType::Size:
        return "65KiB";
    case KeyType::Duration:
        return "1234ms";
    case KeyType::Choice:
        return key.choices.front() == key.defaultText ? key.choices.back() : key.choices.front();
    case KeyType::List:
        return "[one, two]";
    case KeyType::Text:
    case KeyType::Any:
        break;
    }
    return "something";
}

std::string nested(const std::string &name, const std::string &value, const std::string &indent)
{
    std::string text;
    std::string spaces = indent;
    std::size_t start = 0;
    for (std::size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.', start)) {
        text += spaces + name.substr(start, dot - start) + ":\n";
        spaces += "  ";
        start = dot + 1;
    }
    return text + spaces + name.substr(start) + ": " + value + "\n";
}

/// A protocol's section is served when it is there: a key of it is compared with the bare section.
std::string bareSection(const std::string &key)
{
    for (const char *section : {"websocket", "graphql", "grpc"}) {
        if (key.starts_with(std::string(section) + "."))
            return std::string(section) + ":\n";
    }
    return {};
}

nlohmann::json dumpOf(const project::Tls &tls)
{
    return {tls.enabled, tls.port, tls.certFile, tls.keyFile, tls.clientCaFile, tls.generate, tls.minVersion};
}

nlohmann::json dumpOf(const project::WebSocket &w)
{
    const auto &l = w.limits;
    nlohmann::json j{w.enabled,
                     w.host,
                     w.port,
                     w.onHttpPort,
                     w.replayFile,
                     w.allowedOrigins,
                     dumpOf(w.tls),
                     l.maxFrame,
                     l.maxMessage,
                     l.maxQueue,
                     l.writeTimeoutMs,
                     l.handshakeTimeoutMs,
                     l.closeTimeoutMs,
                     l.pingIntervalMs,
                     l.idleTimeoutMs,
                     l.maxConnections,
                     l.maxConnectionsPerHost};
    for (const auto &e : w.endpoints)
        j.push_back({e.id, e.path, e.subprotocols, e.allowedOrigins, static_cast<int>(e.mode), e.hasScript,
                     e.script.onConnect.size(), e.scriptFile, e.replayFile, e.replayLoop});
    return j;
}

nlohmann::json dumpOf(const project::ChaosRule &r)
{
    const auto &w = r.when;
    nlohmann::json j{
        r.name,    r.enabled, w.protocols, w.endpoints,    w.routes,     w.methods, w.operations,
        w.path,    w.sources, w.minBody,   w.maxBody,      w.chunked,    r.fault,   r.probability,
        r.every,   r.first,   r.after,     r.times,        r.burstCount, r.burstOf, r.burstIntervalMs,
        r.startMs, r.onMs,    r.offMs,     r.timeToLiveMs, r.maxActive,  r.seed};
    for (const auto &m : w.matchers)
        j.push_back({static_cast<int>(m.part), m.name, static_cast<int>(m.op), m.value});
    const auto &s = r.settings;
    j.push_back({s.status,
                 s.body,
                 s.contentType,
                 s.contentEncoding,
                 s.retryAfterMs,
                 s.rate,
                 s.burst,
                 s.per,
                 s.maxConcurrent,
                 s.failures,
                 s.openForMs,
                 s.successes,
                 s.bytes,
                 s.share,
                 s.end,
                 s.length,
                 s.at,
                 s.gapMs,
                 s.direction,
                 s.mode,
                 s.header,
                 s.code,
                 s.reason,
                 s.messages,
                 s.drop,
                 s.flip,
                 s.fields.size(),
                 s.errorMessage,
                 s.errorCode,
                 s.eventCount,
                 s.eventCopies,
                 s.copies,
                 s.index,
                 s.grpcStatus,
                 s.grpcDetails,
                 s.grpcAfter,
                 s.http2Error,
                 s.unprocessed,
                 s.delay.first,
                 s.delay.second,
                 static_cast<int>(s.delay.kind)});
    return j;
}

nlohmann::json dumpOf(const project::ChaosTimeline &t)
{
    nlohmann::json j{t.name,         t.description,      t.repeat,      t.atStart,
                     t.timeToLiveMs, t.guard.errorShare, t.guard.p99Ms, t.guard.forMs};
    for (const auto &s : t.stages) {
        j.push_back({s.name, s.durationMs, s.mode, s.preset});
        for (const auto &r : s.rules)
            j.push_back(dumpOf(r));
        for (const auto &r : s.ramps)
            j.push_back({r.rule, r.parameter, r.from, r.to});
    }
    return j;
}

nlohmann::json dumpOf(const std::vector<project::Matcher> &matchers)
{
    nlohmann::json j = nlohmann::json::array();
    for (const auto &m : matchers)
        j.push_back({static_cast<int>(m.part), m.name, static_cast<int>(m.op), m.value,
                     m.json ? nlohmann::json(*m.json) : nlohmann::json()});
    return j;
}

nlohmann::json dumpOf(const project::GraphQl &g)
{
    const auto &l = g.limits;
    const auto &s = g.subscriptions;
    nlohmann::json j{g.enabled,       g.host,         g.port,           g.path,
                     g.onHttpPort,    g.schemaPath,   g.playground,     g.introspection,
                     g.batching,      g.listSize.low, g.listSize.high,  g.allowedOrigins,
                     dumpOf(g.tls),   l.maxBody,      l.maxTokens,      l.maxDepth,
                     l.maxComplexity, l.maxBatch,     l.maxConnections, l.maxConnectionsPerHost};
    j.push_back({s.intervalMs, s.initTimeoutMs, s.maxPerConnection, s.maxMessage, s.maxQueue,
                 s.pingIntervalMs, s.idleTimeoutMs, dumpOf(s.connectionParams)});
    for (const auto &c : g.state)
        j.push_back({c.type, c.key, nlohmann::json(c.items), c.count, c.automatic});
    for (const auto &r : g.rules) {
        nlohmann::json rule{r.id,
                            r.fields,
                            r.operation,
                            r.type,
                            r.probability,
                            r.delay.minMs,
                            r.delay.maxMs,
                            r.hasReply,
                            r.size.low,
                            r.size.high,
                            r.hasSize,
                            r.hasError,
                            r.error,
                            r.code,
                            r.status,
                            r.intervalMs,
                            r.count,
                            r.eventCollection,
                            static_cast<int>(r.event)};
        rule.push_back({dumpOf(r.arguments), dumpOf(r.variables), dumpOf(r.headers), nlohmann::json(r.reply),
                        nlohmann::json(r.extensions), static_cast<int>(r.action.kind), r.action.collection,
                        nlohmann::json(r.action.id), nlohmann::json(r.action.with),
                        nlohmann::json(r.action.where), nlohmann::json(r.action.offset),
                        nlohmann::json(r.action.limit), r.action.sort});
        j.push_back(rule);
    }
    return j;
}

nlohmann::json dumpOf(const project::GrpcReply &r)
{
    nlohmann::json j{r.messagesGiven,
                     r.fill,
                     r.delay.minMs,
                     r.delay.maxMs,
                     r.interval.minMs,
                     r.repeatCount,
                     r.repeatInterval.minMs,
                     r.status.has_value(),
                     r.status ? r.status->code : 0};
    for (const auto &m : r.messages)
        j.push_back(nlohmann::json(m.json));
    return j;
}

nlohmann::json dumpOf(const project::Grpc &g)
{
    const auto &l = g.limits;
    nlohmann::json j{g.enabled,
                     g.host,
                     g.port,
                     g.onHttpPort,
                     g.allowedOrigins,
                     g.protoDir,
                     g.protoFiles,
                     g.importPaths,
                     g.descriptorSets,
                     g.reflection,
                     g.compression,
                     g.health,
                     g.compression,
                     dumpOf(g.tls),
                     l.maxReceiveMessage,
                     l.maxSendMessage,
                     l.maxMetadata,
                     l.maxConcurrentStreams,
                     l.maxConnections,
                     l.maxConnectionsPerHost,
                     l.handshakeTimeoutMs,
                     l.keepaliveTimeMs,
                     l.keepaliveTimeoutMs,
                     l.idleTimeoutMs,
                     l.maxQueue,
                     l.maxCollected};
    for (const auto &r : g.rules)
        j.push_back({r.id, r.methods, r.enabled, r.priority, r.times, r.metadata.size(), r.message.size(),
                     static_cast<int>(r.which), r.initialMetadata.values, r.trailingMetadata.values,
                     dumpOf(r.reply), r.onStart.has_value(), r.onMessage.size(), r.onHalfClose.has_value()});
    return j;
}

/// The whole model as text, so that any difference shows.
std::string dump(const Project &p)
{
    using nlohmann::json;
    json j;
    const auto &h = p.http;
    const auto &l = h.limits;
    j["head"] = {p.name,       p.seed ? json(*p.seed) : json(), h.enabled, h.host, h.port, h.workers,
                 h.compression};
    j["tls"] = dumpOf(h.tls);
    j["websocket"] = dumpOf(p.webSocket);
    j["graphql"] = dumpOf(p.graphQl);
    j["grpc"] = dumpOf(p.grpc);
    j["cors"] = {h.cors.enabled,        h.cors.allowedOrigins,   h.cors.allowedMethods, h.cors.allowedHeaders,
                 h.cors.exposedHeaders, h.cors.allowCredentials, h.cors.maxAgeSeconds};
    j["limits"] = {l.maxTarget,
                   l.maxHeader,
                   l.maxBody,
                   l.maxChunks,
                   l.headerTimeoutMs,
                   l.bodyTimeoutMs,
                   l.keepAliveTimeoutMs,
                   l.maxRequestsPerConnection,
                   l.maxPipelined,
                   l.maxConnections,
                   l.maxConnectionsPerHost,
                   l.maxWriteBuffer,
                   l.writeTimeoutMs};
    j["admin"] = {p.admin.enabled, p.admin.host, p.admin.port, p.admin.token};
    j["prometheus"] = {p.prometheus.enabled, p.prometheus.host, p.prometheus.port, p.prometheus.path};
    j["logging"] = {p.logging.level, p.logging.format, p.logging.file};
    const auto scenario = [](const control::Scenario &s) {
        return json{static_cast<int>(s.mode),
                    s.latencyMultiplier,
                    s.errorRate,
                    s.statusCodes,
                    s.timeoutRate,
                    s.minMs,
                    s.maxMs,
                    s.spikeProbability};
    };
    j["scenario"] = scenario(p.scenario);
    for (const auto &preset : p.presets)
        j["presets"].push_back({preset.name, preset.description, scenario(preset.scenario)});
    for (const auto &r : p.routes) {
        json route{r.id,          r.description, r.methods, r.path,
                   r.pathIsRegex, r.priority,    r.enabled, r.response.status};
        route.push_back({r.response.headers, static_cast<int>(r.response.body.kind), r.response.body.text,
                         json(r.response.body.json), r.response.body.file, r.response.body.templated,
                         r.response.delay.minMs, r.response.delay.maxMs});
        for (const auto &m : r.matchers)
            route.push_back({static_cast<int>(m.part), m.name, static_cast<int>(m.op), m.value,
                             m.json ? json(*m.json) : json()});
        j["routes"].push_back(route);
    }
    j["chaos"] = {p.chaos.enabled, p.chaos.seed, p.chaos.maxActive, p.chaos.replyHeaders,
                  p.chaos.allowRequestHeaders};
    for (const auto &rule : p.chaos.rules)
        j["chaos"].push_back(dumpOf(rule));
    for (const auto &preset : p.chaos.presets) {
        j["chaos"].push_back({preset.name, preset.description});
        for (const auto &rule : preset.rules)
            j["chaos"].push_back(dumpOf(rule));
    }
    for (const auto &timeline : p.chaos.timelines)
        j["chaos"].push_back(dumpOf(timeline));
    return j.dump();
}

project::LoadResult load(const std::string &yaml)
{
    return project::loadText(yaml, "mockforge.yaml", ".", {});
}

std::string dumpDraft(const std::string &yaml)
{
    const auto loaded = load(yaml);
    return loaded.draft ? dump(*loaded.draft) : std::string("not YAML");
}

template <typename Target>
void addRows(const std::vector<Key<Target>> &keys, const char *group, const std::string &before,
             const std::string &indent)
{
    for (const Key<Target> &key : keys) {
        const std::string with = before + nested(key.name, otherValue(key, group), indent);
        QTest::newRow((std::string(group) + " " + key.name).c_str())
            << QByteArray::fromStdString(before + bareSection(key.name)) << QByteArray::fromStdString(with);
    }
}

} // namespace

class TestKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKeyChangesTheModel_data()
    {
        QTest::addColumn<QByteArray>("without");
        QTest::addColumn<QByteArray>("with");
        addRows(project::projectKeys(), "project", "", "");
        addRows(project::routeKeys(), "route", "routes:\n  - enabled: true\n", "    ");
        addRows(project::presetKeys(), "preset",
                "observability:\n  scenarios:\n    presets:\n      - status_codes: [503]\n", "        ");
        addRows(project::chaosRuleKeys(), "rule", "observability:\n  chaos:\n    rules:\n      - times: 3\n",
                "        ");
        for (const auto &type : project::faultTypes())
            addRows(type.keys, ("fault " + type.name).c_str(),
                    "observability:\n  chaos:\n    rules:\n      - fault:\n          " + type.name + ":\n",
                    "            ");
        addRows(project::chaosPresetKeys(), "chaos preset",
                "observability:\n  chaos:\n    presets:\n      - description: one\n", "        ");
        addRows(project::chaosTimelineKeys(), "timeline",
                "observability:\n  chaos:\n    timelines:\n      - description: one\n", "        ");
        addRows(project::chaosStageKeys(), "stage",
                "observability:\n  chaos:\n    timelines:\n      - stages:\n          - preset: lte\n",
                "            ");
        addRows(project::chaosRampKeys(), "ramp",
                "observability:\n  chaos:\n    timelines:\n      - stages:\n          - ramp:\n"
                "              parameter: share\n",
                "              ");
        addRows(project::webSocketEndpointKeys(), "endpoint",
                "websocket:\n  endpoints:\n    - replay_loop: false\n", "      ");
        addRows(project::graphQlRuleKeys(), "rule", "graphql:\n  rules:\n    - count: 0\n", "      ");
        addRows(project::graphQlCollectionKeys(), "collection",
                "graphql:\n  state:\n    Product:\n      count: 0\n", "      ");
        addRows(project::grpcRuleKeys(), "gRPC rule", "grpc:\n  rules:\n    - id: one\n", "      ");
    }

    void everyKeyChangesTheModel()
    {
        QFETCH(QByteArray, without);
        QFETCH(QByteArray, with);
        QByteArray text = with;
        if (QByteArray(QTest::currentDataTag()) == "route enabled")
            text = "routes:\n  - enabled: false\n";
        if (QByteArray(QTest::currentDataTag()) == "rule times")
            text = "observability:\n  chaos:\n    rules:\n      - times: 1\n";
        if (QByteArray(QTest::currentDataTag()) == "endpoint replay_loop")
            text = "websocket:\n  endpoints:\n    - replay_loop: true\n";
        if (QByteArray(QTest::currentDataTag()) == "rule count")
            text = "graphql:\n  rules:\n    - count: 3\n";
        if (QByteArray(QTest::currentDataTag()) == "collection count")
            text = "graphql:\n  state:\n    Product:\n      count: 3\n";
        if (QByteArray(QTest::currentDataTag()) == "gRPC rule id")
            text = "grpc:\n  rules:\n    - id: two\n";
        if (QByteArray(QTest::currentDataTag()) == "endpoint mode")
            text = "websocket:\n  endpoints:\n    - mode: script\n";
        if (QByteArray(QTest::currentDataTag()) == "preset status_codes")
            text = "observability:\n  scenarios:\n    presets:\n      - status_codes: [418]\n";
        for (const char *tag :
             {"chaos preset description", "timeline description", "stage preset", "ramp parameter"}) {
            if (QByteArray(QTest::currentDataTag()) == tag) { // the key that stands there already
                text = without;
                text.replace("one\n", "two\n").replace("lte\n", "3g\n").replace("share\n", "rate\n");
            }
        }
        const auto loaded = load(text.toStdString());
        for (const auto &finding : loaded.diagnostics)
            QVERIFY2(finding.code != "unknown_key" && finding.code != "wrong_type" &&
                         finding.code != "not_supported",
                     control::toString(finding).c_str());
        QVERIFY2(dumpDraft(text.toStdString()) != dumpDraft(without.toStdString()), text.constData());
    }

    void everyKeyRefusesAWrongType_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        for (const auto &key : project::projectKeys()) {
            const std::string value = key.type == KeyType::List ? "{a: 1}" : "[[1], {a: 2}]";
            const std::string text = nested(key.name, value, "");
            QTest::newRow(key.name.c_str()) << QByteArray::fromStdString(text)
                                            << static_cast<int>(std::count(text.begin(), text.end(), '\n'));
        }
    }

    void everyKeyRefusesAWrongType()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        const auto loaded = load(text.toStdString());
        QVERIFY2(loaded.project == nullptr, text.constData());
        const bool placed =
            std::any_of(loaded.diagnostics.begin(), loaded.diagnostics.end(), [line](const auto &finding) {
                return finding.code == "wrong_type" && finding.line == line && finding.column > 1;
            });
        QVERIFY2(placed, control::toString(loaded.diagnostics.front()).c_str());
    }

    void overridesReachEveryKeyOfOneValue()
    {
        for (const auto &key : project::projectKeys()) {
            if (key.type == KeyType::Any)
                continue;
            std::string value = otherValue(key);
            if (key.type == KeyType::List)
                value = "one,two";
            control::Overrides overrides;
            overrides.keys.emplace_back(key.name, value);
            overrides.origins.emplace_back("--set");
            const auto plain = project::loadText(bareSection(key.name), "x", ".", {});
            const auto changed = project::loadText(bareSection(key.name), "x", ".", overrides);
            QVERIFY2(dump(*changed.draft) != dump(*plain.draft), key.name.c_str());
        }
    }

    void theEnvironmentNamesEveryKey()
    {
        qputenv("MOCKFORGE_HTTP_PORT", "1234");
        qputenv("MOCKFORGE_OBSERVABILITY_PROMETHEUS_PATH", "/numbers");
        std::vector<control::Diagnostic> findings;
        const auto overrides = project::overridesFromEnvironment(findings);
        qunsetenv("MOCKFORGE_HTTP_PORT");
        qunsetenv("MOCKFORGE_OBSERVABILITY_PROMETHEUS_PATH");
        const auto loaded = project::loadText("http: {port: 1}", "x", ".", overrides);
        QCOMPARE(loaded.draft->http.port, std::uint16_t{1234});
        QCOMPARE(loaded.draft->prometheus.path, std::string("/numbers"));
    }

    void scalarsKeepTheirTypes()
    {
        const auto loaded = load(
            "routes:\n  - path: /\n    response:\n      body: {a: 1, b: \"1\", c: 1.5, d: true, e: null, "
            "f: 'true', g: 0x10, h: 1e3, i: 12:30, j: 9007199254740993}\n");
        QVERIFY(loaded.project != nullptr);
        QCOMPARE(
            loaded.project->routes[0].response.body.json.dump(),
            std::string(
                R"({"a":1,"b":"1","c":1.5,"d":true,"e":null,"f":"true","g":16,"h":1000.0,"i":"12:30","j":9007199254740993})"));
    }

    void aModeBringsItsDefaultsWhereverItStands()
    {
        const auto loaded = load("observability: {scenarios: {error_rate: 0.25, mode: chaos}}\n");
        QVERIFY(loaded.project != nullptr);
        QCOMPARE(loaded.project->scenario.mode, control::Mode::Chaos);
        QCOMPARE(loaded.project->scenario.errorRate, 0.25);
        QCOMPARE(loaded.project->scenario.timeoutRate,
                 control::defaultScenario(control::Mode::Chaos).timeoutRate);
    }
};

QTEST_GUILESS_MAIN(TestKeys)
#include "tst_keys.moc"
