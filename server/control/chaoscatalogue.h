// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mockforge::control {

/// A key of a chaos rule or a parameter of a fault, as an editor offers it.
struct ChaosKey
{
    enum class Type {
        Boolean,
        Integer,
        Number,
        Size,     ///< bytes: 65536, "64KiB"
        Duration, ///< milliseconds: 250, "10s"
        Text,
        Choice,      ///< one of choices
        List,        ///< texts
        IntegerList, ///< one number or a list of them
        ChoiceList,  ///< one of choices or a list of them
        Delay,       ///< a time or a distribution of times
        Json         ///< anything else
    };
    std::string name; ///< dotted: "when.body_size.min"
    Type type = Type::Json;
    std::string defaultText; ///< as one would write it; empty: none
    std::string description;
    double low = 0, high = 0; ///< of numbers, sizes and times
    std::vector<std::string> choices;
};

/// A kind of fault with its parameters.
struct ChaosFault
{
    std::string name;
    std::string point; ///< where it acts: "exchange", "reply", "bytes", "accept", …
    std::string description;
    std::vector<ChaosKey> keys;
};

/// What a chaos rule can be made of: the same that the project file takes.
struct ChaosCatalogue
{
    std::vector<ChaosFault> faults;
    std::vector<ChaosKey> rule; ///< all keys of a rule but its fault
};

/// A decision that fired.
struct ChaosDecision
{
    std::int64_t timeMs = 0; ///< wall clock
    std::string rule;
    std::string fault;
    std::uint64_t n = 0; ///< which decision of the rule
    std::uint64_t seed = 0;
    std::uint64_t value = 0; ///< what the fault drew: a delay in nanoseconds, a status
    std::string exchange;    ///< what it was about, for instance "http GET /search from 127.0.0.1"
};

/// Times that a fault's delay may take, milliseconds.
struct ChaosDelaySample
{
    std::vector<double> ms;
    /// Above 0: the delay is a wave, and the times are those of one period, evenly spaced.
    double periodMs = 0;
};

} // namespace mockforge::control
