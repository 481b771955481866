// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/chaoscounters.h"
#include "server/chaos/decisionlog.h"
#include "server/chaos/faults/fault.h"
#include "server/chaos/heldlist.h"
#include "server/chaos/scope.h"
#include "server/control/chaos.h"
#include "server/project/chaosmodel.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace mockforge::chaos {

/// What all rules share: the process-wide counts, the log, the cap on faults in flight. Any thread.
struct Shared
{
    explicit Shared(metrics::ChaosCounters &chaosCounters)
        : counters(chaosCounters)
    {}

    metrics::ChaosCounters &counters;
    DecisionLog log;
    std::atomic<std::int64_t> active{0};
    std::atomic<std::int64_t> maxActive{20'000};
    HeldList held;
};

class Rule;

/// What a rule has decided so far; it outlives a change of the rule's parameters.
struct RuleCounts
{
    std::atomic<std::uint64_t> startNs{0};
    std::atomic<std::uint64_t> matched{0};
    std::atomic<std::uint64_t> fired{0};
    std::atomic<std::int64_t> active{0};
    std::atomic<std::int64_t> lastFiredMs{0};
    std::atomic<std::uint64_t> burst{0}; ///< cycle in the upper 40 bits, count in the lower 24
};

/// A fault in flight, from its decision to its end; counts for the caps and the gauge of active faults.
class ActiveFault
{
public:
    ActiveFault() = default;
    ActiveFault(std::shared_ptr<const Rule> rule, Shared &shared, metrics::Protocol protocol) noexcept;
    ~ActiveFault();
    ActiveFault(ActiveFault &&other) noexcept;
    ActiveFault &operator=(ActiveFault &&other) noexcept;

private:
    std::shared_ptr<const Rule> m_rule;
    Shared *m_shared = nullptr;
    metrics::Protocol m_protocol = metrics::Protocol::Http;
};

/// A chaos rule in force: its specification, compiled, its fault, and what it has decided. Any thread;
/// deciding takes no lock and allocates nothing. The n-th decision is a function of (seed, rule, n): whether
/// it fires, and all that is random in its fault.
class Rule : public std::enable_shared_from_this<Rule>
{
public:
    /// Errors say what is wrong with the specification.
    static Result<std::shared_ptr<Rule>> compile(project::ChaosRule spec, std::uint64_t seed,
                                                 std::string origin);

    /// The number of the decision when the rule is for the subject and fires now; nothing otherwise. What is
    /// skipped is counted by reason. `answered`: another rule already answers.
    std::optional<std::uint64_t> decide(const Subject &subject, std::uint64_t nowNs, Shared &shared,
                                        bool answered) const;
    /// Whether the rule is for the subject and in force, without a decision being taken.
    bool concerns(const Subject &subject, std::uint64_t nowNs) const;
    /// Whether the rule is in force at this moment.
    bool isOn(std::uint64_t nowNs) const noexcept { return isEnabled() && phase(nowNs) == Phase::On; }
    /// When it will begin or end to be in force by itself; 0: never.
    std::uint64_t changesNs(std::uint64_t nowNs) const noexcept;
    Draw draw(std::uint64_t n, std::uint64_t nowNs) const;
    /// Takes a place among the faults in flight; nothing when there is none left.
    std::optional<ActiveFault> begin(Shared &shared, metrics::Protocol protocol) const;
    /// Writes a decision that fired to the log, with what it was about.
    void log(Shared &shared, std::uint64_t n, std::uint64_t value, const Subject &subject) const;

    const project::ChaosRule &spec() const noexcept { return m_spec; }
    const Fault &fault() const noexcept { return *m_fault; }
    const ExchangeFault *exchangeFault() const noexcept { return m_exchangeFault; }
    metrics::Fault label() const noexcept { return m_label; }
    std::uint64_t seed() const noexcept { return m_seed; }
    std::uint32_t number() const noexcept { return m_number; }
    const std::string &origin() const noexcept { return m_origin; }

    bool isEnabled() const noexcept { return m_enabled.load(std::memory_order_relaxed); }
    void setEnabled(bool enabled) noexcept;
    /// Its schedule and its time to live begin anew.
    void restart() noexcept;
    /// Goes on where the other one stands, as the same rule with other parameters: its number, its counts,
    /// whether it is switched on, and what its fault remembers. Before it is in force.
    void continueFrom(const Rule &other);
    /// Whether one of the two is the other one with other parameters.
    bool isSameAs(const Rule &other) const noexcept { return m_counts == other.m_counts; }
    /// From now on only what is recorded fires.
    void replay(std::shared_ptr<const ReplayedRule> recorded) noexcept { m_replay = std::move(recorded); }
    control::ChaosRuleStatus status() const;

private:
    friend class ActiveFault;

    explicit Rule(project::ChaosRule spec)
        : m_spec(std::move(spec))
    {}

    enum class Phase { Waiting, On, Expired };
    Phase phase(std::uint64_t nowNs) const noexcept;
    bool selects(std::uint64_t n, std::uint64_t nowNs) const noexcept;
    bool inBurst(std::uint64_t n, std::uint64_t nowNs) const noexcept;

    project::ChaosRule m_spec;
    Scope m_scope;
    std::unique_ptr<Fault> m_fault;
    const ExchangeFault *m_exchangeFault = nullptr; ///< the fault, where it is one
    metrics::Fault m_label{};
    std::uint64_t m_seed = 0;
    std::uint64_t m_stream = 0;
    std::uint32_t m_number = 0;
    std::string m_origin;
    std::shared_ptr<const ReplayedRule> m_replay; ///< set before the rule is in force

    std::atomic<bool> m_enabled{true};
    std::shared_ptr<RuleCounts> m_counts = std::make_shared<RuleCounts>();
};

} // namespace mockforge::chaos
