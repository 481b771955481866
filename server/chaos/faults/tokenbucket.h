// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>

namespace mockforge::chaos {

/// A token bucket as one number, the generic cell rate algorithm (ITU-T I.371): the time at which the bucket
/// would be full again. Lock-free, any thread.
class TokenBucket
{
public:
    /// `intervalNs` is the time in which one token grows back, `burst` how many the full bucket holds.
    TokenBucket(double intervalNs, double burst) noexcept
        : m_intervalNs(intervalNs)
        , m_toleranceNs(intervalNs * burst)
    {}

    /// Takes `tokens` when they are there; otherwise gives how long until they are, and takes none.
    std::uint64_t take(double tokens, std::uint64_t nowNs) noexcept
    {
        const auto cost = static_cast<std::uint64_t>(tokens * m_intervalNs);
        std::uint64_t full = m_fullNs.load(std::memory_order_relaxed);
        for (;;) {
            const std::uint64_t next = (full > nowNs ? full : nowNs) + cost;
            const auto latest = nowNs + static_cast<std::uint64_t>(m_toleranceNs);
            if (next > latest)
                return next - latest;
            if (m_fullNs.compare_exchange_weak(full, next, std::memory_order_relaxed))
                return 0;
        }
    }
    /// Whether the bucket is full, so that forgetting it changes nothing.
    bool isFull(std::uint64_t nowNs) const noexcept
    {
        return m_fullNs.load(std::memory_order_relaxed) <= nowNs;
    }

private:
    double m_intervalNs;
    double m_toleranceNs;
    std::atomic<std::uint64_t> m_fullNs{0};
};

} // namespace mockforge::chaos
