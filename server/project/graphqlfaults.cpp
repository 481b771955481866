// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/delayreader.h"
#include "server/project/faultkeys.h"

#include <algorithm>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
using Settings = FaultSettings;
using Point = FaultType::Point;
constexpr std::int64_t kMany = 1'000'000'000;

bool isName(std::string_view text)
{
    const auto isLetter = [](char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    return !text.empty() && isLetter(text.front()) && std::all_of(text.begin(), text.end(), [&](char c) {
        return isLetter(c) || (c >= '0' && c <= '9');
    });
}

/// "Type.field", a schema coordinate, or "Type", all of its fields. Whether there are such is seen when the
/// schema is known.
bool isCoordinate(std::string_view text)
{
    const std::size_t dot = text.find('.');
    return isName(text.substr(0, dot)) && (dot == std::string_view::npos || isName(text.substr(dot + 1)));
}

void readFields(Settings &settings, const Value &value, Findings &findings)
{
    const std::vector<Value> one{value};
    settings.fields.clear();
    for (const Value &item : value.kind == Value::Kind::List ? value.items : one) {
        if (item.kind != Value::Kind::String || !isCoordinate(item.text))
            findings.error(item.location, "bad_field",
                           "a field is written Type.field, or Type for all of its fields",
                           "for instance Product.price");
        // Kept also when it is none, so that no other error says that there is none.
        settings.fields.emplace_back(item.text, item.location);
    }
}

FaultType fieldFault(std::string name, std::string description)
{
    FaultType type{std::move(name), std::move(description), Point::GraphQl, {}, {}, {}};
    type.keys.push_back(anyKey<Settings>(
        "field", "", "Which fields: Type.field, or Type for all of its fields, or a list of them",
        Json{{"anyOf", {{{"type", "string"}}, {{"type", "array"}, {"items", {{"type", "string"}}}}}}},
        readFields));
    type.problem = [](const Settings &settings) {
        return settings.fields.empty() ? std::string("needs a field, for instance field: Product.price")
                                       : std::string();
    };
    return type;
}

void addFieldFaults(std::vector<FaultType> &types)
{
    FaultType error = fieldFault(
        "graphql_field_error",
        "Fails fields of GraphQL objects: an error with their path, and null as the specification has it");
    error.defaults.errorMessage = "injected error";
    error.defaults.errorCode = "INTERNAL_SERVER_ERROR";
    error.keys.push_back(withDefault(
        textKey<Settings>(
            "message", "Message of the error", [](Settings & s) -> auto & { return s.errorMessage; }),
        "injected error"));
    error.keys.push_back(withDefault(
        textKey<Settings>(
            "code", "extensions.code of the error", [](Settings & s) -> auto & { return s.errorCode; }),
        "INTERNAL_SERVER_ERROR"));
    types.push_back(std::move(error));
    types.push_back(fieldFault("graphql_null",
                               "Makes fields of GraphQL objects null; one that must not be null is an error, "
                               "and what holds it becomes null"));
    FaultType latency = fieldFault("graphql_field_latency",
                                   "Lets fields of GraphQL objects take time; the reply comes as late as if "
                                   "fields side by side were resolved at the same time");
    latency.keys.push_back(anyKey<Settings>("delay", "", "How long: a time, or a distribution of times",
                                            delaySchema(),
                                            [](Settings &settings, const Value &value, Findings &findings) {
                                                readDelay("delay", value, settings.delay, findings);
                                            }));
    latency.problem = [before = latency.problem](const Settings &settings) {
        return !settings.delay.isSet ? std::string("needs a delay") : before(settings);
    };
    types.push_back(std::move(latency));
}

void addSubscriptionFaults(std::vector<FaultType> &types)
{
    const auto events = [](const char *description) {
        return integerKey<Settings>(
            "events", description, 0, kMany, [](Settings & s) -> auto & { return s.eventCount; });
    };
    FaultType stall{"subscription_stall",
                    "Swallows the events of a GraphQL subscription while the rule is in force",
                    Point::GraphQl,
                    {},
                    {},
                    {}};
    stall.keys.push_back(events("Events that still go out"));
    types.push_back(std::move(stall));
    FaultType twice{"subscription_duplicate",
                    "Sends events of a GraphQL subscription more than once",
                    Point::GraphQl,
                    {},
                    {},
                    {}};
    twice.keys.push_back(integerKey<Settings>(
        "copies", "How often in addition", 1, 100, [](Settings & s) -> auto & { return s.eventCopies; }));
    types.push_back(std::move(twice));
    FaultType complete{"subscription_complete",
                       "Completes a GraphQL subscription before its time",
                       Point::GraphQl,
                       {},
                       {},
                       {}};
    complete.keys.push_back(events("Events that go out before"));
    types.push_back(std::move(complete));
}

} // namespace

void addGraphQlFaults(std::vector<FaultType> &types)
{
    addFieldFaults(types);
    addSubscriptionFaults(types);
}

} // namespace mockforge::project
