// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/faults/fault.h"

#include <cstdint>

namespace mockforge::chaos {

/// What the faults do to a subscription before its next event.
struct EventEffect
{
    bool drops = false;     ///< the client does not get the event
    bool completes = false; ///< the subscription ends here
    std::int64_t extraCopies = 0;
};

/// Acts on GraphQL subscriptions, event by event.
class SubscriptionFault : public Fault
{
public:
    /// Whether its rule is asked for every event; otherwise once for each subscription.
    virtual bool choosesEvents() const noexcept { return false; }
    /// `sent`: the events that the client has had. Whether it has done anything.
    virtual bool act(EventEffect &effect, std::uint64_t sent) const = 0;
};

} // namespace mockforge::chaos
