// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/rule.h"

#include "metrics/base/clock.h"
#include "metrics/record/faults.h"

#include <algorithm>
#include <utility>

namespace mockforge::chaos {

namespace {

constexpr std::uint64_t kNsPerMs = 1'000'000;
constexpr auto kRelaxed = std::memory_order_relaxed;

std::uint64_t nanoseconds(std::int64_t ms) noexcept
{
    return static_cast<std::uint64_t>(ms) * kNsPerMs;
}

void skip(Shared &shared, metrics::Skip reason) noexcept
{
    shared.counters.skipped[static_cast<std::size_t>(reason)].fetch_add(1, kRelaxed);
}

/// Adds one while the result stays within `most` (0: no limit).
template <typename Number>
bool addWithin(std::atomic<Number> &count, std::int64_t most) noexcept
{
    Number now = count.load(kRelaxed);
    do {
        if (most > 0 && static_cast<std::int64_t>(now) >= most)
            return false;
    } while (!count.compare_exchange_weak(now, now + 1, kRelaxed));
    return true;
}

} // namespace

ActiveFault::ActiveFault(std::shared_ptr<const Rule> rule, Shared &shared,
                         metrics::Protocol protocol) noexcept
    : m_rule(std::move(rule))
    , m_shared(&shared)
    , m_protocol(protocol)
{
    shared.counters.active[static_cast<std::size_t>(protocol)].fetch_add(1, kRelaxed);
}

ActiveFault::~ActiveFault()
{
    if (!m_shared)
        return;
    m_shared->counters.active[static_cast<std::size_t>(m_protocol)].fetch_sub(1, kRelaxed);
    m_shared->active.fetch_sub(1, kRelaxed);
    if (m_rule)
        m_rule->m_counts->active.fetch_sub(1, kRelaxed);
}

ActiveFault::ActiveFault(ActiveFault &&other) noexcept
    : m_rule(std::move(other.m_rule))
    , m_shared(std::exchange(other.m_shared, nullptr))
    , m_protocol(other.m_protocol)
{}

ActiveFault &ActiveFault::operator=(ActiveFault &&other) noexcept
{
    std::swap(m_rule, other.m_rule);
    std::swap(m_shared, other.m_shared);
    std::swap(m_protocol, other.m_protocol);
    return *this;
}

Result<std::shared_ptr<Rule>> Rule::compile(project::ChaosRule spec, std::uint64_t seed, std::string origin)
{
    static std::atomic<std::uint32_t> last{0};
    const std::shared_ptr<Rule> rule(new Rule(std::move(spec)));
    if (std::string problem = rule->m_scope.compile(rule->m_spec.when); !problem.empty())
        return Error{"bad_match", "the chaos rule '" + rule->m_spec.name + "': " + problem, ""};
    rule->m_fault = makeFault(rule->m_spec.fault, rule->m_spec.settings);
    if (!rule->m_fault)
        return Error{"unknown_fault", "there is no fault '" + rule->m_spec.fault + "'", ""};
    rule->m_exchangeFault = dynamic_cast<const ExchangeFault *>(rule->m_fault.get());
    const auto label =
        std::find(metrics::kFaultNames.begin(), metrics::kFaultNames.end(), rule->m_spec.fault);
    rule->m_label = static_cast<metrics::Fault>(label - metrics::kFaultNames.begin());
    rule->m_seed = rule->m_spec.seed >= 0 ? static_cast<std::uint64_t>(rule->m_spec.seed) : seed;
    rule->m_stream = streamOf(rule->m_spec.name);
    rule->m_number = last.fetch_add(1, kRelaxed) + 1;
    rule->m_origin = std::move(origin);
    rule->m_enabled = rule->m_spec.enabled;
    rule->restart();
    return rule;
}

void Rule::restart() noexcept
{
    m_counts->startNs.store(monotonicNs(), kRelaxed);
}

void Rule::setEnabled(bool enabled) noexcept
{
    if (enabled)
        restart();
    m_enabled.store(enabled, kRelaxed);
}

void Rule::continueFrom(const Rule &other)
{
    m_counts = other.m_counts;
    m_number = other.m_number;
    m_replay = other.m_replay;
    m_enabled.store(other.isEnabled(), kRelaxed);
    m_fault->continueFrom(*other.m_fault);
}

Rule::Phase Rule::phase(std::uint64_t nowNs) const noexcept
{
    const std::uint64_t start = m_counts->startNs.load(kRelaxed);
    const std::uint64_t elapsed = nowNs > start ? nowNs - start : 0;
    if (m_spec.timeToLiveMs > 0 && elapsed >= nanoseconds(m_spec.timeToLiveMs))
        return Phase::Expired;
    if (elapsed < nanoseconds(m_spec.startMs))
        return Phase::Waiting;
    if (m_spec.onMs == 0)
        return Phase::On;
    const std::uint64_t scheduled = elapsed - nanoseconds(m_spec.startMs);
    const std::uint64_t on = nanoseconds(m_spec.onMs);
    // Without off, it is on once.
    if (m_spec.offMs == 0)
        return scheduled < on ? Phase::On : Phase::Expired;
    return scheduled % (on + nanoseconds(m_spec.offMs)) < on ? Phase::On : Phase::Waiting;
}

std::uint64_t Rule::changesNs(std::uint64_t nowNs) const noexcept
{
    if (!isEnabled() || phase(nowNs) == Phase::Expired)
        return 0;
    const std::uint64_t start = m_counts->startNs.load(kRelaxed);
    nowNs = std::max(nowNs, start); // who asks may have looked at the clock before
    const std::uint64_t begins = start + nanoseconds(m_spec.startMs);
    std::uint64_t next = m_spec.timeToLiveMs > 0 ? start + nanoseconds(m_spec.timeToLiveMs) : UINT64_MAX;
    if (nowNs < begins) {
        next = std::min(next, begins);
    } else if (m_spec.onMs > 0) {
        const std::uint64_t on = nanoseconds(m_spec.onMs);
        const std::uint64_t cycle = on + nanoseconds(m_spec.offMs);
        const std::uint64_t into = (nowNs - begins) % cycle;
        next = std::min(next, nowNs + (into < on ? on : cycle) - into);
    }
    return next == UINT64_MAX ? 0 : next;
}

bool Rule::inBurst(std::uint64_t n, std::uint64_t nowNs) const noexcept
{
    const auto count = static_cast<std::uint64_t>(m_spec.burstCount);
    if (m_spec.burstOf > 0)
        return n % static_cast<std::uint64_t>(m_spec.burstOf) < count;
    constexpr unsigned kCountBits = 24;
    constexpr std::uint64_t kCountMask = (1U << kCountBits) - 1;
    const std::uint64_t cycle =
        (nowNs - m_counts->startNs.load(kRelaxed)) / nanoseconds(m_spec.burstIntervalMs);
    std::uint64_t state = m_counts->burst.load(kRelaxed);
    for (;;) {
        const std::uint64_t seen = state >> kCountBits == cycle ? state & kCountMask : 0;
        if (seen >= std::min(count, kCountMask))
            return false;
        if (m_counts->burst.compare_exchange_weak(state, (cycle << kCountBits) | (seen + 1), kRelaxed))
            return true;
    }
}

bool Rule::selects(std::uint64_t n, std::uint64_t nowNs) const noexcept
{
    if (m_replay)
        return m_replay->contains(n);
    const auto after = static_cast<std::uint64_t>(m_spec.after);
    if (n < after)
        return false;
    const std::uint64_t k = n - after;
    if (m_spec.first > 0 && k >= static_cast<std::uint64_t>(m_spec.first))
        return false;
    if (m_spec.every > 0 && (k + 1) % static_cast<std::uint64_t>(m_spec.every) != 0)
        return false;
    if (m_spec.probability < 1 && Random(m_seed, m_stream, n).unit() >= m_spec.probability)
        return false;
    return m_spec.burstCount == 0 || inBurst(k, nowNs);
}

bool Rule::concerns(const Subject &subject, std::uint64_t nowNs) const
{
    return isEnabled() && m_scope.holds(subject) && phase(nowNs) == Phase::On;
}

std::optional<std::uint64_t> Rule::decide(const Subject &subject, std::uint64_t nowNs, Shared &shared,
                                          bool answered) const
{
    if (!isEnabled() || !m_scope.holds(subject))
        return std::nullopt;
    if (const Phase now = phase(nowNs); now != Phase::On) {
        skip(shared, now == Phase::Expired ? metrics::Skip::Expired : metrics::Skip::Schedule);
        return std::nullopt;
    }
    const std::uint64_t n = m_counts->matched.fetch_add(1, kRelaxed);
    if (!selects(n, nowNs)) {
        skip(shared, metrics::Skip::NotSelected);
        return std::nullopt;
    }
    if (answered && (!m_exchangeFault || m_exchangeFault->answers())) {
        skip(shared, metrics::Skip::Preempted);
        return std::nullopt;
    }
    return n;
}

Draw Rule::draw(std::uint64_t n, std::uint64_t nowNs) const
{
    std::uint64_t seed = m_seed;
    std::optional<std::uint64_t> recorded;
    if (m_replay) {
        if (const auto found = m_replay->find(n); found != m_replay->end()) {
            seed = found->second.seed;
            recorded = found->second.value;
        }
    }
    Random random(seed, m_stream, n);
    static_cast<void>(random.unit()); // what decided whether it fires
    return {random, n, nowNs - m_counts->startNs.load(kRelaxed), recorded};
}

std::optional<ActiveFault> Rule::begin(Shared &shared, metrics::Protocol protocol) const
{
    if (!addWithin(m_counts->active, m_spec.maxActive)) {
        skip(shared, metrics::Skip::RuleLimit);
        return std::nullopt;
    }
    if (!addWithin(shared.active, shared.maxActive.load(kRelaxed))) {
        m_counts->active.fetch_sub(1, kRelaxed);
        shared.counters.overflow.fetch_add(1, kRelaxed);
        return std::nullopt;
    }
    ActiveFault token(shared_from_this(), shared, protocol);
    if (!addWithin(m_counts->fired, m_spec.times)) {
        skip(shared, metrics::Skip::RuleLimit);
        return std::nullopt;
    }
    return token;
}

void Rule::log(Shared &shared, std::uint64_t n, std::uint64_t value, const Subject &subject) const
{
    const std::int64_t now = wallClockMs();
    m_counts->lastFiredMs.store(now, kRelaxed);
    std::uint64_t seed = m_seed;
    if (m_replay) {
        if (const auto found = m_replay->find(n); found != m_replay->end())
            seed = found->second.seed;
    }
    shared.log.add({now, m_number, n, seed, value, describe(subject)});
}

control::ChaosRuleStatus Rule::status() const
{
    using State = control::ChaosRuleStatus::State;
    control::ChaosRuleStatus status;
    status.name = m_spec.name;
    status.fault = m_spec.fault;
    status.definition =
        m_spec.definition.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    status.origin = m_origin;
    const Phase now = phase(monotonicNs());
    status.state = !isEnabled()            ? State::Off
                   : now == Phase::Expired ? State::Expired
                   : now == Phase::Waiting ? State::Waiting
                                           : State::Active;
    status.seed = m_seed;
    status.matched = m_counts->matched.load(kRelaxed);
    status.fired = m_counts->fired.load(kRelaxed);
    status.active = m_counts->active.load(kRelaxed);
    status.configuredShare = m_spec.probability;
    if (m_spec.every > 0)
        status.configuredShare /= static_cast<double>(m_spec.every);
    if (m_spec.burstOf > 0)
        status.configuredShare *=
            static_cast<double>(m_spec.burstCount) / static_cast<double>(m_spec.burstOf);
    status.lastFiredMs = m_counts->lastFiredMs.load(kRelaxed);
    control::estimateShare(status);
    return status;
}

} // namespace mockforge::chaos
