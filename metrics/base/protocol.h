// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mockforge::metrics {

/// The four protocols that are mocked, and their values of the label `protocol`. Arrays "by protocol" are in
/// this order.
enum class Protocol : std::uint8_t { Http, Grpc, WebSocket, GraphQl };
inline constexpr std::size_t kProtocolCount = 4;
inline constexpr std::array<std::string_view, kProtocolCount> kProtocolNames{"http", "grpc", "websocket",
                                                                             "graphql"};

} // namespace mockforge::metrics
