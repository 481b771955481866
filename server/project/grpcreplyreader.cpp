// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/grpcreader.h"

#include "server/project/delayreader.h"

#include <array>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
constexpr std::int64_t kMostMs = 86'400'000;
constexpr std::array<const char *, 17> kCodes{
    "OK",        "CANCELLED",      "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",
    "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
    "ABORTED",   "OUT_OF_RANGE",   "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",
    "DATA_LOSS", "UNAUTHENTICATED"};

void unknown(const std::string &what, const Entry &entry, const std::vector<std::string> &known,
             Findings &findings)
{
    findings.error(entry.location, "unknown_key", "there is no key '" + what + "." + entry.key + "'",
                   suggestionFor(entry.key, known));
}

std::string escapedPointer(const std::string &key)
{
    std::string out;
    for (const char c : key)
        out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return out;
}

void collectPlaces(const Value &value, const std::string &pointer, GrpcMessage &message)
{
    message.places.emplace_back(pointer, value.location);
    for (std::size_t i = 0; i < value.items.size(); ++i)
        collectPlaces(value.items[i], pointer + "/" + std::to_string(i), message);
    for (const Entry &entry : value.entries)
        collectPlaces(entry.value, pointer + "/" + escapedPointer(entry.key), message);
}

GrpcMessage readMessage(const Value &value)
{
    GrpcMessage message;
    message.json = toJson(value);
    collectPlaces(value, "", message);
    return message;
}

void claimMessages(GrpcReply &reply, const Value &value, Findings &findings)
{
    if (reply.messagesGiven)
        findings.error(value.location, "conflict", "a reply has either message or messages", "remove one");
    reply.messagesGiven = true;
}

