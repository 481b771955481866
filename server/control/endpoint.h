// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/protocol.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::control {

/// What a listener is for. Data endpoints serve the mock; the last two serve MockForge itself.
enum class EndpointKind { Http, Https, WebSocket, GraphQl, Grpc, Admin, Metrics };

/// Whether the endpoint serves the mock.
constexpr bool isData(EndpointKind kind) noexcept
{
    return kind != EndpointKind::Admin && kind != EndpointKind::Metrics;
}

/// The protocol whose exchanges the endpoint serves; none for MockForge's own.
std::optional<metrics::Protocol> protocolOf(EndpointKind kind) noexcept;

enum class EndpointState { Stopped, Starting, Running, Stopping, Failed };

/// The program that holds a port we wanted, where the system tells (Linux); pid 0 when it does not.
struct PortOwner
{
    int pid = 0;
    std::string process;
};

/// A listener's real state, as /health and the window show it.
struct EndpointStatus
{
    std::string id; ///< "http", "https", "websocket", "graphql", "grpc", "admin", "metrics"
    EndpointKind kind = EndpointKind::Http;
    std::string protocol; ///< what a client speaks to it: "http", "https", "ws", "wss", "grpc", "grpcs"
    std::string host;
    std::uint16_t port = 0;           ///< the port it listens on (after 0 was resolved)
    std::uint16_t configuredPort = 0; ///< the one asked for
    EndpointState state = EndpointState::Stopped;
    std::string errorCode;   ///< "port_in_use", "no_permission", "bad_certificate", … when Failed
    std::string error;       ///< what and why
    std::string advice;      ///< what to do next
    PortOwner owner;         ///< for port_in_use
    std::string path;        ///< where its one resource is: "/metrics"; empty for the others
    std::string url() const; ///< "http://127.0.0.1:3000", with the path where there is one
};

std::string_view stateName(EndpointState state) noexcept;

} // namespace mockforge::control
