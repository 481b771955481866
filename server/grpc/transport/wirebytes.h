// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace mockforge::grpc {

/// What a TCP connection has carried so far, as the kernel counts it (TCP_INFO): for connections whose bytes
/// we never see. Zeros where it cannot tell.
struct WireBytes
{
    std::uint64_t received = 0;
    std::uint64_t sent = 0;

    static WireBytes of(int descriptor) noexcept;
};

} // namespace mockforge::grpc
