// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/key.h"

namespace mockforge::project {

/// Reads a time that may be drawn: "100ms", or a mapping with one of fixed, uniform, normal, log_normal,
/// exponential, pareto, percentiles and wave, and beside it jitter and max.
void readDelay(const std::string &key, const Value &value, DelaySpec &delay, Findings &findings);
nlohmann::ordered_json delaySchema();

/// Reads a time, or {min, max} between which it is drawn uniformly; neither may exceed `mostMs`.
void readDelayRange(const std::string &key, const Value &value, std::int64_t mostMs, Delay &delay,
                    Findings &findings);
nlohmann::ordered_json delayRangeSchema();

} // namespace mockforge::project
