// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/random.h"
#include "metrics/record/faults.h"
#include "server/chaos/faults/frameeffect.h"
#include "server/chaos/faults/subject.h"
#include "server/project/chaosmodel.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace mockforge::exchange {
struct Response;
}

namespace mockforge::chaos {

/// One firing of a rule: everything random in it is a function of (seed, rule, n).
struct Draw
{
    Random random;
    std::uint64_t n = 0;
    std::uint64_t elapsedNs = 0;           ///< since the rule came into force
    std::optional<std::uint64_t> recorded; ///< on replay: the value that act() gave then
};

/// What a protocol answers instead of the mock. HTTP sends it as it is; the others map the status (DESIGN
/// §8).
struct Abort
{
    int status = 503;
    std::string body; ///< empty: the protocol's own error shape
    std::string contentType;
    std::int64_t retryAfterS = 0; ///< 0: none
    int grpcStatus = -1;          ///< the code of a gRPC call; -1: that which `status` maps to
};

/// How a gRPC call ends instead of as the mock says.
struct CallEnding
{
    int code = 0;
    std::string message;     ///< empty: the protocol's own
    std::string details;     ///< JSON: messages with "@type"; empty: none
    std::uint64_t after = 0; ///< behind so many messages to the client
    metrics::Fault label = metrics::Fault::GrpcAbort;
    std::optional<FrameEffect> frames; ///< none: the client gets the status
};

/// What the faults do to one exchange, whatever its protocol. The order is fixed: the delays, which add up,
/// then the first abort or hang, then what shapes the reply.
struct Effects
{
    std::uint64_t delayNs = 0;
    std::optional<Abort> abort;
    bool hang = false;
    std::optional<CallEnding> ending;  ///< gRPC only
    std::optional<FrameEffect> frames; ///< gRPC only: beside the mock's own answer

    bool answered() const noexcept { return abort.has_value() || hang || ending.has_value(); }
};

/// A kind of fault at work: settings that never change, one place where it acts, and, where it needs any,
/// state of its own, shared by threads. Belongs to one rule. Each is in one file, under the name of the
/// catalogue.
class Fault
{
public:
    virtual ~Fault() = default;
    /// Takes over what the same fault with other parameters remembers. Before it acts.
    virtual void continueFrom(const Fault &) {}
};

/// Acts on exchanges: HTTP requests, GraphQL operations, gRPC calls, WebSocket messages.
class ExchangeFault : public Fault
{
public:
    /// Whether exchanges of that protocol can have it; a rule for all protocols leaves the others alone.
    virtual bool actsOn(metrics::Protocol) const noexcept { return true; }
    /// Whether it takes the place of a reply, so that of several only the first can act.
    virtual bool answers() const noexcept { return false; }
    /// Whether to act on an exchange that the rule selected; where it counts exchanges, it counts here.
    virtual bool wants(const Subject &, std::uint64_t) const { return true; }
    /// Acts; gives the number that the log keeps (a delay in nanoseconds, a status).
    virtual std::uint64_t act(Effects &effects, Draw &draw, const Subject &subject) const = 0;
    /// Whether it acts on the reply: it is counted when it has changed one.
    virtual bool shapes() const noexcept { return false; }
    /// Changes the reply of an exchange that it acted on; false when there was nothing to change.
    virtual bool shape(exchange::Response &, Draw &) const { return false; }
    /// Whether it hears of the end of the exchanges that it did not act on.
    virtual bool watches() const noexcept { return false; }
    /// Whether an exchange that becomes a connection of another protocol ends for it with that connection.
    virtual bool countsConnections() const noexcept { return false; }
    /// `status` is that of the reply, 0 when there was none.
    virtual void ended(int, std::uint64_t) const {}
};

/// The reply of an abort-like fault.
Abort abortOf(const project::FaultSettings &settings, int status);

/// The registry: makes the fault of that name of the catalogue; null for a name without one.
std::unique_ptr<Fault> makeFault(const std::string &name, const project::FaultSettings &settings);

} // namespace mockforge::chaos
