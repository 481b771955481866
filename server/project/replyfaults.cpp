// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/faultkeys.h"

namespace mockforge::project {

namespace {

using Settings = FaultSettings;
using Point = FaultType::Point;
constexpr std::int64_t kMany = 1024LL * 1024 * 1024;
constexpr std::int64_t kMaxGapMs = 600'000;

Key<Settings> bytesKey(std::string name, std::string description, std::int64_t low, std::string defaultText)
{
    return withDefault(sizeKey<Settings>(
                           std::move(name), std::move(description), low, kMany,
                           [](Settings & s) -> auto & { return s.bytes; }),
                       std::move(defaultText));
}

Key<Settings> gapKey(std::string description, std::string defaultText)
{
    return withDefault(
        durationKey<Settings>(
            "gap", std::move(description), 0, kMaxGapMs, [](Settings & s) -> auto & { return s.gapMs; }),
        std::move(defaultText));
}

void addTruncate(std::vector<FaultType> &types)
{
    FaultType type{"truncate", "Sends only a part of the body", Point::Reply, {}, {}, {}};
    type.defaults.bytes = -1;
    type.defaults.share = 0.5;
    type.keys.push_back(bytesKey("bytes", "How much of the body is sent, instead of a share", 0, ""));
    type.keys.push_back(withDefault(
        numberKey<Settings>(
            "share", "What share of the body is sent", 0, 1, [](Settings & s) -> auto & { return s.share; }),
        "0.5"));
    type.keys.push_back(choiceKey<Settings>(
        "length", "Content-Length tells the whole body (lying), or what is sent (right)", {"lying", "right"},
        [](Settings & s) -> auto & { return s.length; }));
    type.keys.push_back(choiceKey<Settings>(
        "end", "What follows a lying length: fin, reset, or hang, nothing", {"fin", "reset", "hang"},
        [](Settings & s) -> auto & { return s.end; }));
    types.push_back(std::move(type));
}

void addBroken(std::vector<FaultType> &types)
{
    types.push_back({"malformed_chunk",
                     "Sends the body in chunks, one of which has a size that is none, then FIN",
                     Point::Reply,
                     {},
                     {},
                     {}});
    FaultType garbage{"garbage", "Sends random bytes in place of the reply, then FIN", Point::Reply, {}, {},
                      {}};
    garbage.defaults.bytes = 256;
    garbage.keys.push_back(bytesKey("bytes", "How many", 1, "256"));
    types.push_back(std::move(garbage));
    types.push_back({"empty_reply", "Sends FIN in place of the reply", Point::Reply, {}, {}, {}});
    FaultType reset{"reset", "Sends a TCP RST", Point::Reply, {}, {}, {}};
    reset.keys.push_back(choiceKey<Settings>(
        "at", "In place of the reply, in the middle of it, or after all of it", {"before", "during", "after"},
        [](Settings & s) -> auto & { return s.at; }));
    types.push_back(std::move(reset));
}

void addSlow(std::vector<FaultType> &types)
{
    FaultType headers{"slow_headers", "Sends the reply's head in slices", Point::Reply, {}, {}, {}};
    headers.defaults.bytes = 1;
    headers.defaults.gapMs = 50;
    headers.keys.push_back(bytesKey("bytes", "Size of a slice", 1, "1"));
    headers.keys.push_back(gapKey("Time between two slices", "50ms"));
    types.push_back(std::move(headers));
    FaultType dribble{"dribble", "Sends the reply's body in slices", Point::Reply, {}, {}, {}};
    dribble.defaults.bytes = 1;
    dribble.defaults.gapMs = 50;
    dribble.keys.push_back(bytesKey("bytes", "Size of a slice", 1, "1"));
    dribble.keys.push_back(gapKey("Time between two slices", "50ms"));
    types.push_back(std::move(dribble));
}

void addWrong(std::vector<FaultType> &types)
{
    FaultType type{
        "wrong_type", "Sends a content type or encoding that is not the body's", Point::Reply, {}, {}, {}};
    type.keys.push_back(withDefault(textKey<Settings>(
                                        "content_type", "Content-Type in place of the right one",
                                        [](Settings & s) -> auto & { return s.contentType; }),
                                    "application/octet-stream"));
    type.keys.push_back(textKey<Settings>(
        "content_encoding", "Content-Encoding that the body does not have, for instance gzip",
        [](Settings & s) -> auto & { return s.contentEncoding; }));
    types.push_back(std::move(type));
    FaultType headers{
        "bad_headers", "Sends a header twice, or one of a great size", Point::Reply, {}, {}, {}};
    headers.keys.push_back(textKey<Settings>(
        "duplicate", "Name of a header to send twice, the second time with another value",
        [](Settings & s) -> auto & { return s.header; }));
    headers.keys.push_back(bytesKey("oversize", "Size of X-MockForge-Padding, a header added", 0, "0"));
    headers.problem = [](const Settings &settings) {
        return settings.header.empty() && settings.bytes == 0 ? std::string("needs duplicate or oversize")
                                                              : std::string();
    };
    types.push_back(std::move(headers));
}

void addContent(std::vector<FaultType> &types)
{
    FaultType json{"json_fields",
                   "Drops fields of a JSON body, or gives them values of another type",
                   Point::Reply,
                   {},
                   {},
                   {}};
    json.keys.push_back(listKey<Settings>(
        "drop", "Fields to drop, by dotted path", [](Settings & s) -> auto & { return s.drop; }));
    json.keys.push_back(listKey<Settings>(
        "flip", "Fields whose type changes, by dotted path; with neither, one field by chance is dropped",
        [](Settings & s) -> auto & { return s.flip; }));
    types.push_back(std::move(json));
    FaultType corrupt{
        "corrupt_body", "Changes bytes of the body; the length stays right", Point::Reply, {}, {}, {}};
    corrupt.defaults.mode = "bit_flip";
    corrupt.defaults.share = 0.01;
    corrupt.keys.push_back(
        withDefault(choiceKey<Settings>(
                        "mode", "Flip one bit of a byte, or put another byte there",
                        {"bit_flip", "random_bytes"}, [](Settings & s) -> auto & { return s.mode; }),
                    "bit_flip"));
    corrupt.keys.push_back(withDefault(numberKey<Settings>(
                                           "share", "What share of the bytes, at least one", 0, 1,
                                           [](Settings & s) -> auto & { return s.share; }),
                                       "0.01"));
    types.push_back(std::move(corrupt));
}

} // namespace

void addReplyFaults(std::vector<FaultType> &types)
{
    addTruncate(types);
    addBroken(types);
    addSlow(types);
    addWrong(types);
    addContent(types);
}

} // namespace mockforge::project
