// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/chaosreader.h"
#include "server/project/faultkeys.h"
#include "server/project/graphqlreader.h"
#include "server/project/grpcreader.h"
#include "server/project/keys.h"
#include "server/project/loader.h"
#include "server/project/overrides.h"
#include "server/project/presetreader.h"
#include "server/project/timelinereader.h"
#include "server/project/websocketreader.h"

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;

std::string_view typeName(KeyType type)
{
    switch (type) {
    case KeyType::Boolean:
        return "true or false";
    case KeyType::Integer:
        return "whole number";
    case KeyType::Number:
        return "number";
    case KeyType::Size:
        return "size";
    case KeyType::Duration:
        return "time";
    case KeyType::Text:
        return "text";
    case KeyType::Choice:
        return "one of";
    case KeyType::List:
        return "list";
    case KeyType::Any:
        break;
    }
    return "see description";
}

template <typename Target>
Json schemaOf(const Key<Target> &key)
{
    Json schema = key.schema.is_null() ? Json::object() : key.schema;
    switch (key.type) {
    case KeyType::Boolean:
        schema["type"] = "boolean";
        break;
    case KeyType::Integer:
        schema = {{"type", "integer"}, {"minimum", key.low}, {"maximum", key.high}};
        break;
    case KeyType::Number:
        schema = {{"type", "number"}, {"minimum", key.low}, {"maximum", key.high}};
        break;
    case KeyType::Size:
        schema = {{"type", {"integer", "string"}}, {"pattern", "^[0-9.]+ ?([KMG]i?B|B)?$"}};
        break;
    case KeyType::Duration:
        schema = {{"type", {"integer", "string"}}, {"pattern", "^[0-9.]+ ?(ms|s|m|h)?$"}};
        break;
    case KeyType::Text:
        schema["type"] = {"string", "number", "boolean"};
        break;
    case KeyType::Choice:
        schema["enum"] = key.choices;
        break;
    case KeyType::List:
        schema = {{"anyOf", {{{"type", "string"}}, {{"type", "array"}, {"items", {{"type", "string"}}}}}}};
        break;
    case KeyType::Any:
        break;
    }
    schema["description"] = key.description;
    return schema;
}

/// Puts a dotted key into nested object schemas.
template <typename Target>
Json objectSchema(const std::vector<Key<Target>> &keys)
{
    Json object{{"type", "object"}, {"additionalProperties", false}, {"properties", Json::object()}};
    for (const Key<Target> &key : keys) {
        Json *level = &object;
        std::size_t start = 0;
        for (std::size_t dot = key.name.find('.'); dot != std::string::npos;
             dot = key.name.find('.', start)) {
            Json &next = (*level)["properties"][key.name.substr(start, dot - start)];
            if (next.is_null())
                next = {{"type", {"object", "null"}},
                        {"additionalProperties", false},
                        {"properties", Json::object()}};
            level = &next;
            start = dot + 1;
        }
        (*level)["properties"][key.name.substr(start)] = schemaOf(key);
    }
    return object;
}

void allowUnserved(Json &object, const std::vector<UnservedKey> &keys)
{
    for (const UnservedKey &key : keys) {
        Json *level = &object;
        std::size_t start = 0;
        for (std::size_t dot = key.name.find('.'); dot != std::string::npos;
             dot = key.name.find('.', start)) {
            level = &(*level)["properties"][key.name.substr(start, dot - start)];
            start = dot + 1;
        }
        (*level)["properties"][key.name.substr(start)] = {{"description", key.what}, {"deprecated", true}};
    }
}

std::string escapedCell(const std::string &text)
{
    std::string cell;
    for (const char c : text)
        cell += c == '|' ? "\\|" : std::string(1, c);
    return cell;
}

template <typename Target>
void appendTable(std::string &page, const std::vector<Key<Target>> &keys)
{
    page += "| key | type | default | meaning |\n|---|---|---|---|\n";
    for (const Key<Target> &key : keys) {
        std::string type(typeName(key.type));
        if (key.type == KeyType::Choice) {
            for (const std::string &choice : key.choices)
                type += (choice == key.choices.front() ? " " : ", ") + choice;
        } else if (key.type == KeyType::Integer) {
            type += ", " + std::to_string(static_cast<std::int64_t>(key.low)) + " to " +
                    std::to_string(static_cast<std::int64_t>(key.high));
        }
        const std::string standard = key.defaultText.empty() ? "" : "`" + key.defaultText + "`";
        page += "| `" + key.name + "` | " + type + " | " + escapedCell(standard) + " | " +
                escapedCell(key.description) + " |\n";
    }
    page += "\n";
}

template <typename Sections>
void addSections(Json &definitions, const std::string &prefix, const Sections &sections)
{
    for (const ChaosSectionType &section : sections) {
        Json object = objectSchema(section.keys);
        allowUnserved(object, section.unserved);
        definitions[prefix + section.name] = std::move(object);
    }
}

void addChaosDefinitions(Json &definitions)
{
    definitions["chaos_rule"] = objectSchema(chaosRuleKeys());
    definitions["chaos_preset"] = objectSchema(chaosPresetKeys());
    definitions["chaos_timeline"] = objectSchema(chaosTimelineKeys());
    definitions["chaos_stage"] = objectSchema(chaosStageKeys());
    definitions["chaos_ramp"] = objectSchema(chaosRampKeys());
    for (const FaultType &type : faultTypes())
        definitions["fault_" + type.name] = objectSchema(type.keys);
    addSections(definitions, "chaos_", chaosSections());
    addSections(definitions, "route_", routeChaosSections());
}

