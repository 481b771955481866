// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/delayreader.h"
#include "server/project/faultkeys.h"

namespace mockforge::project {

namespace {

using Settings = FaultSettings;
using Point = FaultType::Point;
constexpr std::int64_t kMany = 1'000'000'000;
/// A Close frame holds 125 bytes, two of which are the code (RFC 6455 §5.5).
constexpr std::size_t kMaxReason = 123;

void addCountdown(std::vector<Key<Settings>> &keys)
{
    keys.push_back(integerKey<Settings>(
        "messages", "After so many messages, both ways", 0, kMany,
        [](Settings & s) -> auto & { return s.messages; }));
    keys.push_back(anyKey<Settings>("delay", "", "And then after a time, or a distribution of times",
                                    delaySchema(),
                                    [](Settings &settings, const Value &value, Findings &findings) {
                                        readDelay("delay", value, settings.delay, findings);
                                    }));
}

void addClose(std::vector<FaultType> &types)
{
    FaultType type{"ws_close",
                   "Sends a Close frame with any code, also one that must not be on the wire, and ends the "
                   "WebSocket connection",
                   Point::WebSocket,
                   {},
                   {},
                   {}};
    type.defaults.code = 1011;
    type.keys.push_back(
        withDefault(integerKey<Settings>(
                        "code", "Close code", 1000, 4999, [](Settings & s) -> auto & { return s.code; }),
                    "1011"));
    type.keys.push_back(textKey<Settings>(
        "reason", "Reason, 123 bytes at most", [](Settings & s) -> auto & { return s.reason; }));
    addCountdown(type.keys);
    type.problem = [](const Settings &settings) {
        return settings.reason.size() <= kMaxReason
                   ? std::string()
                   : std::string("has a reason of more than 123 bytes, which fit no Close frame");
    };
    types.push_back(std::move(type));
}

void addDisconnect(std::vector<FaultType> &types)
{
    FaultType type{"ws_disconnect",
                   "Ends the TCP connection of a WebSocket without a Close frame",
                   Point::WebSocket,
                   {},
                   {},
                   {}};
    type.keys.push_back(choiceKey<Settings>(
        "end", "How: fin or reset", {"fin", "reset"}, [](Settings & s) -> auto & { return s.end; }));
    addCountdown(type.keys);
    types.push_back(std::move(type));
}

void addSlowConsumer(std::vector<FaultType> &types)
{
    FaultType type{"ws_slow_consumer",
                   "Stops reading a WebSocket for a while, again and again",
                   Point::WebSocket,
                   {},
                   {},
                   {}};
    type.defaults.messages = 1;
    type.defaults.gapMs = 1000;
    type.keys.push_back(
        withDefault(integerKey<Settings>(
                        "messages", "After so many messages from the client, and after as many again", 1,
                        kMany, [](Settings & s) -> auto & { return s.messages; }),
                    "1"));
    type.keys.push_back(withDefault(durationKey<Settings>(
                                        "gap", "For how long; 0: as long as the rule is in force", 0,
                                        24LL * 3600 * 1000, [](Settings & s) -> auto & { return s.gapMs; }),
                                    "1s"));
    types.push_back(std::move(type));
}

} // namespace

void addWebSocketFaults(std::vector<FaultType> &types)
{
    addClose(types);
    addDisconnect(types);
    types.push_back(
        {"ws_no_pong", "Leaves the pings of a WebSocket without a pong", Point::WebSocket, {}, {}, {}});
    addSlowConsumer(types);
}

} // namespace mockforge::project
