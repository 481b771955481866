// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/clock.h"
#include "metrics/base/published.h"
#include "metrics/record/recorder.h"
#include "server/chaos/controller.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace mockforge::chaos {

/// The rules of one kind on one connection, decided once for each: when the connection opens or the rule
/// comes. A rule that goes, or rests, lets go of the connection. `FaultKind` has begin(Draw), which makes an
/// `Effect`; `kList` is its list in the set. One thread; the controller outlives it.
template <typename FaultKind, typename Effect, auto kList>
class ConnectionRules
{
public:
    explicit ConnectionRules(const Controller &controller)
        : m_shared(controller.shared())
        , m_rules(controller.rules())
    {}

    /// Whether there are rules; one atomic load while they stay as they are.
    bool acts()
    {
        const std::shared_ptr<const RuleSet> &rules = m_rules.get();
        if (rules != m_seen) {
            m_seen = rules;
            refresh();
        }
        return !m_parts.empty();
    }

    /// Takes the decisions that are due. A rule that rests is asked again later.
    void decide(const Subject &subject, std::uint64_t nowNs)
    {
        for (Part &part : m_parts) {
            if (part.decided || !part.rule->concerns(subject, nowNs))
                continue;
            part.decided = true;
            const auto n = part.rule->decide(subject, nowNs, m_shared, false);
            if (!n)
                continue;
            auto active = part.rule->begin(m_shared, subject.protocol);
            if (!active)
                continue;
            part.active = std::move(*active);
            part.effect =
                static_cast<const FaultKind &>(part.rule->fault()).begin(part.rule->draw(*n, nowNs));
            part.rule->log(m_shared, *n, 0, subject);
            part.n = *n;
        }
    }
    bool isDecided() const
    {
        return std::all_of(m_parts.begin(), m_parts.end(), [](const Part &part) { return part.decided; });
    }

    /// For each effect of a rule that is on now; counts those that have acted for the first time.
    template <typename Act>
    void each(std::uint64_t nowNs, metrics::Recorder &recorder, metrics::Protocol protocol, const Act &act)
    {
        for (Part &part : m_parts) {
            if (!part.effect || !part.rule->isOn(nowNs))
                continue;
            act(*part.effect);
            if (!part.counted && part.effect->hasActed()) {
                part.counted = true;
                recorder.faultApplied(protocol, part.rule->label());
            }
        }
    }
    template <typename Is>
    bool anyEffect(const Is &is) const
    {
        return std::any_of(m_parts.begin(), m_parts.end(),
                           [&is](const Part &part) { return part.effect && is(*part.effect); });
    }
    /// When a rule will next begin or end to be in force by itself; 0: none will.
    std::uint64_t changesNs(std::uint64_t nowNs) const
    {
        std::uint64_t next = 0;
        for (const Part &part : m_parts) {
            if (const std::uint64_t at = part.rule->changesNs(nowNs); at != 0)
                next = next == 0 ? at : std::min(next, at);
        }
        return next;
    }

private:
    struct Part
    {
        std::shared_ptr<const Rule> rule;
        std::uint64_t n = 0; ///< which decision of the rule it was
        bool decided = false;
        bool counted = false;
        std::unique_ptr<Effect> effect; ///< null: not decided yet, or decided against
        ActiveFault active;
    };

    /// Rules that stay keep what they do to this connection; of one whose parameters changed, the decision
    /// stays.
    void refresh()
    {
        std::vector<Part> next;
        for (const std::shared_ptr<const Rule> &rule : (*m_seen).*kList) {
            // One that has moved on has no rule any more.
            const auto old = std::find_if(m_parts.begin(), m_parts.end(), [&](const Part &part) {
                return part.rule && part.rule->isSameAs(*rule);
            });
            if (old == m_parts.end()) {
                next.push_back({rule, 0, false, false, nullptr, {}});
                continue;
            }
            if (old->rule != rule && old->effect) {
                auto effect =
                    static_cast<const FaultKind &>(rule->fault()).begin(rule->draw(old->n, monotonicNs()));
                effect->continueFrom(*old->effect);
                old->effect = std::move(effect);
            }
            old->rule = rule;
            next.push_back(std::move(*old));
        }
        m_parts = std::move(next);
    }

    Shared &m_shared;
    Published<const RuleSet>::Reader m_rules;
    std::shared_ptr<const RuleSet> m_seen; ///< the set that m_parts are of
    std::vector<Part> m_parts;
};

} // namespace mockforge::chaos
