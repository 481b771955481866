// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/control/chaos.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace mockforge::control {

std::string_view chaosStateName(ChaosRuleStatus::State state) noexcept
{
    switch (state) {
    case ChaosRuleStatus::State::Active:
        return "active";
    case ChaosRuleStatus::State::Off:
        return "off";
    case ChaosRuleStatus::State::Waiting:
        return "waiting";
    case ChaosRuleStatus::State::Expired:
        return "expired";
    }
    return {};
}

/// Wilson's score interval, which holds for shares near 0 and 1 too.
void estimateShare(ChaosRuleStatus &rule) noexcept
{
    if (rule.matched == 0)
        return;
    constexpr double kZ = 1.959963984540054; // 95 %
    const double n = static_cast<double>(rule.matched);
    const double p = std::min(1.0, static_cast<double>(rule.fired) / n);
    const double middle = (p + kZ * kZ / (2 * n)) / (1 + kZ * kZ / n);
    const double half = kZ * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n)) / (1 + kZ * kZ / n);
    rule.observedShare = p;
    rule.shareLow = std::max(0.0, middle - half);
    rule.shareHigh = std::min(1.0, middle + half);
}

} // namespace mockforge::control
