// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/faults/fault.h"
#include "server/net/doorman.h"

#include <cstdint>

namespace mockforge::chaos {

/// Acts on a connection when it is accepted, before a byte of it is read, whatever its protocol.
class AcceptFault : public Fault
{
public:
    /// `open`: the port's connections, this one included.
    virtual bool wants(std::int64_t) const { return true; }
    virtual net::Welcome::Kind kind() const noexcept = 0;
    /// How long a held one is held; 0: as long as the rule is in force.
    virtual std::uint64_t holdNs(Draw &) const { return 0; }
};

} // namespace mockforge::chaos
