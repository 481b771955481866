// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/basicmodel.h"

#include <cstdint>
#include <string>
#include <vector>

namespace mockforge::project {

/// graphql.limits: what one request may ask for. Sizes in bytes.
struct GraphQlLimits
{
    std::int64_t maxBody = 1024 * 1024;
    int maxTokens = 20'000;
    int maxDepth = 50;
    int maxComplexity = 20'000;
    int maxBatch = 10;
    std::int64_t maxConnections = 10'000;
    std::int64_t maxConnectionsPerHost = 10'000;
    bool operator==(const GraphQlLimits &) const = default;
};

/// graphql.subscriptions. Sizes in bytes, times in milliseconds.
struct GraphQlSubscriptions
{
    std::int64_t intervalMs = 1'000;    ///< between the events of a subscription that no rule answers
    std::int64_t initTimeoutMs = 3'000; ///< for connection_init after the handshake
    int maxPerConnection = 100;
    std::int64_t maxMessage = 1024 * 1024;
    std::int64_t maxQueue = 16 * 1024 * 1024; ///< bytes that wait for a slow reader
    std::int64_t pingIntervalMs = 30'000;     ///< 0: no pings
    std::int64_t idleTimeoutMs = 120'000;     ///< without a byte from the client, pongs included; 0: none
    std::vector<Matcher> connectionParams;    ///< what connection_init must bring
};

/// Whole numbers from low to high, both included.
struct Range
{
    int low = 0;
    int high = 0;
    bool operator==(const Range &) const = default;
};

/// What a rule does with one collection of graphql.state.
struct StateAction
{
    enum class Kind { None, Get, List, Create, Update, Delete };
    Kind kind = Kind::None;
    std::string collection;
    nlohmann::ordered_json id;     ///< a template; null: the argument that is called as the key
    nlohmann::ordered_json with;   ///< Create, Update: fields, a template; null: the arguments
    nlohmann::ordered_json where;  ///< List: fields to equal, a template; null: the arguments
    nlohmann::ordered_json offset; ///< List: templates
    nlohmann::ordered_json limit;
    std::string sort; ///< List: a field, "-" before it for the other way round
    Location location;
};

/// One element of graphql.rules: what answers an operation or a field.
struct GraphQlRule
{
    enum class Event { None, Created, Updated, Deleted };

    std::string id;
    std::vector<std::string> fields; ///< "Query.product", "Product.*", "*.id"; empty: an operation's rule
    std::string operation;           ///< name; "*": any
    std::string type;                ///< query, mutation, subscription; empty: any
    std::vector<Matcher> arguments;  ///< on the arguments as JSON
    std::vector<Matcher> variables;  ///< on the variables as JSON
    std::vector<Matcher> headers;
    double probability = 1;
    Delay delay;
    bool hasReply = false;
    nlohmann::ordered_json reply; ///< a template
    Range size;                   ///< of a list
    bool hasSize = false;
    bool hasError = false;
    std::string error; ///< a template
    std::string code;  ///< extensions.code
    nlohmann::ordered_json extensions;
    int status = 0; ///< of the HTTP reply, with an operation's error; 0: as the specification says
    StateAction action;
    std::int64_t intervalMs = 0; ///< of a subscription's events; 0: graphql.subscriptions.interval
    std::int64_t count = 0;      ///< events after which it completes; 0: never
    Event event = Event::None;   ///< events come from a collection instead
    std::string eventCollection;
    Location location;
};

/// One member of graphql.state: objects of a type that mutations can change.
struct GraphQlCollection
{
    std::string type;
    std::string key = "id";
    std::vector<nlohmann::ordered_json> items;
    int count = 0;         ///< so many more, with data made for them
    bool automatic = true; ///< fields that plainly mean this type are answered without a rule
    Location location;
};

/// The section graphql.
struct GraphQl
{
    bool enabled = false; ///< a section that is there is enabled unless it says otherwise
    std::string host = "127.0.0.1";
    std::uint16_t port = 4000;
    std::string path = "/graphql";
    bool onHttpPort = true;
    std::vector<std::string> schemaPath;  ///< files and globs as written
    std::vector<std::string> schemaFiles; ///< absolute, once loaded
    bool playground = true;
    bool introspection = true;
    bool batching = false;
    Range listSize{2, 4};
    std::vector<std::string> allowedOrigins{"*"};
    Tls tls;
    GraphQlLimits limits;
    GraphQlSubscriptions subscriptions;
    std::vector<GraphQlCollection> state;
    std::vector<GraphQlRule> rules;
    Location location;
};

} // namespace mockforge::project
