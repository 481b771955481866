// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/matchreader.h"

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
const std::vector<std::string> kOperators{"equals", "contains", "regex", "present", "absent"};

/// {present: true} and {absent: true}; false turns one into the other.
void readExistence(Matcher &matcher, const std::string &name, const std::string &key, const Value &value,
                   Findings &findings)
{
    const auto wanted = toBoolean(name, value, findings);
    if (!wanted)
        return;
    const bool present = (key == "present") == *wanted;
    matcher.op = present ? Matcher::Operator::Present : Matcher::Operator::Absent;
}

void setEquals(Matcher &matcher, const Value &value)
{
    matcher.op = Matcher::Operator::Equals;
    matcher.value = value.text;
    if (matcher.part == Matcher::Part::Body && value.kind != Value::Kind::String)
        matcher.json = toJson(value);
}

/// One operator of a condition: "contains: x".
void readOperator(Matcher matcher, const std::string &name, const Entry &entry, Route &route,
                  Findings &findings)
{
    const std::string full = name + "." + entry.key;
    matcher.location = entry.value.location;
    if (entry.key == "present" || entry.key == "absent") {
        readExistence(matcher, full, entry.key, entry.value, findings);
    } else if (entry.key == "equals") {
        if (!entry.value.isScalar() && matcher.part != Matcher::Part::Body) {
            wrongType(full, entry.value, "text", findings);
            return;
        }
        setEquals(matcher, entry.value);
    } else if (entry.key == "contains" || entry.key == "regex") {
        const auto text = toText(full, entry.value, findings);
        if (!text)
            return;
        matcher.op = entry.key == "regex" ? Matcher::Operator::Regex : Matcher::Operator::Contains;
        matcher.value = *text;
    } else {
        findings.error(entry.location, "unknown_key", "there is no condition '" + entry.key + "'",
                       suggestionFor(entry.key, kOperators));
        return;
    }
    route.matchers.push_back(std::move(matcher));
}

/// A value to equal, or a mapping of operators that all must hold.
void readCondition(const Matcher &matcher, const std::string &name, const Value &value, Route &route,
                   Findings &findings)
{
    if (value.kind == Value::Kind::Map) {
        for (const Entry &entry : value.entries)
            readOperator(matcher, name, entry, route, findings);
        return;
    }
    if (value.kind == Value::Kind::List && matcher.part != Matcher::Part::Body) {
        wrongType(name, value, "text or a mapping of conditions", findings);
        return;
    }
    Matcher equals = matcher;
    equals.location = value.location;
    setEquals(equals, value);
    route.matchers.push_back(std::move(equals));
}

auto namedConditions(std::string key, Matcher::Part part)
{
    return [key = std::move(key), part](Route &route, const Value &value, Findings &findings) {
        if (value.kind != Value::Kind::Map) {
            wrongType(key, value, "a mapping of names to conditions", findings);
            return;
        }
        for (const Entry &entry : value.entries) {
            Matcher matcher;
            matcher.part = part;
            matcher.name = entry.key;
            readCondition(matcher, key + "." + entry.key, entry.value, route, findings);
        }
    };
}

void readBodyConditions(Route &route, const Value &value, Findings &findings)
{
    Matcher matcher;
    matcher.part = Matcher::Part::Body;
    if (value.kind != Value::Kind::Map) {
        readCondition(matcher, "match.body", value, route, findings);
        return;
    }
    for (const Entry &entry : value.entries) {
        if (entry.key == "json")
            namedConditions("match.body.json", Matcher::Part::Body)(route, entry.value, findings);
        else
            readOperator(matcher, "match.body", entry, route, findings);
    }
}

Json conditionSchema()
{
    return Json{{"anyOf",
                 {{{"type", {"string", "number", "boolean"}}},
                  {{"type", "object"},
                   {"additionalProperties", false},
                   {"properties",
                    {{"equals", Json::object()},
                     {"contains", {{"type", "string"}}},
                     {"regex", {{"type", "string"}}},
                     {"present", {{"type", "boolean"}}},
                     {"absent", {{"type", "boolean"}}}}}}}}};
}

} // namespace

void addMatchKeys(std::vector<Key<Route>> &keys)
{
    const Json named{{"type", "object"}, {"additionalProperties", conditionSchema()}};
    keys.push_back(anyKey<Route>("match.headers", "", "Conditions on headers, by name", named,
                                 namedConditions("match.headers", Matcher::Part::Header)));
    keys.push_back(anyKey<Route>("match.query", "", "Conditions on query parameters, by name", named,
                                 namedConditions("match.query", Matcher::Part::Query)));
    keys.push_back(anyKey<Route>("match.cookies", "", "Conditions on cookies, by name", named,
                                 namedConditions("match.cookies", Matcher::Part::Cookie)));
    Json body = conditionSchema();
    body["anyOf"][1]["properties"]["json"] = named;
    keys.push_back(
        anyKey<Route>("match.body", "",
                      "Conditions on the whole body, and under json on single fields by their dotted path",
                      std::move(body), readBodyConditions));
}

} // namespace mockforge::project
