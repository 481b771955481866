// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/result.h"

#include <cstdint>
#include <string>

namespace mockforge::net {

/// A listening TCP socket: non-blocking, close-on-exec, SO_REUSEADDR but never SO_REUSEPORT, so that a port
/// in use is an error and not a silent share. Owns the descriptor.
class ListenSocket
{
public:
    ListenSocket() = default;
    ~ListenSocket();
    ListenSocket(ListenSocket &&other) noexcept;
    ListenSocket &operator=(ListenSocket &&other) noexcept;

    /// `host`: a numeric address or a name; port 0 lets the kernel choose. Errors: port_in_use (detail names
    /// the owner where the system tells), no_permission (ports below 1024), bad_address.
    static Result<ListenSocket> open(const std::string &host, std::uint16_t port);

    /// Listens again after shutdown(2) has ended it; false when the system refuses.
    bool listenAgain() noexcept;
    int descriptor() const noexcept { return m_descriptor; }
    std::uint16_t port() const noexcept { return m_port; }

private:
    int m_descriptor = -1;
    std::uint16_t m_port = 0;
};

/// A port on `host` that nobody held a moment ago: the nearest above `near`, else any; 0 when the host cannot
/// be bound.
std::uint16_t findFreePort(const std::string &host, std::uint16_t near);

} // namespace mockforge::net
