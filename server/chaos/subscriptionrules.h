// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/published.h"
#include "metrics/record/recorder.h"
#include "server/chaos/controller.h"
#include "server/chaos/faults/subscriptionfault.h"

#include <memory>
#include <vector>

namespace mockforge::chaos {

/// The subscription rules on one GraphQL subscription: those that stall or end it are decided once, when it
/// begins or the rule comes, the others for every event. A rule that goes, or rests, lets go of the
/// subscription at once. One thread; the controller and the recorder outlive it.
class SubscriptionRules
{
public:
    SubscriptionRules(const Controller &controller, metrics::Recorder &recorder);

    /// Whether there are rules; one atomic load while they stay as they are.
    bool acts();
    /// What happens now that `sent` events have gone out: before the next one, or (`isEvent` false) before
    /// there is one.
    EventEffect ask(const Subject &subject, std::uint64_t sent, bool isEvent);

private:
    struct Part
    {
        std::shared_ptr<const Rule> rule;
        bool decided = false;
        bool chosen = false;
        bool counted = false;
        ActiveFault active;
    };

    void refresh();
    void decide(Part &part, const Subject &subject, std::uint64_t nowNs);
    void askOne(Part &part, const SubscriptionFault &fault, const Subject &subject, std::uint64_t nowNs,
                std::uint64_t sent, EventEffect &effect);

    Shared &m_shared;
    metrics::Recorder &m_recorder;
    Published<const RuleSet>::Reader m_rules;
    std::shared_ptr<const RuleSet> m_seen; ///< the set that m_parts are of
    std::vector<Part> m_parts;
};

} // namespace mockforge::chaos
