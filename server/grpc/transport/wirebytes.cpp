// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/transport/wirebytes.h"

#include <cstddef>
#include <linux/tcp.h> // glibc's own lacks the counters; the two cannot be included together
#include <netinet/in.h>
#include <sys/socket.h>

namespace mockforge::grpc {

WireBytes WireBytes::of(int descriptor) noexcept
{
    tcp_info info{};
    socklen_t size = sizeof info;
    if (::getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 ||
        size < offsetof(tcp_info, tcpi_bytes_retrans) + sizeof info.tcpi_bytes_retrans)
        return {};
    return {info.tcpi_bytes_received, info.tcpi_bytes_sent - info.tcpi_bytes_retrans};
}

} // namespace mockforge::grpc