void appendChaosPlanTables(std::string &page)
{
    page += "## A chaos preset\n\nThe elements of `observability.chaos.presets`.\n\n";
    appendTable(page, chaosPresetKeys());
    page += "## A timeline\n\nThe elements of `observability.chaos.timelines`.\n\n";
    appendTable(page, chaosTimelineKeys());
    page += "### A stage\n\nThe elements of a timeline's `stages`.\n\n";
    appendTable(page, chaosStageKeys());
    page += "### A ramp\n\nThe `ramp` of a stage, or the elements of it.\n\n";
    appendTable(page, chaosRampKeys());
}

void appendChaosTables(std::string &page)
{
    page += "## A chaos rule\n\nThe elements of `observability.chaos.rules`. [The chaos lab](chaos.md) shows "
            "them "
            "at work.\n\n";
    appendTable(page, chaosRuleKeys());
    for (const FaultType &type : faultTypes()) {
        page += "### The fault " + type.name + "\n\n" + type.description + ".\n\n";
        if (!type.keys.empty())
            appendTable(page, type.keys);
    }
    for (const ChaosSectionType &section : chaosSections()) {
        page += "### observability.chaos." + section.name + "\n\n" + section.description + ".\n\n";
        appendTable(page, section.keys);
    }
    for (const ChaosSectionType &section : routeChaosSections()) {
        page += "### routes[]." + section.name + "\n\n" + section.description + ".\n\n";
        appendTable(page, section.keys);
    }
}

} // namespace

std::string jsonSchema()
{
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                {"title", "MockForge project file"}};
    Json project = objectSchema(projectKeys());
    allowUnserved(project, unservedProjectKeys());
    schema.update(project);
    Json route = objectSchema(routeKeys());
    allowUnserved(route, unservedRouteKeys());
    schema["$defs"] = {{"route", std::move(route)},
                       {"preset", objectSchema(presetKeys())},
                       {"websocket_endpoint", objectSchema(webSocketEndpointKeys())},
                       {"graphql_rule", objectSchema(graphQlRuleKeys())},
                       {"graphql_collection", objectSchema(graphQlCollectionKeys())},
                       {"grpc_rule", objectSchema(grpcRuleKeys())},
                       {"grpc_reply", objectSchema(grpcReplyKeys())}};
    addChaosDefinitions(schema["$defs"]);
    return schema.dump(2);
}

std::string referencePage()
{
    // REUSE-IgnoreStart: the lines of the page, not of this file
    std::string page =
        "<!--\n"
        "SPDX-FileCopyrightText: 2026 The MockForge authors\n"
        "SPDX-License-Identifier: GPL-3.0-or-later\n"
        // REUSE-IgnoreEnd
        "-->\n\n"
        "# The project file\n\n"
        "One YAML file, `mockforge.yaml`, describes a mock. A key that does not exist, a value of the wrong "
        "type or a\n"
        "file that is missing is an error with its line and column; `mockforge check` reports all of them at "
        "once.\n"
        "`mockforge schema` prints a JSON Schema for editors.\n\n"
        "Sizes are bytes or `64KiB`, `10MB`; times are milliseconds or `250ms`, `10s`, `2m`. Paths are "
        "relative to the\n"
        "file. A value given by a flag or by `--set KEY=VALUE` wins over the environment, the environment "
        "over the file,\n"
        "and the file over the default. The environment variable of a key is its name in capitals after "
        "`MOCKFORGE_`, with\n"
        "underscores for the dots: `http.port` is `" +
        environmentName("http.port") +
        "`.\n\n"
        "Sections that MockForge files may hold and this version does not serve are named in a warning.\n\n";
    page += "## Project\n\n";
    appendTable(page, projectKeys());
    page += "## A route\n\nThe elements of `routes`. [HTTP routes](http-routes.md) shows them at work.\n\n";
    appendTable(page, routeKeys());
    page += "## A preset\n\nThe elements of `observability.scenarios.presets`. [Scenario modes](modes.md) "
            "explains them.\n\n";
    appendTable(page, presetKeys());
    page += "## A WebSocket endpoint\n\nThe elements of `websocket.endpoints`. [WebSocket](websocket.md) "
            "shows them at "
            "work.\n\n";
    appendTable(page, webSocketEndpointKeys());
    appendChaosTables(page);
    appendChaosPlanTables(page);
    page +=
        "## A GraphQL rule\n\nThe elements of `graphql.rules`. [GraphQL](graphql.md) shows them at work.\n\n";
    appendTable(page, graphQlRuleKeys());
    page += "## A GraphQL collection\n\nThe members of `graphql.state`, by type; a list stands for `items` "
            "alone.\n\n";
    appendTable(page, graphQlCollectionKeys());
    page += "## A gRPC rule\n\nThe elements of `grpc.rules`. [gRPC](grpc.md) shows them at work.\n\n";
    appendTable(page, grpcRuleKeys());
    page.pop_back();
    return page;
}

} // namespace mockforge::project
