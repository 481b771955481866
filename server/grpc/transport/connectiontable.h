// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::grpc {

/// Whose connection a descriptor is that was handed to gRPC, which knows it by its number only ("fd:17").
/// An entry stays until the kernel gives the number to the next connection. Any thread.
class ConnectionTable
{
public:
    struct Peer
    {
        std::string address;
        std::uint16_t port = 0;
        bool secure = false;
    };

    void set(int descriptor, Peer peer);
    /// `name`: what gRPC calls the peer.
    Peer find(std::string_view name) const;

private:
    mutable std::mutex m_mutex;
    std::vector<Peer> m_peers; ///< by descriptor
};

} // namespace mockforge::grpc
