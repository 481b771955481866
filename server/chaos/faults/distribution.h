// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/random.h"
#include "server/project/chaosmodel.h"

#include <cstdint>

namespace mockforge::chaos {

/// Draws a time in nanoseconds; never negative, at most the specification's max. `elapsedNs`, since the rule
/// came into force, moves only the waveforms.
std::uint64_t drawDelay(const project::DelaySpec &spec, Random &random, std::uint64_t elapsedNs) noexcept;

} // namespace mockforge::chaos
