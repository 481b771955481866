// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/subscriptionrules.h"

#include "metrics/base/clock.h"

#include <algorithm>
#include <utility>

namespace mockforge::chaos {

SubscriptionRules::SubscriptionRules(const Controller &controller, metrics::Recorder &recorder)
    : m_shared(controller.shared())
    , m_recorder(recorder)
    , m_rules(controller.rules())
{}

bool SubscriptionRules::acts()
{
    const std::shared_ptr<const RuleSet> &rules = m_rules.get();
    if (rules != m_seen) {
        m_seen = rules;
        refresh();
    }
    return !m_parts.empty();
}

/// Rules that stay keep what they do to this subscription.
void SubscriptionRules::refresh()
{
    std::vector<Part> next;
    for (const std::shared_ptr<const Rule> &rule : m_seen->subscription) {
        const auto old = std::find_if(m_parts.begin(), m_parts.end(), [&](const Part &part) {
            return part.rule && part.rule->isSameAs(*rule);
        });
        Part part;
        if (old != m_parts.end())
            part = std::move(*old);
        part.rule = rule;
        next.push_back(std::move(part));
    }
    m_parts = std::move(next);
}

void SubscriptionRules::decide(Part &part, const Subject &subject, std::uint64_t nowNs)
{
    part.decided = true;
    const auto n = part.rule->decide(subject, nowNs, m_shared, false);
    if (!n)
        return;
    auto active = part.rule->begin(m_shared, subject.protocol);
    if (!active)
        return;
    part.chosen = true;
    part.counted = false;
    part.active = std::move(*active);
    part.rule->log(m_shared, *n, 0, subject);
}

void SubscriptionRules::askOne(Part &part, const SubscriptionFault &fault, const Subject &subject,
                               std::uint64_t nowNs, std::uint64_t sent, EventEffect &effect)
{
    if (!part.rule->concerns(subject, nowNs))
        return;
    if (!part.decided || fault.choosesEvents())
        decide(part, subject, nowNs);
    if (!part.chosen)
        return;
    if (fault.act(effect, sent) && !std::exchange(part.counted, true))
        m_recorder.faultApplied(subject.protocol, part.rule->label());
    if (fault.choosesEvents()) {
        part.chosen = false;
        part.active = {};
    }
}

EventEffect SubscriptionRules::ask(const Subject &subject, std::uint64_t sent, bool isEvent)
{
    EventEffect effect;
    const std::uint64_t now = monotonicNs();
    // An event that a stalled subscription swallows cannot be sent twice.
    for (const bool perEvent : {false, true}) {
        for (Part &part : m_parts) {
            const auto &fault = static_cast<const SubscriptionFault &>(part.rule->fault());
            if (fault.choosesEvents() == perEvent && (!perEvent || (isEvent && !effect.drops)))
                askOne(part, fault, subject, now, sent, effect);
        }
    }
    return effect;
}

} // namespace mockforge::chaos