void readRepeat(GrpcReply &reply, const Value &value, Findings &findings)
{
    reply.repeatCount = 0;
    if (value.kind != Value::Kind::Map) {
        wrongType("repeat", value, "a mapping with count and interval", findings);
        return;
    }
    for (const Entry &entry : value.entries) {
        if (entry.key == "count") {
            if (const auto count = toInteger("repeat.count", entry.value, 1, 1'000'000'000, findings))
                reply.repeatCount = *count;
        } else if (entry.key == "interval") {
            readDelayRange("repeat.interval", entry.value, kMostMs, reply.repeatInterval, findings);
        } else {
            unknown("repeat", entry, {"count", "interval"}, findings);
        }
    }
}

void readStatus(GrpcReply &reply, const Value &value, Findings &findings)
{
    GrpcStatus &status = reply.status.emplace();
    status.location = value.location;
    if (value.kind != Value::Kind::Map) {
        status.code = toGrpcCode("status", value, findings).value_or(0);
        return;
    }
    for (const Entry &entry : value.entries) {
        if (entry.key == "code") {
            status.code = toGrpcCode("status.code", entry.value, findings).value_or(0);
        } else if (entry.key == "message") {
            status.message = toText("status.message", entry.value, findings).value_or("");
        } else if (entry.key == "details") {
            if (entry.value.kind != Value::Kind::List)
                wrongType("status.details", entry.value, "a list of messages with \"@type\"", findings);
            for (const Value &item : entry.value.items)
                status.details.push_back(readMessage(item));
        } else {
            unknown("status", entry, {"code", "message", "details"}, findings);
        }
    }
    if (!value.find("code"))
        findings.error(value.location, "missing_key", "a status needs a code",
                       "for instance: code: NOT_FOUND");
    if (status.code == 0 && !status.details.empty())
        findings.error(value.location, "conflict", "the status OK has no details", "choose another code");
}

Json codeSchema()
{
    Json names = Json::array();
    for (const char *name : kCodes)
        names.push_back(name);
    return Json{{"anyOf", {{{"enum", names}}, {{"type", "integer"}, {"minimum", 0}, {"maximum", 16}}}}};
}

Json statusSchema()
{
    Json schema = codeSchema();
    schema["anyOf"].push_back({{"type", "object"},
                               {"additionalProperties", false},
                               {"required", {"code"}},
                               {"properties",
                                {{"code", codeSchema()},
                                 {"message", {{"type", {"string", "number", "boolean"}}}},
                                 {"details", {{"type", "array"}, {"items", {{"type", "object"}}}}}}}});
    return schema;
}

} // namespace

std::optional<int> toGrpcCode(const std::string &key, const Value &value, Findings &findings)
{
    if (value.kind == Value::Kind::Integer) {
        const auto number = toInteger(key, value, 0, 16, findings);
        return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
    }
    const auto text = toText(key, value, findings);
    if (!text)
        return std::nullopt;
    std::vector<std::string> names;
    for (const char *name : kCodes) {
        if (*text == name)
            return static_cast<int>(names.size());
        names.emplace_back(name);
    }
    findings.error(value.location, "unknown_value", key + ": gRPC has no status '" + *text + "'",
                   suggestionFor(*text, names));
    return std::nullopt;
}

const std::vector<Key<GrpcReply>> &grpcReplyKeys()
{
    static const std::vector<Key<GrpcReply>> keys = [] {
        std::vector<Key<GrpcReply>> all;
        all.push_back(anyKey<GrpcReply>("message", "",
                                        "The message to send, as YAML of protobuf's JSON form; may hold "
                                        "templates. Without message and messages it is made from the schema",
                                        Json::object(),
                                        [](GrpcReply &reply, const Value &value, Findings &findings) {
                                            claimMessages(reply, value, findings);
                                            reply.messages.push_back(readMessage(value));
                                        }));
        all.push_back(anyKey<GrpcReply>("messages", "", "Several messages of a stream, one after the other",
                                        Json{{"type", "array"}},
                                        [](GrpcReply &reply, const Value &value, Findings &findings) {
                                            claimMessages(reply, value, findings);
                                            if (value.kind != Value::Kind::List)
                                                wrongType("messages", value, "a list of messages", findings);
                                            for (const Value &item : value.items)
                                                reply.messages.push_back(readMessage(item));
                                        }));
        all.push_back(booleanKey<GrpcReply>(
            "fill", "Make the fields that a message does not name from the schema",
            [](GrpcReply & reply) -> auto & { return reply.fill; }));
        all.push_back(anyKey<GrpcReply>(
            "delay", "0ms", "Time to wait before the first message, or {min, max} for a range",
            delayRangeSchema(), [](GrpcReply &reply, const Value &value, Findings &findings) {
                readDelayRange("delay", value, kMostMs, reply.delay, findings);
            }));
        all.push_back(anyKey<GrpcReply>(
            "interval", "0ms", "Time between two messages, or {min, max}", delayRangeSchema(),
            [](GrpcReply &reply, const Value &value, Findings &findings) {
                readDelayRange("interval", value, kMostMs, reply.interval, findings);
            }));
        all.push_back(anyKey<GrpcReply>(
            "repeat", "",
            "Send the messages count times, with interval between the turns; without count until the call "
            "ends",
            Json{{"type", "object"},
                 {"additionalProperties", false},
                 {"properties",
                  {{"count", {{"type", "integer"}, {"minimum", 1}}}, {"interval", delayRangeSchema()}}}},
            readRepeat));
        all.push_back(anyKey<GrpcReply>(
            "status", "OK",
            "How the call ends, by name or number, or {code, message, details}; details are messages with "
            "\"@type\". A status other than OK comes without messages unless some are given",
            statusSchema(), readStatus));
        return all;
    }();
    return keys;
}

void readGrpcReply(const std::string &key, const Value &value, GrpcReply &reply, Findings &findings)
{
    reply.location = value.location;
    readMap(value, "", key, grpcReplyKeys(), {}, reply, findings);
}

} // namespace mockforge::project
