// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/basicmodel.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mockforge::project {

/// websocket.limits. Sizes in bytes, times in milliseconds.
struct WebSocketLimits
{
    std::int64_t maxFrame = 1024 * 1024;
    std::int64_t maxMessage = 4 * 1024 * 1024;
    std::int64_t maxQueue = 16 * 1024 * 1024; ///< bytes that wait for a slow reader
    std::int64_t writeTimeoutMs = 30'000;     ///< without the client taking a byte
    std::int64_t handshakeTimeoutMs = 10'000;
    std::int64_t closeTimeoutMs = 5'000;  ///< for the client's half of the closing handshake
    std::int64_t pingIntervalMs = 30'000; ///< 0: no pings
    std::int64_t idleTimeoutMs = 120'000; ///< without a byte from the client, pongs included; 0: none
    std::int64_t maxConnections = 10'000;
    std::int64_t maxConnectionsPerHost = 10'000;
    bool operator==(const WebSocketLimits &) const = default;
};

/// What a message must be for a rule or a wait to take it.
struct MessageMatch
{
    std::vector<Matcher> conditions; ///< on the text, its JSON fields, what a JSONPath query selects
    std::optional<bool> binary;      ///< unset: either kind
    std::string binaryPrefix;        ///< the first bytes
};

/// One step of a script.
struct ScriptStep
{
    enum class Kind {
        Send,
        Echo,
        Delay,
        Repeat,
        Sequence,
        Branch,
        Loop,
        Wait,
        Set,
        Join,
        Leave,
        Broadcast,
        Close
    };
    Kind kind = Kind::Send;
    Location location;
    Body payload;               ///< Send, Broadcast; Set: an object of names and values
    std::string text;           ///< Branch, Loop: condition; Join, Leave, Broadcast: room; Close: reason
    Delay delay;                ///< Delay; Repeat: the interval
    std::int64_t count = 0;     ///< Repeat: turns, 0 until the connection ends; Close: code
    std::int64_t timeoutMs = 0; ///< Wait: 0 for ever
    bool includeSelf = true;    ///< Broadcast
    MessageMatch match;         ///< Wait
    std::vector<std::vector<ScriptStep>>
        branches; ///< what a step contains: turns, then/else, the sequence's items
};

struct MessageRule
{
    std::string id; ///< for metrics
    MessageMatch match;
    std::vector<ScriptStep> steps;
    Location location;
};

struct Script
{
    std::vector<ScriptStep> onConnect;
    std::vector<MessageRule> onMessage; ///< the first that matches takes the message
    std::vector<ScriptStep> otherwise;  ///< for what no rule takes
    std::vector<ScriptStep> onClose;    ///< may broadcast and leave; the connection itself is gone
};

/// One element of websocket.endpoints.
struct WebSocketEndpoint
{
    enum class Mode { Echo, Script, Replay };
    std::string id;
    std::string path;
    std::vector<std::string>
        subprotocols; ///< in order of preference; empty: whatever the client asks for first
    std::vector<std::string> allowedOrigins; ///< empty: websocket.allowed_origins
    Mode mode = Mode::Echo;
    bool modeGiven = false;
    Script script;
    bool hasScript = false;
    std::string scriptFile; ///< instead of script; read by the loader
    std::string replayFile; ///< absolute once loaded
    bool replayLoop = false;
    Location location;
};

/// The section websocket.
struct WebSocket
{
    bool enabled = false; ///< a section that is there is enabled unless it says otherwise
    std::string host = "127.0.0.1";
    std::uint16_t port = 3001;
    bool onHttpPort = true; ///< the same paths on the HTTP port too
    std::string replayFile; ///< MockForge's key: one replay for every path that has no endpoint
    std::vector<std::string> allowedOrigins{"*"};
    Tls tls;
    WebSocketLimits limits;
    std::vector<WebSocketEndpoint> endpoints;
};

} // namespace mockforge::project
