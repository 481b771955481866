// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/fieldrules.h"

#include "metrics/base/clock.h"

namespace mockforge::chaos {

void FieldRules::add(std::shared_ptr<const Rule> rule)
{
    m_parts.push_back({std::move(rule), false, {}});
}

FieldEffect FieldRules::ask(std::string_view type, std::string_view field)
{
    FieldEffect effect;
    std::uint64_t now = 0;
    for (Part &part : m_parts) {
        const auto &fault = static_cast<const FieldFault &>(part.rule->fault());
        if (!fault.isFor(type, field))
            continue;
        if (now == 0)
            now = monotonicNs();
        const auto n = part.rule->decide(m_subject, now, m_shared, fault.answers() && effect.answered());
        if (!n)
            continue;
        auto active = part.rule->begin(m_shared, m_subject.protocol);
        if (!active)
            continue;
        Draw draw = part.rule->draw(*n, now);
        const std::uint64_t value = fault.act(effect, draw);
        part.rule->log(m_shared, *n, value, m_subject);
        m_recorder.faultApplied(m_subject.protocol, part.rule->label());
        if (!std::exchange(part.fired, true))
            part.active = std::move(*active);
    }
    return effect;
}

std::vector<std::pair<std::string, ActiveFault>> FieldRules::takeFired()
{
    std::vector<std::pair<std::string, ActiveFault>> fired;
    for (Part &part : m_parts) {
        if (part.fired)
            fired.emplace_back(part.rule->spec().fault, std::move(part.active));
    }
    return fired;
}

} // namespace mockforge::chaos
