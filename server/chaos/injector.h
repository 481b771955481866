// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/published.h"
#include "metrics/record/recorder.h"
#include "server/chaos/controller.h"
#include "server/chaos/faults/messagefault.h"
#include "server/chaos/fieldrules.h"
#include "server/chaos/plan.h"
#include "server/chaos/subscriptionrules.h"

#include <memory>
#include <string>
#include <vector>

namespace mockforge::chaos {

/// What the rules do to one message.
struct MessageDecision
{
    MessageEffects effects;
    std::vector<ActiveFault> active;      ///< to be kept as long as the message is held
    std::shared_ptr<const Rule> swapRule; ///< counted as applied when the next message has come
};

/// Asks the rules, for one thread. While no rule is in force, acts() is one atomic load and all that it
/// costs.
class Injector
{
public:
    explicit Injector(const Controller &controller);

    bool acts();
    /// What happens to an exchange; null: nothing. Faults are counted as they are decided.
    std::unique_ptr<Plan> plan(const Subject &subject, metrics::Recorder &recorder);

    /// The same for the fields of a GraphQL operation, and for the events of a subscription.
    bool actsOnFields();
    /// The rules for the fields of this operation; null: there are none.
    std::unique_ptr<FieldRules> fieldRules(const Subject &subject, metrics::Recorder &recorder);
    /// A plan for what has acted otherwise.
    std::unique_ptr<Plan> emptyPlan(metrics::Protocol protocol, metrics::Recorder &recorder);
    std::unique_ptr<SubscriptionRules> subscriptionRules(metrics::Recorder &recorder) const;
    /// Whether any rule acts on messages; as acts(), for those.
    bool actsOnMessages();
    /// Asks the rules about a message, whose bytes may change. `maySwap`: it may wait for the next one.
    MessageDecision decide(const MessageFacts &message, const Subject &subject, bool maySwap,
                           metrics::Recorder &recorder, std::string &bytes);

    /// Where what waits on no thread of its own says how to let go of it.
    HeldList &held() const noexcept { return m_shared.held; }

private:
    void askRules(const RuleSet &rules, const Subject &subject, metrics::Recorder &recorder, Plan &plan);
    void askCaller(const Subject &subject, metrics::Recorder &recorder, Plan &plan);

    const Controller &m_controller;
    Shared &m_shared;
    Published<const RuleSet>::Reader m_rules;
};

} // namespace mockforge::chaos
