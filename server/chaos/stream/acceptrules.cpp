// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/stream/acceptrules.h"

#include "metrics/base/clock.h"
#include "metrics/record/registry.h"
#include "server/chaos/faults/acceptfault.h"

#include <algorithm>
#include <utility>

namespace mockforge::chaos {

namespace {

/// Holds a connection until a time has come, or for as long as its rule is in force, whichever is shorter.
class RuleHold final : public net::Welcome::Hold
{
public:
    RuleHold(const Controller &controller, std::shared_ptr<const Rule> rule, ActiveFault active,
             std::uint64_t untilNs)
        : m_rules(controller.rules())
        , m_rule(std::move(rule))
        , m_active(std::move(active))
        , m_untilNs(untilNs)
    {}

    bool holds(std::uint64_t nowNs) override
    {
        if ((m_untilNs != 0 && nowNs >= m_untilNs) || !m_rule->isOn(nowNs))
            return false;
        const auto &accept = m_rules.get()->accept;
        return std::find(accept.begin(), accept.end(), m_rule) != accept.end();
    }

private:
    Published<const RuleSet>::Reader m_rules;
    std::shared_ptr<const Rule> m_rule;
    ActiveFault m_active;
    std::uint64_t m_untilNs;
};

} // namespace

AcceptRules::AcceptRules(const Controller &controller, metrics::Registry &registry, Place place)
    : m_controller(controller)
    , m_shared(controller.shared())
    , m_registry(registry)
    , m_rules(controller.rules())
    , m_place(std::move(place))
{}

AcceptRules::~AcceptRules() = default;

metrics::Recorder &AcceptRules::recorder()
{
    if (!m_recorder)
        m_recorder = m_registry.createRecorder();
    return *m_recorder;
}

net::Welcome AcceptRules::welcome(const net::PeerAddress &peer, std::int64_t open)
{
    const RuleSet &rules = *m_rules.get();
    if (rules.accept.empty())
        return {};
    const std::uint64_t now = monotonicNs();
    const std::string address = peer.text();
    const Subject subject{m_place.protocol, m_place.endpoint, {}, {}, address, 0, nullptr};
    for (const std::shared_ptr<const Rule> &rule : rules.accept) {
        const auto &fault = static_cast<const AcceptFault &>(rule->fault());
        if (fault.closesPort() || (fault.needsTls() && !m_secure.load(std::memory_order_relaxed)))
            continue;
        const auto n = rule->decide(subject, now, m_shared, false);
        if (!n || !fault.wants(open))
            continue;
        auto active = rule->begin(m_shared, m_place.protocol);
        if (!active)
            continue;
        Draw draw = rule->draw(*n, now);
        net::Welcome welcome;
        welcome.kind = fault.kind();
        welcome.flaw = fault.flaw();
        std::uint64_t value = 0;
        if (welcome.kind == net::Welcome::Kind::Hold) {
            value = draw.recorded ? *draw.recorded : fault.holdNs(draw);
            welcome.hold = std::make_unique<RuleHold>(m_controller, rule, std::move(*active),
                                                      value == 0 ? 0 : now + value);
        }
        rule->log(m_shared, *n, value, subject);
        recorder().faultApplied(m_place.protocol, rule->label());
        return welcome;
    }
    return {};
}

std::optional<ActiveFault> AcceptRules::decideClosing(const Rule &rule, const Subject &subject,
                                                      std::uint64_t nowNs)
{
    const auto n = rule.decide(subject, nowNs, m_shared, false);
    auto active = n ? rule.begin(m_shared, m_place.protocol) : std::nullopt;
    if (active) {
        rule.log(m_shared, *n, 0, subject);
        recorder().faultApplied(m_place.protocol, rule.label());
    }
    return active;
}

/// A rule decides once for each time that it comes into force.
net::Doorman::Door AcceptRules::door(std::uint64_t nowNs)
{
    const Subject subject{m_place.protocol, m_place.endpoint, {}, {}, {}, 0, nullptr, {}, true};
    Door door;
    std::vector<Closing> next;
    for (const std::shared_ptr<const Rule> &rule : m_rules.get()->accept) {
        if (!static_cast<const AcceptFault &>(rule->fault()).closesPort())
            continue;
        door.mayChange = true;
        if (!rule->concerns(subject, nowNs))
            continue;
        const auto known = std::find_if(m_closing.begin(), m_closing.end(),
                                        [&](const Closing &one) { return one.rule->isSameAs(*rule); });
        next.push_back({rule, known != m_closing.end() ? std::move(known->active)
                                                       : decideClosing(*rule, subject, nowNs)});
        door.isClosed = door.isClosed || next.back().active.has_value();
    }
    m_closing = std::move(next);
    return door;
}

} // namespace mockforge::chaos
