// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/faultkeys.h"

namespace mockforge::project {

namespace {

using Settings = FaultSettings;
using Point = FaultType::Point;
constexpr std::int64_t kGiB = 1024LL * 1024 * 1024;
constexpr std::int64_t kMaxGapMs = 600'000;

void addDirection(std::vector<Key<Settings>> &keys)
{
    keys.push_back(choiceKey<Settings>(
        "direction", "To the client (down), from it (up), or both", {"down", "up", "both"},
        [](Settings & s) -> auto & { return s.direction; }));
}

void addGap(std::vector<Key<Settings>> &keys, std::string description, std::string defaultText)
{
    keys.push_back(withDefault(
        durationKey<Settings>(
            "gap", std::move(description), 0, kMaxGapMs, [](Settings & s) -> auto & { return s.gapMs; }),
        std::move(defaultText)));
}

void addBandwidth(std::vector<FaultType> &types)
{
    FaultType type{"bandwidth", "Lets bytes pass at a rate, evenly", Point::Stream, {}, {}, {}};
    type.defaults.per = "connection";
    Key<Settings> rate{"rate",
                       KeyType::Size,
                       "",
                       "Bytes a second",
                       16,
                       static_cast<double>(kGiB),
                       {},
                       {},
                       [](Settings &settings, const Value &value, Findings &findings) {
                           if (const auto read = toSize("rate", value, 16, kGiB, findings))
                               settings.rate = static_cast<double>(*read);
                       }};
    type.keys.push_back(std::move(rate));
    addDirection(type.keys);
    type.keys.push_back(
        withDefault(choiceKey<Settings>(
                        "per", "Each connection has the rate, or the connections of the rule share it",
                        {"connection", "all"}, [](Settings & s) -> auto & { return s.per; }),
                    "connection"));
    type.problem = [](const Settings &settings) {
        return settings.rate > 0 ? std::string() : std::string("needs a rate");
    };
    types.push_back(std::move(type));
}

void addSlicer(std::vector<FaultType> &types)
{
    FaultType type{"slicer", "Sends at most so many bytes at once", Point::Stream, {}, {}, {}};
    type.defaults.bytes = 1;
    type.keys.push_back(
        withDefault(sizeKey<Settings>(
                        "bytes", "How many", 1, kGiB, [](Settings & s) -> auto & { return s.bytes; }),
                    "1"));
    addGap(type.keys, "Time between two slices", "0ms");
    types.push_back(std::move(type));
}

void addLimit(std::vector<FaultType> &types)
{
    FaultType type{"limit", "Ends the connection after so many bytes to the client", Point::Stream, {}, {},
                   {}};
    type.keys.push_back(
        withDefault(sizeKey<Settings>(
                        "bytes", "How many", 0, kGiB, [](Settings & s) -> auto & { return s.bytes; }),
                    "0"));
    type.keys.push_back(choiceKey<Settings>(
        "end", "How: fin, reset, or hang, nothing more", {"fin", "reset", "hang"},
        [](Settings & s) -> auto & { return s.end; }));
    types.push_back(std::move(type));
}

void addPacketLoss(std::vector<FaultType> &types)
{
    FaultType type{
        "packet_loss",
        "Stalls as retransmissions do: for a lost segment of 1460 bytes nothing moves for the retransmission "
        "time, which doubles with each loss in a row; no packet is really dropped",
        Point::Stream,
        {},
        {},
        {}};
    type.defaults.share = 0.05;
    type.defaults.gapMs = 200;
    type.keys.push_back(withDefault(numberKey<Settings>(
                                        "share", "Share of the segments that are lost", 0, 0.95,
                                        [](Settings & s) -> auto & { return s.share; }),
                                    "0.05"));
    addGap(type.keys, "First retransmission time", "200ms");
    types.push_back(std::move(type));
}

void addCorruptBytes(std::vector<FaultType> &types)
{
    FaultType type{
        "corrupt_bytes", "Changes bytes on their way, whatever they mean", Point::Stream, {}, {}, {}};
    type.defaults.mode = "bit_flip";
    type.defaults.share = 0.001;
    type.keys.push_back(
        withDefault(choiceKey<Settings>(
                        "mode", "Flip one bit of a byte, or put another byte there",
                        {"bit_flip", "random_bytes"}, [](Settings & s) -> auto & { return s.mode; }),
                    "bit_flip"));
    type.keys.push_back(
        withDefault(numberKey<Settings>(
                        "share", "Share of the bytes", 0, 1, [](Settings & s) -> auto & { return s.share; }),
                    "0.001"));
    addDirection(type.keys);
    types.push_back(std::move(type));
}

void addSlowClose(std::vector<FaultType> &types)
{
    FaultType type{
        "slow_close", "Waits before it ends a connection that is to end", Point::Stream, {}, {}, {}};
    type.defaults.gapMs = 1000;
    addGap(type.keys, "How long", "1s");
    types.push_back(std::move(type));
}

} // namespace

void addStreamFaults(std::vector<FaultType> &types)
{
    addBandwidth(types);
    addSlicer(types);
    addLimit(types);
    addPacketLoss(types);
    addCorruptBytes(types);
    addSlowClose(types);
}

} // namespace mockforge::project
