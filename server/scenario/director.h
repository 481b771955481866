// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/published.h"
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
    std::uint64_t delayNs = 0; ///< before anything else
    int errorStatus = 0;       ///< answer this instead of the route; 0: the route answers
    bool hang = false;         ///< never answer
};

struct State;

/// The mode in force, for every protocol. set() and current() may be called by any thread. A worker decides
/// through a Reader of its own: the n-th decision since the mode was set is a function of (seed, mode, n), so
/// the same sequence of exchanges meets the same fate in every run. Readers must not outlive the Director.
class Director
{
public:
    Director(metrics::Registry &registry, std::uint64_t seed);
    ~Director();
    Director(const Director &) = delete;
    Director &operator=(const Director &) = delete;

    /// Sets the gauge first, then the mode: no reply under the new mode can be seen before the gauge shows
    /// it.
    void set(const control::Scenario &scenario);
    control::Scenario current() const;
    void setSeed(std::uint64_t seed); ///< for the decisions after the next set()

    class Reader
    {
    public:
        explicit Reader(const Director &director);
        /// Lock-free; in healthy mode one atomic load.
        Decision decide() noexcept;

    private:
        Published<State>::Reader m_state;
    };

private:
    metrics::Registry &m_registry;
    std::atomic<std::uint64_t> m_seed;
    Published<State> m_state;
};

} // namespace mockforge::scenario
