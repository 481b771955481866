// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/websocketreader.h"

#include "server/project/files.h"
#include "server/project/tlskeys.h"
#include "server/project/yamlreader.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
using Mode = WebSocketEndpoint::Mode;
constexpr std::int64_t kMiB = 1024 * 1024;
constexpr std::int64_t kDay = 24LL * 3600 * 1000;

void addLimits(std::vector<Key<Project>> &keys)
{
    const auto size = [&keys](const char *name, const char *description, std::int64_t low, auto member) {
        keys.push_back(sizeKey<Project>(
            std::string("websocket.limits.") + name, description, low,
            1024 * kMiB, [member](Project & p) -> auto & { return p.webSocket.limits.*member; }));
    };
    const auto time = [&keys](const char *name, const char *description, std::int64_t low, auto member) {
        keys.push_back(durationKey<Project>(
            std::string("websocket.limits.") + name, description, low,
            kDay, [member](Project & p) -> auto & { return p.webSocket.limits.*member; }));
    };
    const auto count = [&keys](const char *name, const char *description, auto member) {
        keys.push_back(integerKey<Project>(
            std::string("websocket.limits.") + name, description, 1,
            1'000'000, [member](Project & p) -> auto & { return p.webSocket.limits.*member; }));
    };
    using Limits = WebSocketLimits;
    size("max_frame", "Largest frame from a client; beyond: close 1009", 1, &Limits::maxFrame);
    size("max_message", "Largest message from a client, its frames together; beyond: close 1009", 1,
         &Limits::maxMessage);
    size("max_queue", "Most bytes waiting for one slow reader; beyond: closed", 1024, &Limits::maxQueue);
    time("write_timeout", "Time a reader may take no byte while some wait; beyond: closed", 10,
         &Limits::writeTimeoutMs);
    time("handshake_timeout", "Time for the opening handshake; beyond: 408", 10, &Limits::handshakeTimeoutMs);
    time("close_timeout", "Time for the client's half of the closing handshake", 10, &Limits::closeTimeoutMs);
    time("ping_interval", "How often a ping is sent; 0: never", 0, &Limits::pingIntervalMs);
    time("idle_timeout", "Time without a byte from the client, pongs included; beyond: close 1001; 0: none",
         0, &Limits::idleTimeoutMs);
    count("max_connections", "Most open connections; beyond: closed at once", &Limits::maxConnections);
    count("max_connections_per_host", "Most open connections from one address; beyond: closed at once",
          &Limits::maxConnectionsPerHost);
}

void checkEndpoint(const Value &item, const WebSocketEndpoint &endpoint, Findings &findings)
{
    if (!endpoint.path.starts_with('/'))
        findings.error(item.location, endpoint.path.empty() ? "missing_key" : "bad_path",
                       "a WebSocket endpoint needs a path that begins with '/'",
                       "for instance: path: /chat/{room}");
    const bool scripted = endpoint.hasScript || !endpoint.scriptFile.empty();
    if (endpoint.hasScript && !endpoint.scriptFile.empty())
        findings.error(item.location, "conflict", "an endpoint has either script or script_file",
                       "remove one");
    if (scripted && !endpoint.replayFile.empty())
        findings.error(item.location, "conflict", "an endpoint has either a script or a replay_file",
                       "remove one");
    if (endpoint.modeGiven && endpoint.mode == Mode::Script && !scripted)
        findings.error(item.location, "missing_key", "mode: script needs script or script_file");
    if (endpoint.modeGiven && endpoint.mode == Mode::Replay && endpoint.replayFile.empty())
        findings.error(item.location, "missing_key", "mode: replay needs replay_file");
}

/// Without `mode`, what is there decides.
void decideMode(WebSocketEndpoint &endpoint)
{
    if (endpoint.modeGiven)
        return;
    if (endpoint.hasScript || !endpoint.scriptFile.empty())
        endpoint.mode = Mode::Script;
    else if (!endpoint.replayFile.empty())
        endpoint.mode = Mode::Replay;
}

