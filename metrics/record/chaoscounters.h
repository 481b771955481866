// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/labels.h"

#include <array>
#include <atomic>
#include <cstdint>

namespace mockforge::metrics {

/// Why a chaos rule did not act on something that it was for.
enum class Skip : std::uint8_t {
    NotSelected, ///< probability, every, first, after, burst: not this one
    Schedule,    ///< before its start, or between two times of on
    Expired,     ///< time_to_live is over
    RuleLimit,   ///< its times or its max_active are reached
    Preempted,   ///< another rule had already answered
};
inline constexpr std::size_t kSkipCount = 5;
inline constexpr std::array<std::string_view, kSkipCount> kSkipNames{"not_selected", "schedule", "expired",
                                                                     "rule_limit", "preempted"};

/// What the chaos rules count beyond the faults applied, which the recorders count. Written by any thread,
/// and only while rules are in force; read at a scrape.
struct ChaosCounters
{
    std::array<std::atomic<std::int64_t>, kProtocolCount> active{};
    std::array<std::atomic<std::uint64_t>, kSkipCount> skipped{};
    std::atomic<std::uint64_t> overflow{0}; ///< faults left out because too many were in flight
};

} // namespace mockforge::metrics
