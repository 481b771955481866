// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/labels.h"
#include "server/control/scenario.h"

#include <atomic>
#include <cstdint>
#include <memory>

namespace mockforge::metrics {
class Registry;
}

namespace mockforge::scenario {

/// What the mode in force does to one exchange.
struct Decision
{
    std::uint64_t delayNs = 0;   ///< before anything else
    int errorStatus = 0;         ///< answer this instead of the route; 0: the route answers
    bool hang = false;           ///< never answer: keep the exchange until the client or the hang limit ends it
    control::Mode mode = control::Mode::Healthy;
};

/// The mode in force, for every protocol. set() may be called by any thread; decide() by any worker, lock-free: the n-th
/// decision since the mode was set is a function of (seed, mode, n). In healthy mode decide() costs one atomic load.
class Director
{
public:
    Director(metrics::Registry &registry, std::uint64_t seed);
    ~Director();

    /// Sets the gauge first, then the mode: no reply under the new mode can be seen before the gauge shows it.
    void set(const control::Scenario &scenario);
    control::Scenario current() const;
    Decision decide(metrics::Protocol protocol) noexcept;

private:
    struct State;
    metrics::Registry &m_registry;
    std::uint64_t m_seed;
    std::atomic<std::uint64_t> m_generation{0};
    std::shared_ptr<State> m_state; // std::atomic_load / std::atomic_store
};

} // namespace mockforge::scenario
