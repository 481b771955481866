// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/address.h"
#include "server/net/flawedcertificate.h"

#include <cstdint>
#include <memory>

namespace mockforge::net {

/// What is done with a connection that was accepted.
struct Welcome
{
    enum class Kind { Admit, Close, Reset, Hold };

    /// Why a connection is held; destroyed when it is not any more.
    class Hold
    {
    public:
        virtual ~Hold() = default;
        /// Whether it still is to be held; asked now and then.
        virtual bool holds(std::uint64_t nowNs) = 0;
    };

    Kind kind = Kind::Admit;
    Flaw flaw = Flaw::None;     ///< for Kind::Admit: of the certificate that it shows, behind TLS
    std::unique_ptr<Hold> hold; ///< for Kind::Hold: nothing is read or written meanwhile, then it is admitted
};

/// Asked for every connection of a port after its caps, on the accept thread; must not block.
class Doorman
{
public:
    virtual ~Doorman() = default;
    /// `open`: the connections of the port, this one included.
    virtual Welcome welcome(const PeerAddress &peer, std::int64_t open) = 0;

    struct Door
    {
        bool isClosed = false;  ///< the port does not listen: the kernel refuses who connects
        bool mayChange = false; ///< by itself: it is to be asked again soon
    };
    /// Asked when the port opens, when AcceptThread::askDoors() says so, and while the answer may change.
    virtual Door door(std::uint64_t) { return {}; }
};

} // namespace mockforge::net
