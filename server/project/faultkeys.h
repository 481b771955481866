// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/key.h"

namespace mockforge::project {

/// A kind of fault as the project file and the admin API know it: its name, what it does, its parameters.
/// What acts is in server/chaos/faults, under the same name.
struct FaultType
{
    /// Where it acts: on an exchange before its reply, on the reply, on a connection's bytes, at accept, on
    /// the messages of a stream, on a WebSocket connection after its handshake, on what GraphQL alone has.
    enum class Point { Exchange, Reply, Stream, Accept, Message, WebSocket, GraphQl };

    std::string name;
    std::string description;
    Point point = Point::Exchange;
    FaultSettings defaults;
    std::vector<Key<FaultSettings>> keys;
    /// What several parameters together get wrong; empty when nothing is.
    std::function<std::string(const FaultSettings &)> problem;
    /// The protocols that can have it, where its point does not say.
    std::vector<std::string> protocols{};
};

/// The protocols on which the fault acts.
std::vector<std::string> protocolsOf(const FaultType &type);

const std::vector<FaultType> &faultTypes();
const FaultType *findFaultType(std::string_view name) noexcept;
/// "exchange", "reply", "bytes", "accept": where faults act, as lists group them.
std::string_view pointName(FaultType::Point point) noexcept;

/// Reads "fault: name" or "fault: {name: {parameters}}".
void readFault(const std::string &key, const Value &value, ChaosRule &rule, Findings &findings);
nlohmann::ordered_json faultSchema();

// The catalogue by point, one function for each file of it.
void addExchangeFaults(std::vector<FaultType> &types);
void addReplyFaults(std::vector<FaultType> &types);
void addStreamFaults(std::vector<FaultType> &types);
void addAcceptFaults(std::vector<FaultType> &types);
void addMessageFaults(std::vector<FaultType> &types);
void addGrpcFaults(std::vector<FaultType> &types);
void addWebSocketFaults(std::vector<FaultType> &types);
void addGraphQlFaults(std::vector<FaultType> &types);

/// A parameter whose default differs from fault to fault.
Key<FaultSettings> withDefault(Key<FaultSettings> key, std::string text);

/// Which messages of a stream a fault is for.
Key<FaultSettings> messageIndexKey();

} // namespace mockforge::project
