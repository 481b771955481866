// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/delayreader.h"
#include "server/project/faultkeys.h"

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
using Settings = FaultSettings;
using Point = FaultType::Point;
constexpr std::int64_t kMany = 1'000'000'000;

/// A fault on messages, with the keys that say which of them.
FaultType messageFault(std::string name, std::string description)
{
    FaultType type{std::move(name), std::move(description), Point::Message, {}, {}, {}};
    type.keys.push_back(choiceKey<Settings>(
        "direction", "Messages to the client (down), from it (up), or both", {"down", "up", "both"},
        [](Settings & s) -> auto & { return s.direction; }));
    type.keys.push_back(messageIndexKey());
    return type;
}

void addDuplicate(std::vector<FaultType> &types)
{
    FaultType type = messageFault("message_duplicate", "Delivers a message of a stream several times");
    type.keys.push_back(integerKey<Settings>(
        "copies", "How many more of it follow", 1, 1000, [](Settings & s) -> auto & { return s.copies; }));
    types.push_back(std::move(type));
}

void addDelay(std::vector<FaultType> &types)
{
    FaultType type = messageFault("message_delay",
                                  "Lets a message of a stream wait, and those behind it with it: their order "
                                  "stays");
    type.keys.push_back(anyKey<Settings>("delay", "", "How long: a time, or a distribution of times",
                                         delaySchema(),
                                         [](Settings &settings, const Value &value, Findings &findings) {
                                             readDelay("delay", value, settings.delay, findings);
                                         }));
    type.problem = [](const Settings &settings) {
        return settings.delay.isSet ? std::string() : std::string("needs a delay");
    };
    types.push_back(std::move(type));
}

void addReorder(std::vector<FaultType> &types)
{
    FaultType type = messageFault("message_reorder",
                                  "Delivers a message of a stream behind the next one; the last one is never "
                                  "lost");
    type.defaults.gapMs = 1000;
    type.keys.push_back(
        withDefault(durationKey<Settings>(
                        "gap", "How long it waits for the next one at most; then it goes as it is", 1,
                        600'000, [](Settings & s) -> auto & { return s.gapMs; }),
                    "1s"));
    types.push_back(std::move(type));
}

void addCorrupt(std::vector<FaultType> &types)
{
    FaultType type =
        messageFault("message_corrupt", "Changes bytes of a message of a stream; its length stays right");
    type.defaults.mode = "bit_flip";
    type.defaults.share = 0.01;
    type.keys.push_back(
        withDefault(choiceKey<Settings>(
                        "mode", "Flip one bit of a byte, or put another byte there",
                        {"bit_flip", "random_bytes"}, [](Settings & s) -> auto & { return s.mode; }),
                    "bit_flip"));
    type.keys.push_back(withDefault(numberKey<Settings>(
                                        "share", "What share of the bytes, at least one", 0, 1,
                                        [](Settings & s) -> auto & { return s.share; }),
                                    "0.01"));
    types.push_back(std::move(type));
}

void addInvalidUtf8(std::vector<FaultType> &types)
{
    FaultType type = messageFault("ws_invalid_utf8",
                                  "Puts a byte into a text message of a WebSocket that is not part of UTF-8");
    type.protocols = {"websocket"};
    types.push_back(std::move(type));
}

} // namespace

Key<FaultSettings> messageIndexKey()
{
    return anyKey<Settings>(
        "index", "", "Number of the message in its stream and direction, from 1, or a list; without it each",
        Json{{"anyOf",
              {{{"type", "integer"}, {"minimum", 1}},
               {{"type", "array"}, {"items", {{"type", "integer"}, {"minimum", 1}}}}}}},
        [](Settings &settings, const Value &value, Findings &findings) {
            const std::vector<Value> one{value};
            for (const Value &item : value.kind == Value::Kind::List ? value.items : one) {
                if (const auto index = toInteger("index", item, 1, kMany, findings))
                    settings.index.push_back(*index);
            }
        });
}

void addMessageFaults(std::vector<FaultType> &types)
{
    types.push_back(messageFault("message_drop", "Loses a message of a stream"));
    addDuplicate(types);
    addDelay(types);
    addReorder(types);
    addCorrupt(types);
    addInvalidUtf8(types);
}

} // namespace mockforge::project
