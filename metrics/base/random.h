// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace mockforge {

/// SplitMix64's finaliser (Steele, Lea, Flood 2014): a bijection on 64 bits with full avalanche.
constexpr std::uint64_t mix64(std::uint64_t x) noexcept
{
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

/// FNV-1a, 64 bit: turns a rule's or a route's name into the stream number of its decisions, the same on
/// every machine.
constexpr std::uint64_t streamOf(std::string_view name) noexcept
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return hash;
}

/// A small generator whose whole sequence is a function of (seed, stream, index): the n-th request of a route
/// or the n-th decision of a rule draws the same numbers in every run, whichever thread serves it.
/// Meets std::uniform_random_bit_generator. Not for secrets.
class Random
{
public:
    using result_type = std::uint64_t;

    constexpr Random(std::uint64_t seed, std::uint64_t stream, std::uint64_t index) noexcept
        : m_state(mix64(mix64(mix64(seed) ^ stream) ^ index))
    {}

    static constexpr result_type min() noexcept { return 0; }
    static constexpr result_type max() noexcept { return ~0ULL; }
    constexpr result_type operator()() noexcept { return mix64(m_state += 0x9e3779b97f4a7c15ULL); }

    /// Uniform in [0, 1), 53 bits.
    constexpr double unit() noexcept { return static_cast<double>((*this)() >> 11) * 0x1.0p-53; }
    /// Uniform in [low, high]; low must not exceed high.
    constexpr std::int64_t between(std::int64_t low, std::int64_t high) noexcept
    {
        const std::uint64_t span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
        if (span == 0)
            return static_cast<std::int64_t>((*this)());
        // Lemire's multiply-shift; the bias is below 2^-64 × span, far under anything a mock could show.
        const auto product = static_cast<Wide>((*this)()) * span;
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) +
                                         static_cast<std::uint64_t>(product >> 64));
    }

private:
    __extension__ using Wide = unsigned __int128;

    std::uint64_t m_state;
};

} // namespace mockforge
