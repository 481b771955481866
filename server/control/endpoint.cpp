// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/control/endpoint.h"

#include <array>

namespace mockforge::control {

std::optional<metrics::Protocol> protocolOf(EndpointKind kind) noexcept
{
    switch (kind) {
    case EndpointKind::Http:
    case EndpointKind::Https:
        return metrics::Protocol::Http;
    case EndpointKind::WebSocket:
        return metrics::Protocol::WebSocket;
    case EndpointKind::GraphQl:
        return metrics::Protocol::GraphQl;
    case EndpointKind::Grpc:
        return metrics::Protocol::Grpc;
    case EndpointKind::Admin:
    case EndpointKind::Metrics:
        break;
    }
    return std::nullopt;
}

std::string_view stateName(EndpointState state) noexcept
{
    static constexpr std::array<std::string_view, 5> names{"stopped", "starting", "running", "stopping",
                                                           "failed"};
    return names[static_cast<std::size_t>(state)];
}

std::string EndpointStatus::url() const
{
    const bool bareIpv6 = host.find(':') != std::string::npos && !host.starts_with('[');
    return protocol + "://" + (bareIpv6 ? "[" + host + "]" : host) + ":" + std::to_string(port) + path;
}

} // namespace mockforge::control
