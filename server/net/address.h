// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <sys/socket.h>

namespace mockforge::net {

/// A numeric peer address, kept without the heap: one per connection, also for those that are refused.
struct PeerAddress
{
    std::array<unsigned char, 16> bytes{}; ///< IPv4 as an IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2)
    std::uint16_t port = 0;

    static PeerAddress from(const sockaddr_storage &address) noexcept;
    /// "127.0.0.1", "::1"
    std::string text() const;
    bool sameHost(const PeerAddress &other) const noexcept { return bytes == other.bytes; }
};

} // namespace mockforge::net