/// Two endpoints on one path must differ by what the client asks for.
bool checkReachable(const WebSocketEndpoint &endpoint, const std::vector<WebSocketEndpoint> &earlier,
                    Findings &findings)
{
    for (const WebSocketEndpoint &other : earlier) {
        if (other.path != endpoint.path)
            continue;
        const auto &theirs = other.subprotocols;
        const auto shared = std::find_first_of(endpoint.subprotocols.begin(), endpoint.subprotocols.end(),
                                               theirs.begin(), theirs.end());
        const bool both = endpoint.subprotocols.empty() && theirs.empty();
        if (!both && shared == endpoint.subprotocols.end())
            continue;
        findings.error(endpoint.location, "duplicate_endpoint",
                       "the endpoint in line " + std::to_string(other.location.line) + " has the path '" +
                           endpoint.path + "'" + (both ? "" : " and the subprotocol '" + *shared + "'") +
                           " too: this one would never be reached",
                       "endpoints of one path need different subprotocols");
        return false;
    }
    return true;
}

/// "ws /chat", and for a further endpoint of the path "ws /chat v2".
std::string defaultId(const WebSocketEndpoint &endpoint, const std::map<std::string, int> &taken)
{
    std::string id = "ws " + endpoint.path;
    if (taken.contains(id))
        id += " " + (endpoint.subprotocols.empty() ? "(any)" : endpoint.subprotocols.front());
    return id;
}

void readEndpoints(Project &project, const Value &value, Findings &findings)
{
    if (value.kind != Value::Kind::List) {
        wrongType("websocket.endpoints", value, "a list", findings);
        return;
    }
    std::map<std::string, int> lines;
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        const Value &item = value.items[i];
        WebSocketEndpoint endpoint;
        endpoint.location = item.location;
        readMap(item, "", "websocket.endpoints[" + std::to_string(i) + "]", webSocketEndpointKeys(), {},
                endpoint, findings);
        if (item.kind == Value::Kind::Map)
            checkEndpoint(item, endpoint, findings);
        decideMode(endpoint);
        if (endpoint.id.empty())
            endpoint.id = defaultId(endpoint, lines);
        const bool reachable = checkReachable(endpoint, project.webSocket.endpoints, findings);
        const auto [first, added] = lines.emplace(endpoint.id, item.location.line);
        if (reachable && !added)
            findings.error(item.location, "duplicate_id",
                           "the WebSocket endpoint '" + endpoint.id + "' stands twice",
                           "the other one is in line " + std::to_string(first->second) + "; give one an id");
        project.webSocket.endpoints.push_back(std::move(endpoint));
    }
}

void readScriptFile(Project &project, WebSocketEndpoint &endpoint, Findings &findings)
{
    if (!resolveProjectFile(project, "script_file", endpoint.scriptFile, endpoint.location, findings))
        return;
    std::ifstream stream(endpoint.scriptFile, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    Findings own(endpoint.scriptFile);
    if (const std::optional<Value> root = readYaml(text.str(), own))
        readScript("script", *root, endpoint.script, own);
    endpoint.hasScript = true;
    findings.list().insert(findings.list().end(), own.list().begin(), own.list().end());
}

} // namespace

