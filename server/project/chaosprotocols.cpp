// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/chaosprotocols.h"

#include "server/project/faultkeys.h"

#include <algorithm>
#include <string_view>

namespace mockforge::project {

namespace {

using Names = std::vector<std::string>;

bool holds(const Names &names, const std::string &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string listed(const Names &names)
{
    std::string text;
    for (const std::string &name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// The protocols that a rule names; the gRPC port has but one.
Names namedProtocols(const ChaosScope &when)
{
    if (when.protocols.empty() && when.endpoints == Names{"grpc"})
        return {"grpc"};
    return when.protocols;
}

void checkFault(const Value &when, const ChaosRule &rule, const FaultType &type, Findings &findings)
{
    const Names able = protocolsOf(type);
    const Value *const named = when.find("protocol");
    const Value *const endpoint = when.find("endpoint");
    const Location where = named ? named->location : endpoint ? endpoint->location : when.location;
    for (const std::string &protocol : namedProtocols(rule.when)) {
        if (!holds(able, protocol))
            findings.error(where, "not_supported",
                           "the fault " + type.name + " does not act on the protocol " + protocol,
                           "it acts on " + listed(able));
    }
}

void checkFields(const Value &when, const std::vector<std::string_view> &unknown, const std::string &what,
                 const std::string &advice, Findings &findings)
{
    for (const std::string_view key : unknown) {
        if (const Value *const condition = when.find(key))
            findings.error(condition->location, "not_supported", what + " no " + std::string(key), advice);
    }
}

} // namespace

void checkProtocols(const Value &value, const ChaosRule &rule, Findings &findings)
{
    const FaultType *const type = findFaultType(rule.fault);
    const Value *const when = value.find("when");
    if (!type || !when)
        return;
    checkFault(*when, rule, *type, findings);
    if (type->point == FaultType::Point::WebSocket)
        checkFields(*when, {"body", "body_size", "chunked"}, "a WebSocket handshake has",
                    "match by route, path, headers, query, cookies, source and endpoint", findings);
    const bool onMessages = type->point == FaultType::Point::Message;
    if (namedProtocols(rule.when) == Names{"grpc"}) {
        checkFields(*when, {"query", "cookies", "chunked", "body"}, "a gRPC call has",
                    "match by route, method, path, headers (its metadata), source and endpoint", findings);
        if (!onMessages)
            checkFields(*when, {"body_size"}, "a gRPC call has, before its messages,",
                        "the faults on messages match by the size of a message", findings);
    } else if (onMessages) {
        checkFields(*when, {"chunked", "body"}, "a message of a stream has",
                    "match by route, path, headers, source, endpoint and body_size, the size of a message",
                    findings);
    }
}

} // namespace mockforge::project
