// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/faults/fault.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace mockforge::chaos {

/// A message of a stream (a gRPC message, a WebSocket message) as the faults are asked about it.
struct MessageFacts
{
    enum class Direction { Down, Up }; ///< to the client, from it

    Direction direction = Direction::Down;
    std::uint64_t index = 1; ///< its number among those of its direction in its stream, from 1
    std::size_t size = 0;
    bool isText = false; ///< one that its protocol says is text
};

/// What the faults do to one message, together.
struct MessageEffects
{
    std::uint64_t delayNs = 0;
    bool drop = false;
    std::uint64_t copies = 0; ///< so many more of it, behind it
    std::uint64_t swapWithinNs =
        0; ///< it goes behind the next one, for which it waits so long; 0: it does not
};

/// Acts on the messages of streams, whatever their protocol: a rule takes one decision for each message that
/// its fault concerns. Immutable, any thread.
class MessageFault : public Fault
{
public:
    explicit MessageFault(const project::FaultSettings &settings);
    /// Whether a message of that direction, index and size is one that the fault can act on.
    bool concerns(const MessageFacts &message) const noexcept;
    /// Acts; may change the message's bytes. Gives the number that the log keeps.
    virtual std::uint64_t act(MessageEffects &effects, std::string &message, Draw &draw) const = 0;
    /// Whether it acts together with the next message: it is counted when that has come.
    virtual bool needsNext() const noexcept { return false; }

protected:
    const project::FaultSettings &settings() const noexcept { return m_settings; }
    virtual bool actsOnEmpty() const noexcept { return true; }
    virtual bool actsOnBinary() const noexcept { return true; }

private:
    project::FaultSettings m_settings;
};

} // namespace mockforge::chaos
