// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/address.h"

#include <arpa/inet.h>
#include <cstring>
#include <netinet/in.h>

namespace mockforge::net {

namespace {

constexpr std::array<unsigned char, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

} // namespace

PeerAddress PeerAddress::from(const sockaddr_storage &address) noexcept
{
    PeerAddress result;
    if (address.ss_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        std::memcpy(result.bytes.data(), kMappedPrefix.data(), kMappedPrefix.size());
        std::memcpy(result.bytes.data() + kMappedPrefix.size(), &v4.sin_addr, 4);
        result.port = ntohs(v4.sin_port);
    } else if (address.ss_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &address, sizeof v6);
        std::memcpy(result.bytes.data(), &v6.sin6_addr, 16);
        result.port = ntohs(v6.sin6_port);
    }
    return result;
}

std::string PeerAddress::text() const
{
    std::array<char, INET6_ADDRSTRLEN> out{};
    if (std::memcmp(bytes.data(), kMappedPrefix.data(), kMappedPrefix.size()) == 0)
        ::inet_ntop(AF_INET, bytes.data() + kMappedPrefix.size(), out.data(), out.size());
    else
        ::inet_ntop(AF_INET6, bytes.data(), out.data(), out.size());
    return out.data();
}

} // namespace mockforge::net
