// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/basicmodel.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace mockforge::project {

/// A time that is drawn anew for every fault. All times in milliseconds.
struct DelaySpec
{
    enum class Kind { Fixed, Uniform, Normal, LogNormal, Exponential, Pareto, Percentiles, Wave };
    enum class Shape { Sine, Square, Triangle, Sawtooth };
    Kind kind = Kind::Fixed;
    double first = 0;  ///< fixed value; least (uniform, Pareto, wave); mean; median (log-normal)
    double second = 0; ///< most (uniform, wave); standard deviation; sigma (log-normal); shape (Pareto)
    double periodMs = 0;
    Shape shape = Shape::Sine;
    std::vector<std::pair<double, double>> percentiles; ///< share 0..1 and time, ascending
    double jitter = 0;                                  ///< plus or minus this share, uniform
    double maxMs = 600'000;                             ///< longer ones are cut to this
    bool isSet = false;
};

/// The parameters of every fault; which of them a fault takes says the catalogue (faultkeys.h). Sizes in
/// bytes, times in milliseconds, shares 0 to 1.
struct FaultSettings
{
    DelaySpec delay;
    std::vector<int> status;
    std::string body;
    std::string contentType;
    std::string contentEncoding;
    std::int64_t retryAfterMs = 0;
    double rate = 0; ///< per second: requests, or bytes
    std::int64_t burst = 1;
    std::string per = "all";
    std::int64_t maxConcurrent = 0;
    std::int64_t failures = 5;
    std::int64_t openForMs = 60'000;
    std::int64_t successes = 1;
    std::int64_t bytes = 0;
    double share = 0;
    std::string end = "fin";
    std::string length = "lying";
    std::string at = "before";
    std::int64_t gapMs = 0;
    std::string direction = "down";
    std::string mode;
    std::string header;
    std::int64_t code = 0;
    std::string reason;
    std::int64_t messages = 0;
    std::vector<std::string> drop;
    std::vector<std::string> flip;
    std::vector<std::pair<std::string, Location>> fields; ///< of GraphQL: "Type.field" or "Type"
    std::string errorMessage;                             ///< of a field of GraphQL
    std::string errorCode;
    std::int64_t eventCount = 0; ///< of a subscription of GraphQL
    std::int64_t eventCopies = 1;
    std::vector<std::int64_t> index; ///< of messages in their stream, from 1; empty: each
    std::int64_t copies = 1;
    int grpcStatus = -1;          ///< a code of gRPC; -1: that which the status maps to
    std::string grpcDetails;      ///< of a status, as JSON
    std::int64_t grpcAfter = 0;   ///< messages to the client before its end
    std::uint32_t http2Error = 0; ///< an error code of HTTP/2
    bool unprocessed = false;     ///< of a GOAWAY: the call itself is declared not processed
};

/// Whom a rule is for; everything that is given must hold. Empty lists hold for all.
struct ChaosScope
{
    std::vector<std::string> protocols;
    std::vector<std::string> endpoints;
    std::vector<std::string> routes;
    std::vector<std::string> methods;
    std::vector<std::string> operations; ///< names of GraphQL operations
    std::string path;
    std::vector<std::string> sources; ///< addresses or CIDR ranges
    std::vector<Matcher> matchers;    ///< headers, query, cookies, body
    std::int64_t minBody = 0;
    std::int64_t maxBody = INT64_MAX;
    int chunked = -1; ///< 1: only chunked bodies, 0: only others, -1: both
};

/// One chaos rule: when, which fault, how often, for how long.
struct ChaosRule
{
    std::string name;
    bool enabled = true;
    ChaosScope when;
    std::string fault; ///< a name of the catalogue
    FaultSettings settings;
    double probability = 1;
    std::int64_t every = 0; ///< 0: not used
    std::int64_t first = 0;
    std::int64_t after = 0;
    std::int64_t times = 0;
    std::int64_t burstCount = 0;
    std::int64_t burstOf = 0;
    std::int64_t burstIntervalMs = 0;
    std::int64_t startMs = 0;
    std::int64_t onMs = 0;
    std::int64_t offMs = 0;
    std::int64_t timeToLiveMs = 0;
    std::int64_t maxActive = 0;
    std::int64_t seed = -1;            ///< -1: that of the chaos section, else the project's
    nlohmann::ordered_json definition; ///< as written: how the rule is listed and compared
    Location location;
};

/// A named set of rules that comes into force and goes as one.
struct ChaosPreset
{
    std::string name;
    std::string description;
    std::string group; ///< scenario, network, project, user
    std::vector<ChaosRule> rules;
    nlohmann::ordered_json definition; ///< as written
    Location location;
};

/// A parameter of a rule that goes from one value to another while a stage lasts.
struct ChaosRamp
{
    std::string rule; ///< its name; empty: the stage's only rule
    std::string
        parameter;   ///< "probability", or a parameter of the fault, dotted: "delay", "delay.normal.mean"
    double from = 0; ///< in the unit of the project file: milliseconds, bytes, a number
    double to = 0;
    std::string fromText; ///< as written, for people
    std::string toText;
    bool isWhole = false; ///< only whole numbers in between
    Location location;
};

/// A part of a timeline: what was before it, and beside that a mode, a preset and rules.
struct ChaosStage
{
    std::string name;
    std::int64_t durationMs = 0;
    std::string mode;   ///< a mode or a preset of modes; empty: the one before the timeline
    std::string preset; ///< of rules
    std::vector<ChaosRule> rules;
    std::vector<ChaosRamp> ramps;
    Location location;
};

/// What ends a timeline early; negative: not watched.
struct ChaosGuard
{
    double errorShare = -1;
    std::int64_t p99Ms = -1;
    std::int64_t forMs = 5000;
};

struct ChaosTimeline
{
    std::string name;
    std::string description;
    std::string group; ///< project, user
    bool repeat = false;
    bool atStart = false;
    std::int64_t timeToLiveMs = 0; ///< 0: none
    ChaosGuard guard;
    std::vector<ChaosStage> stages;
    nlohmann::ordered_json definition; ///< as written
    Location location;
};

/// observability.chaos
struct Chaos
{
    bool enabled = true;
    std::int64_t seed = -1; ///< -1: the project's
    std::int64_t maxActive = 20'000;
    bool replyHeaders = true;
    bool allowRequestHeaders = false;
    std::vector<ChaosRule> rules;
    std::vector<ChaosPreset> presets;     ///< the project's own
    std::vector<ChaosTimeline> timelines; ///< the project's own
};

} // namespace mockforge::project
