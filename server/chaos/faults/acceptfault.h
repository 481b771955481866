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
    /// Of the certificate that an admitted one shows.
    virtual net::Flaw flaw() const noexcept { return net::Flaw::None; }
    /// Whether it acts on the TLS handshake, and so not at a port without TLS.
    virtual bool needsTls() const noexcept { return false; }
    /// Whether it closes the whole port while its rule is in force; then no connection is asked about.
    virtual bool closesPort() const noexcept { return false; }
    /// How long a held one is held; 0: as long as the rule is in force.
    virtual std::uint64_t holdNs(Draw &) const { return 0; }
};

} // namespace mockforge::chaos
