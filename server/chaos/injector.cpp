// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/injector.h"

#include "metrics/base/clock.h"
#include "metrics/record/faults.h"
#include "server/exchange/request.h"

#include <charconv>

namespace mockforge::chaos {

namespace {

constexpr std::uint64_t kNsPerMs = 1'000'000;
constexpr std::uint64_t kMostMs = 600'000;

/// A whole number in one of two headers, Envoy's name or ours.
std::optional<std::uint64_t> numberIn(const exchange::Request &request, std::string_view envoys,
                                      std::string_view ours, std::uint64_t low, std::uint64_t high)
{
    auto text = request.header(ours);
    if (!text)
        text = request.header(envoys);
    std::uint64_t number = 0;
    if (!text)
        return std::nullopt;
    const auto [end, failure] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (failure != std::errc() || end != text->data() + text->size() || number < low || number > high)
        return std::nullopt;
    return number;
}

std::optional<ActiveFault> place(Shared &shared, metrics::Protocol protocol)
{
    if (shared.active.fetch_add(1, std::memory_order_relaxed) >=
        shared.maxActive.load(std::memory_order_relaxed)) {
        shared.active.fetch_sub(1, std::memory_order_relaxed);
        shared.counters.overflow.fetch_add(1, std::memory_order_relaxed);
        return std::nullopt;
    }
    return ActiveFault(nullptr, shared, protocol);
}

} // namespace

Injector::Injector(const Controller &controller)
    : m_controller(controller)
    , m_shared(controller.shared())
    , m_rules(controller.rules())
{}

bool Injector::acts()
{
    const RuleSet &rules = *m_rules.get();
    return rules.enabled && (!rules.exchange.empty() || rules.allowRequestHeaders);
}

std::unique_ptr<Plan> Injector::plan(const Subject &subject, metrics::Recorder &recorder)
{
    const RuleSet &rules = *m_rules.get();
    auto plan = emptyPlan(subject.protocol, recorder);
    askRules(rules, subject, recorder, *plan);
    if (rules.allowRequestHeaders && subject.request)
        askCaller(subject, recorder, *plan);
    return plan->isEmpty() ? nullptr : std::move(plan);
}

bool Injector::actsOnFields()
{
    return !m_rules.get()->field.empty();
}

std::unique_ptr<FieldRules> Injector::fieldRules(const Subject &subject, metrics::Recorder &recorder)
{
    auto rules = std::make_unique<FieldRules>(m_shared, recorder, subject);
    const std::uint64_t now = monotonicNs();
    for (const std::shared_ptr<const Rule> &rule : m_rules.get()->field) {
        if (rule->concerns(subject, now))
            rules->add(rule);
    }
    return rules->isEmpty() ? nullptr : std::move(rules);
}

std::unique_ptr<Plan> Injector::emptyPlan(metrics::Protocol protocol, metrics::Recorder &recorder)
{
    return std::make_unique<Plan>(recorder, protocol, m_rules.get()->replyHeaders);
}

std::unique_ptr<SubscriptionRules> Injector::subscriptionRules(metrics::Recorder &recorder) const
{
    return std::make_unique<SubscriptionRules>(m_controller, recorder);
}

bool Injector::actsOnMessages()
{
    return !m_rules.get()->message.empty();
}

MessageDecision Injector::decide(const MessageFacts &message, const Subject &subject, bool maySwap,
                                 metrics::Recorder &recorder, std::string &bytes)
{
    MessageDecision decision;
    const std::uint64_t now = monotonicNs();
    Subject asked = subject;
    asked.bodySize = message.size;
    for (const std::shared_ptr<const Rule> &rule : m_rules.get()->message) {
        const auto &fault = static_cast<const MessageFault &>(rule->fault());
        if (decision.effects.drop)
            break; // what is lost meets nothing more
        if (!fault.concerns(message) || (fault.needsNext() && !maySwap))
            continue;
        const auto n = rule->decide(asked, now, m_shared, false);
        if (!n)
            continue;
        auto active = rule->begin(m_shared, subject.protocol);
        if (!active)
            continue;
        Draw draw = rule->draw(*n, now);
        rule->log(m_shared, *n, fault.act(decision.effects, bytes, draw), asked);
        if (fault.needsNext())
            decision.swapRule = rule;
        else
            recorder.faultApplied(subject.protocol, rule->label());
        decision.active.push_back(std::move(*active));
    }
    return decision;
}

void Injector::askRules(const RuleSet &rules, const Subject &subject, metrics::Recorder &recorder, Plan &plan)
{
    const std::uint64_t now = monotonicNs();
    for (const std::shared_ptr<const Rule> &rule : rules.exchange) {
        const ExchangeFault &fault = *rule->exchangeFault();
        if (!fault.actsOn(subject.protocol) || (fault.shapes() && !subject.hasReply))
            continue;
        const auto n = rule->decide(subject, now, m_shared, plan.effects().answered());
        if (!n)
            continue;
        if (!fault.wants(subject, now)) {
            if (fault.watches())
                plan.watch(rule);
            continue;
        }
        auto active = rule->begin(m_shared, subject.protocol);
        if (!active)
            continue;
        Draw draw = rule->draw(*n, now);
        const std::uint64_t value = fault.act(plan.effects(), draw, subject);
        rule->log(m_shared, *n, value, subject);
        if (!fault.shapes())
            recorder.faultApplied(subject.protocol, rule->label());
        plan.add(rule, std::move(*active), draw);
    }
}

void Injector::askCaller(const Subject &subject, metrics::Recorder &recorder, Plan &plan)
{
    const exchange::Request &request = *subject.request;
    if (const auto ms =
            numberIn(request, "x-envoy-fault-delay-request", "x-mockforge-fault-delay", 1, kMostMs)) {
        if (auto active = place(m_shared, subject.protocol)) {
            plan.effects().delayNs += *ms * kNsPerMs;
            recorder.faultApplied(subject.protocol, metrics::Fault::Latency);
            plan.addNamed("latency", std::move(*active));
        }
    }
    if (plan.effects().answered())
        return;
    if (const auto status =
            numberIn(request, "x-envoy-fault-abort-request", "x-mockforge-fault-abort", 200, 599)) {
        if (auto active = place(m_shared, subject.protocol)) {
            plan.effects().abort = Abort{static_cast<int>(*status), {}, {}, 0, -1};
            recorder.faultApplied(subject.protocol, metrics::Fault::Abort);
            plan.addNamed("abort", std::move(*active));
        }
    }
}

} // namespace mockforge::chaos
