// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/matchreader.h"

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;
const std::vector<std::string> kOperators{"equals", "contains", "regex", "present", "absent"};

/// Whether the part is compared as JSON where the condition gives a typed value.
bool isJson(Matcher::Part part)
{
    return part == Matcher::Part::Body || part == Matcher::Part::JsonPath;
}

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
    if (isJson(matcher.part) && value.kind != Value::Kind::String)
        matcher.json = toJson(value);
}

/// One operator of a condition: "contains: x".
void readOperator(Matcher matcher, const std::string &name, const Entry &entry, std::vector<Matcher> &out,
                  Findings &findings)
{
    const std::string full = name + "." + entry.key;
    matcher.location = entry.value.location;
    if (entry.key == "present" || entry.key == "absent") {
        readExistence(matcher, full, entry.key, entry.value, findings);
    } else if (entry.key == "equals") {
        if (!entry.value.isScalar() && !isJson(matcher.part)) {
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
    out.push_back(std::move(matcher));
}

/// A value to equal, or a mapping of operators that all must hold.
void readCondition(const Matcher &matcher, const std::string &name, const Value &value,
                   std::vector<Matcher> &out, Findings &findings)
{
    if (value.kind == Value::Kind::Map) {
        for (const Entry &entry : value.entries)
            readOperator(matcher, name, entry, out, findings);
        return;
    }
    if (value.kind == Value::Kind::List && !isJson(matcher.part)) {
        wrongType(name, value, "text or a mapping of conditions", findings);
        return;
    }
    Matcher equals = matcher;
    equals.location = value.location;
    setEquals(equals, value);
    out.push_back(std::move(equals));
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

void readNamedConditions(const std::string &key, Matcher::Part part, const Value &value,
                         std::vector<Matcher> &out, Findings &findings)
{
    if (value.kind != Value::Kind::Map) {
        wrongType(key, value, "a mapping of names to conditions", findings);
        return;
    }
    for (const Entry &entry : value.entries) {
        Matcher matcher;
        matcher.part = part;
        matcher.name = entry.key;
        readCondition(matcher, key + "." + entry.key, entry.value, out, findings);
    }
}

void readBodyConditions(const std::string &key, const Value &value, std::vector<Matcher> &out,
                        Findings &findings)
{
    Matcher matcher;
    matcher.part = Matcher::Part::Body;
    if (value.kind != Value::Kind::Map) {
        readCondition(matcher, key, value, out, findings);
        return;
    }
    for (const Entry &entry : value.entries) {
        if (entry.key == "json")
            readNamedConditions(key + ".json", Matcher::Part::Body, entry.value, out, findings);
        else if (entry.key == "jsonpath")
            readNamedConditions(key + ".jsonpath", Matcher::Part::JsonPath, entry.value, out, findings);
        else
            readOperator(matcher, key, entry, out, findings);
    }
}

nlohmann::ordered_json namedConditionsSchema()
{
    return Json{{"type", "object"}, {"additionalProperties", conditionSchema()}};
}

nlohmann::ordered_json bodyConditionsSchema()
{
    Json body = conditionSchema();
    body["anyOf"][1]["properties"]["json"] = namedConditionsSchema();
    body["anyOf"][1]["properties"]["jsonpath"] = namedConditionsSchema();
    return body;
}

void addMatchKeys(std::vector<Key<Route>> &keys)
{
    const auto named = [&keys](const char *key, Matcher::Part part, const char *description) {
        keys.push_back(anyKey<Route>(key, "", description, namedConditionsSchema(),
                                     [key, part](Route &route, const Value &value, Findings &findings) {
                                         readNamedConditions(key, part, value, route.matchers, findings);
                                     }));
    };
    named("match.headers", Matcher::Part::Header, "Conditions on headers, by name");
    named("match.query", Matcher::Part::Query, "Conditions on query parameters, by name");
    named("match.cookies", Matcher::Part::Cookie, "Conditions on cookies, by name");
    keys.push_back(
        anyKey<Route>("match.body", "",
                      "Conditions on the whole body; under json on single fields by their dotted path, "
                      "under jsonpath on what a JSONPath query selects",
                      bodyConditionsSchema(), [](Route &route, const Value &value, Findings &findings) {
                          readBodyConditions("match.body", value, route.matchers, findings);
                      }));
}

} // namespace mockforge::project
