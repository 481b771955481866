// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/faults/fault.h"
#include "server/net/pipe.h"

#include <cstdint>
#include <memory>

namespace mockforge::chaos {

/// A stream fault on one connection, for as long as it is open. One thread.
class StreamEffect
{
public:
    virtual ~StreamEffect() = default;
    /// Each may lessen what may move, say when to ask again where nothing may, or end the connection.
    virtual void beforeWrite(net::Pipe::Step &, std::uint64_t) {}
    virtual void wrote(std::size_t, std::uint64_t) {}
    virtual void beforeRead(net::Pipe::Step &, std::uint64_t) {}
    virtual void read(char *, std::size_t, std::uint64_t) {}
    virtual bool changesWrites() const noexcept { return false; }
    virtual void change(char *, std::size_t) {}
    virtual std::uint64_t closeDelayNs() noexcept { return 0; }
    /// Takes over what the effect of the same rule with other parameters has counted. Before it acts.
    virtual void continueFrom(const StreamEffect &) {}
    /// Whether it has done anything since it was last asked: then the fault counts as applied.
    bool hasActed() const noexcept { return m_acted; }

protected:
    void acted() noexcept { m_acted = true; }
    /// Nothing may move until then.
    void hold(net::Pipe::Step &step, std::uint64_t untilNs) noexcept
    {
        step.size = 0;
        step.againNs = untilNs;
        acted();
    }

private:
    bool m_acted = false;
};

/// Acts on the bytes of a connection, of any protocol.
class StreamFault : public Fault
{
public:
    virtual std::unique_ptr<StreamEffect> begin(Draw draw) const = 0;
};

} // namespace mockforge::chaos
