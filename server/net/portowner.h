// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/endpoint.h"

#include <cstdint>

namespace mockforge::net {

/// The process that listens on a TCP port of this machine, from /proc (Linux): the socket's inode, then whose
/// descriptor it is. pid 0 when nobody listens, or when the owner's descriptors may not be read (another
/// user's process).
control::PortOwner findPortOwner(std::uint16_t port);

} // namespace mockforge::net