const std::vector<Key<WebSocketEndpoint>> &webSocketEndpointKeys()
{
    using Endpoint = WebSocketEndpoint;
    static const std::vector<Key<Endpoint>> keys = [] {
        std::vector<Key<Endpoint>> all;
        all.push_back(textKey<Endpoint>(
            "id", "Name in metrics and messages; default: ws and the path",
            [](Endpoint & e) -> auto & { return e.id; }));
        all.push_back(textKey<Endpoint>(
            "path", "Path: literal segments, {name}, * (one segment), ** (any number)",
            [](Endpoint & e) -> auto & { return e.path; }));
        all.push_back(listKey<Endpoint>(
            "subprotocols", "Subprotocols to agree on, best first; empty: the first that the client offers",
            [](Endpoint & e) -> auto & { return e.subprotocols; }));
        all.push_back(listKey<Endpoint>(
            "allowed_origins", "Origins of pages that may connect; empty: websocket.allowed_origins",
            [](Endpoint & e) -> auto & { return e.allowedOrigins; }));
        all.push_back(anyKey<Endpoint>(
            "mode", "echo", "echo, script or replay; without it, what is given decides",
            Json{{"enum", {"echo", "script", "replay"}}},
            [](Endpoint &e, const Value &value, Findings &findings) {
                if (const auto mode = toChoice("mode", value, {"echo", "script", "replay"}, findings)) {
                    e.mode = *mode == "echo" ? Mode::Echo : *mode == "script" ? Mode::Script : Mode::Replay;
                    e.modeGiven = true;
                }
            }));
        all.push_back(
            anyKey<Endpoint>("script", "", "What to do on_connect, on_message, otherwise and on_close",
                             scriptSchema(), [](Endpoint &e, const Value &value, Findings &findings) {
                                 e.hasScript = true;
                                 readScript("script", value, e.script, findings);
                             }));
        all.push_back(textKey<Endpoint>(
            "script_file", "File with the script, inside the project's folder",
            [](Endpoint & e) -> auto & { return e.scriptFile; }));
        all.push_back(textKey<Endpoint>(
            "replay_file", "Recording to replay, JSON lines with ts, dir, text and waitFor",
            [](Endpoint & e) -> auto & { return e.replayFile; }));
        all.push_back(booleanKey<Endpoint>(
            "replay_loop", "Begin the replay anew when it is over",
            [](Endpoint & e) -> auto & { return e.replayLoop; }));
        return all;
    }();
    return keys;
}

void addWebSocketKeys(std::vector<Key<Project>> &keys)
{
    keys.push_back(booleanKey<Project>(
        "websocket.enabled", "Serve WebSocket; a section that is there is served without it",
        [](Project & p) -> auto & { return p.webSocket.enabled; }));
    keys.push_back(textKey<Project>(
        "websocket.host", "Address to listen on", [](Project & p) -> auto & { return p.webSocket.host; }));
    keys.push_back(portKey<Project>(
        "websocket.port", "Port; 0 picks a free one",
        [](Project & p) -> auto & { return p.webSocket.port; }));
    keys.push_back(booleanKey<Project>(
        "websocket.on_http_port", "Serve the endpoints on the HTTP port too",
        [](Project & p) -> auto & { return p.webSocket.onHttpPort; }));
    keys.push_back(listKey<Project>(
        "websocket.allowed_origins", "Origins of pages that may connect, or \"*\" for any",
        [](Project & p) -> auto & { return p.webSocket.allowedOrigins; }));
    keys.push_back(textKey<Project>(
        "websocket.replay_file", "Recording to replay on every path that has no endpoint",
        [](Project & p) -> auto & { return p.webSocket.replayFile; }));
    addTlsKeys(
        keys, "websocket.tls.", [](Project & p) -> auto & { return p.webSocket.tls; });
    addLimits(keys);
    keys.push_back(anyKey<Project>(
        "websocket.endpoints", "", "What answers at which path, a list; without it every path echoes",
        Json{{"type", "array"}, {"items", {{"$ref", "#/$defs/websocket_endpoint"}}}}, readEndpoints));
}

void resolveWebSocketFiles(Project &project, Findings &findings)
{
    WebSocket &webSocket = project.webSocket;
    if (!webSocket.replayFile.empty()) {
        WebSocketEndpoint any;
        any.id = "ws /**";
        any.path = "/**";
        any.mode = WebSocketEndpoint::Mode::Replay;
        any.replayFile = webSocket.replayFile;
        webSocket.endpoints.push_back(std::move(any));
    } else if (webSocket.enabled && webSocket.endpoints.empty()) {
        WebSocketEndpoint any;
        any.id = "ws /**";
        any.path = "/**";
        webSocket.endpoints.push_back(std::move(any));
    }
    for (WebSocketEndpoint &endpoint : webSocket.endpoints) {
        if (!endpoint.scriptFile.empty())
            readScriptFile(project, endpoint, findings);
        if (!endpoint.replayFile.empty())
            resolveProjectFile(project, "replay_file", endpoint.replayFile, endpoint.location, findings);
    }
}

} // namespace mockforge::project
