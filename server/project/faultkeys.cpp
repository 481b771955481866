// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/faultkeys.h"

#include <algorithm>

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> faultNames()
{
    std::vector<std::string> names;
    for (const FaultType &type : faultTypes())
        names.push_back(type.name);
    return names;
}

void readNamed(const std::string &key, const std::string &name, Location where, const Value *parameters,
               ChaosRule &rule, Findings &findings)
{
    const FaultType *const type = findFaultType(name);
    if (!type) {
        findings.error(where, "unknown_fault", "there is no fault '" + name + "'",
                       suggestionFor(name, faultNames()));
        return;
    }
    rule.fault = type->name;
    rule.settings = type->defaults;
    if (parameters)
        readMap(*parameters, "", key + "." + name, type->keys, {}, rule.settings, findings);
    if (!type->problem)
        return;
    if (std::string problem = type->problem(rule.settings); !problem.empty())
        findings.error(where, "missing_key", "the fault " + name + " " + problem);
}

} // namespace

Key<FaultSettings> withDefault(Key<FaultSettings> key, std::string text)
{
    key.defaultText = std::move(text);
    return key;
}

const std::vector<FaultType> &faultTypes()
{
    static const std::vector<FaultType> types = [] {
        std::vector<FaultType> all;
        addExchangeFaults(all);
        addReplyFaults(all);
        addStreamFaults(all);
        addAcceptFaults(all);
        addWebSocketFaults(all);
        addGraphQlFaults(all);
        addMessageFaults(all);
        addGrpcFaults(all);
        return all;
    }();
    return types;
}

const FaultType *findFaultType(std::string_view name) noexcept
{
    const auto found = std::find_if(faultTypes().begin(), faultTypes().end(),
                                    [&](const FaultType &type) { return type.name == name; });
    return found == faultTypes().end() ? nullptr : &*found;
}

std::vector<std::string> protocolsOf(const FaultType &type)
{
    if (!type.protocols.empty())
        return type.protocols;
    switch (type.point) {
    case FaultType::Point::Reply:
        return {"http", "websocket", "graphql"};
    case FaultType::Point::Message:
        return {"grpc", "websocket"};
    case FaultType::Point::WebSocket:
        return {"websocket"};
    case FaultType::Point::GraphQl:
        return {"graphql"};
    case FaultType::Point::Exchange:
    case FaultType::Point::Stream:
    case FaultType::Point::Accept:
        break;
    }
    return {"http", "grpc", "websocket", "graphql"};
}

std::string_view pointName(FaultType::Point point) noexcept
{
    switch (point) {
    case FaultType::Point::Exchange:
        return "exchange";
    case FaultType::Point::Reply:
        return "reply";
    case FaultType::Point::Stream:
        return "bytes";
    case FaultType::Point::Accept:
        return "accept";
    case FaultType::Point::Message:
        return "message";
    case FaultType::Point::WebSocket:
        return "websocket";
    case FaultType::Point::GraphQl:
        break;
    }
    return "graphql";
}

void readFault(const std::string &key, const Value &value, ChaosRule &rule, Findings &findings)
{
    if (value.kind == Value::Kind::String) {
        readNamed(key, value.text, value.location, nullptr, rule, findings);
    } else if (value.kind == Value::Kind::Map && value.entries.size() == 1) {
        const Entry &only = value.entries.front();
        readNamed(key, only.key, only.location, &only.value, rule, findings);
    } else {
        wrongType(key, value, "one fault, for instance {latency: {delay: 100ms}}", findings);
    }
}

nlohmann::ordered_json faultSchema()
{
    Json properties = Json::object();
    for (const FaultType &type : faultTypes())
        properties[type.name] = Json{{"$ref", "#/$defs/fault_" + type.name}};
    return Json{{"anyOf",
                 {{{"enum", faultNames()}},
                  {{"type", "object"},
                   {"additionalProperties", false},
                   {"minProperties", 1},
                   {"maxProperties", 1},
                   {"properties", properties}}}}};
}

} // namespace mockforge::project
