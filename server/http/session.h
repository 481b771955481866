// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/address.h"
#include "server/net/admission.h"
#include "server/net/stream.h"

#include <functional>
#include <memory>
#include <string>

namespace mockforge::net {
class Worker;
}

namespace mockforge::http {

/// A connection that has left HTTP for another protocol (RFC 9110 §7.8), from then to its close. Lives on one
/// worker; owned by the endpoint it came through, which destroys it after the round of events in which it
/// called `ended`.
class Session
{
public:
    virtual ~Session() = default;
    virtual void start() = 0;
    /// The endpoint stops: say goodbye as the protocol does.
    virtual void drain() = 0;
    /// Close now.
    virtual void abort() = 0;
};

/// Everything that goes with a connection when HTTP lets go of it.
struct Takeover
{
    net::Stream stream; ///< not watched by the worker any more
    net::PeerAddress peer;
    net::Admission::Ticket ticket;
    net::Worker *worker = nullptr;
    std::string input;          ///< what the client has sent behind its request
    std::string output;         ///< earlier replies that the kernel has not taken; to be sent first
    std::shared_ptr<void> keep; ///< lives as long as the session's connection; null: nothing does
    /// To be called once, when the session has closed its stream.
    std::function<void(Session *)> ended;
};

using SessionFactory = std::function<std::unique_ptr<Session>(Takeover)>;

} // namespace mockforge::http
