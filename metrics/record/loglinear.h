// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace mockforge::metrics {

/// Log-linear bins for times from 1 µs to 137 s: every octave is cut into 64 equal bins, so a bin is at most
/// 1/64 of its lower bound wide and its middle is within 0.8 % of any value in it. What lies outside falls
/// into the first or last bin. Pure arithmetic, no state.
struct LogLinear
{
    static constexpr unsigned kSubBits = 6;
    static constexpr std::size_t kSubBins = std::size_t{1} << kSubBits;
    static constexpr unsigned kFirstOctave = 10; ///< 2^10 ns ≈ 1 µs
    static constexpr unsigned kLastOctave = 36;  ///< 2^37 ns ≈ 137 s
    static constexpr std::size_t kBins = (kLastOctave - kFirstOctave + 1) * kSubBins;

    static constexpr std::size_t binOf(std::uint64_t ns) noexcept
    {
        const auto octave = static_cast<unsigned>(std::bit_width(ns | 1U)) - 1U;
        if (octave < kFirstOctave)
            return 0;
        if (octave > kLastOctave)
            return kBins - 1;
        const auto sub = static_cast<std::size_t>((ns >> (octave - kSubBits)) & (kSubBins - 1));
        return (octave - kFirstOctave) * kSubBins + sub;
    }

    /// Lower bound of a bin, in nanoseconds.
    static constexpr std::uint64_t lowerBound(std::size_t bin) noexcept
    {
        const auto octave = static_cast<unsigned>(bin >> kSubBits) + kFirstOctave;
        return (std::uint64_t{kSubBins} + (bin & (kSubBins - 1))) << (octave - kSubBits);
    }

    /// Middle of a bin, in seconds: what a percentile that falls into it is said to be.
    static constexpr double middleSeconds(std::size_t bin) noexcept
    {
        const auto width = std::uint64_t{1}
                           << (static_cast<unsigned>(bin >> kSubBits) + kFirstOctave - kSubBits);
        return (static_cast<double>(lowerBound(bin)) + static_cast<double>(width) / 2.0) * 1e-9;
    }
};

} // namespace mockforge::metrics
