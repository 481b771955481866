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
    /// Takes as many whole tokens as there are, at most `most`; gives how many.
    double takeUpTo(double most, std::uint64_t nowNs) noexcept
    {
        std::uint64_t full = m_fullNs.load(std::memory_order_relaxed);
        for (;;) {
            const double start = static_cast<double>(full > nowNs ? full - nowNs : 0);
            const double there = start < m_toleranceNs ? (m_toleranceNs - start) / m_intervalNs : 0;
            const auto whole = static_cast<double>(static_cast<std::uint64_t>(there < most ? there : most));
            if (whole < 1)
                return 0;
            const std::uint64_t next =
                (full > nowNs ? full : nowNs) + static_cast<std::uint64_t>(whole * m_intervalNs);
            if (m_fullNs.compare_exchange_weak(full, next, std::memory_order_relaxed))
                return whole;
        }
    }
    /// Throws away what exceeds so many tokens.
    void keepAtMost(double tokens, std::uint64_t nowNs) noexcept
    {
        const double spare = m_toleranceNs - tokens * m_intervalNs;
        const std::uint64_t least = nowNs + static_cast<std::uint64_t>(spare > 0 ? spare : 0);
        std::uint64_t full = m_fullNs.load(std::memory_order_relaxed);
        while (full < least && !m_fullNs.compare_exchange_weak(full, least, std::memory_order_relaxed)) {
        }
    }
    /// Tokens that were taken and not used.
    void giveBack(double tokens) noexcept
    {
        m_fullNs.fetch_sub(static_cast<std::uint64_t>(tokens * m_intervalNs), std::memory_order_relaxed);
    }
    /// Nanoseconds until so many tokens are there.
    std::uint64_t wait(double tokens, std::uint64_t nowNs) const noexcept
    {
        const std::uint64_t full = m_fullNs.load(std::memory_order_relaxed);
        const double start = static_cast<double>(full > nowNs ? full - nowNs : 0);
        const double missing = start + tokens * m_intervalNs - m_toleranceNs;
        return missing > 0 ? static_cast<std::uint64_t>(missing) + 1 : 1;
    }
    /// Misses as many tokens as a bucket of another rate does.
    void continueFrom(const TokenBucket &other, std::uint64_t nowNs) noexcept
    {
        const std::uint64_t full = other.m_fullNs.load(std::memory_order_relaxed);
        const double missing = full > nowNs ? static_cast<double>(full - nowNs) / other.m_intervalNs : 0;
        m_fullNs.store(nowNs + static_cast<std::uint64_t>(missing * m_intervalNs), std::memory_order_relaxed);
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
