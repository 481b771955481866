// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/recorder.h"
#include "server/websocket/frame.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace mockforge::net {
class Worker;
}

namespace mockforge::websocket {

class Channel;

/// Points to a channel for as long as it is open; read on the channel's worker only.
using ChannelLink = std::shared_ptr<Channel *>;

/// One WebSocket connection as the code that speaks over it sees it. One worker's thread.
class Channel
{
public:
    virtual ~Channel() = default;
    virtual bool isOpen() const = 0; ///< false once a Close was sent or the client has gone
    virtual void send(MessageKind kind, std::string_view payload) = 0;
    /// A message that is framed already (appendFrame), as a broadcast shares it.
    virtual void sendFramed(std::string_view frame) = 0;
    /// The closing handshake from our side. Nothing is sent or received after it.
    virtual void close(std::uint16_t code, std::string_view reason) = 0;
    /// A request that the metrics are to count once everything sent until now is with the kernel.
    virtual void requestEnded(const metrics::RequestSample &sample, std::uint64_t startNs) = 0;
    /// A conversation that was busy is so no more.
    virtual void readyForMore() = 0;
    virtual net::Worker &worker() = 0;
    virtual metrics::Recorder &recorder() = 0;
    virtual ChannelLink link() = 0;
    /// How long the message that is being received was held on purpose before.
    virtual std::uint64_t heldNs() const { return 0; }
};

/// What our side says. Made for one connection, called on its worker; destroyed with it.
class Conversation
{
public:
    virtual ~Conversation() = default;
    virtual void opened() = 0;
    virtual void received(MessageKind kind, std::string_view payload) = 0;
    /// The connection is over: nothing can be sent any more. Called once.
    virtual void closed(std::uint16_t code, std::string_view reason) = 0;
    /// More messages than it wants to keep are waiting in it: reading stops meanwhile.
    virtual bool isBusy() const { return false; }
};

} // namespace mockforge::websocket
