// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/scenario/director.h"

#include "metrics/base/random.h"
#include "metrics/record/registry.h"

#include <atomic>
#include <cmath>

namespace mockforge::scenario {

namespace {

constexpr double kNsPerMs = 1e6;
constexpr double kDegradedMs = 50.0; ///< what a latency_multiplier of 1 adds
constexpr double kCalmMaxMs = 50.0;  ///< chaos without a spike: uniform between 0 and this

std::uint64_t nanoseconds(double ms) noexcept
{
    return static_cast<std::uint64_t>(std::llround(ms * kNsPerMs));
}

} // namespace

/// A mode in force and how many exchanges it has decided.
struct State
{
    control::Scenario scenario;
    std::vector<int> codes;
    std::uint64_t seed = 0;
    std::uint64_t stream = 0;
    std::atomic<std::uint64_t> decided{0};
};

namespace {

std::shared_ptr<State> makeState(const control::Scenario &scenario, std::uint64_t seed)
{
    auto state = std::make_shared<State>();
    state->scenario = scenario;
    state->seed = seed;
    state->stream = streamOf(control::modeName(scenario.mode));
    state->codes = scenario.statusCodes;
    if (state->codes.empty()) {
        state->codes = scenario.mode == control::Mode::Chaos ? std::vector<int>{500, 502, 503, 504, 429}
                                                             : std::vector<int>{500};
    }
    return state;
}

int drawCode(const State &state, Random &random) noexcept
{
    return state.codes[static_cast<std::size_t>(
        random.between(0, static_cast<std::int64_t>(state.codes.size()) - 1))];
}

Decision decideChaos(const State &state, Random &random) noexcept
{
    const control::Scenario &scenario = state.scenario;
    Decision decision;
    const double fate = random.unit();
    if (fate < scenario.errorRate) {
        decision.errorStatus = drawCode(state, random);
    } else if (fate < scenario.errorRate + scenario.timeoutRate) {
        decision.hang = true;
    } else if (random.unit() < scenario.spikeProbability) {
        decision.delayNs = nanoseconds(scenario.minMs + random.unit() * (scenario.maxMs - scenario.minMs));
    } else {
        decision.delayNs = nanoseconds(random.unit() * kCalmMaxMs);
    }
    return decision;
}

Decision decideFor(const State &state, Random &random) noexcept
{
    if (state.scenario.mode == control::Mode::Chaos)
        return decideChaos(state, random);
    Decision decision;
    if (state.scenario.mode == control::Mode::Degraded)
        decision.delayNs = nanoseconds(kDegradedMs * state.scenario.latencyMultiplier);
    if (random.unit() < state.scenario.errorRate)
        decision.errorStatus = drawCode(state, random);
    return decision;
}

} // namespace

Director::Director(metrics::Registry &registry, std::uint64_t seed)
    : m_registry(registry)
    , m_seed(seed)
    , m_state(makeState({}, seed))
{
    m_registry.setScenarioMode(0);
}

Director::~Director() = default;

void Director::set(const control::Scenario &scenario)
{
    m_registry.setScenarioMode(static_cast<int>(scenario.mode));
    m_state.set(makeState(scenario, m_seed.load(std::memory_order_relaxed)));
}

control::Scenario Director::current() const
{
    return m_state.get()->scenario;
}

void Director::setSeed(std::uint64_t seed)
{
    m_seed.store(seed, std::memory_order_relaxed);
}

Director::Reader::Reader(const Director &director)
    : m_state(director.m_state)
{}

Decision Director::Reader::decide() noexcept
{
    State &state = *m_state.get();
    if (state.scenario.mode == control::Mode::Healthy)
        return {};
    const std::uint64_t n = state.decided.fetch_add(1, std::memory_order_relaxed);
    Random random(state.seed, state.stream, n);
    return decideFor(state, random);
}

} // namespace mockforge::scenario
