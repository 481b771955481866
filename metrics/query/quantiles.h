// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace mockforge::metrics {

/// Bands of the latency heatmap: 48, log-spaced from 10 µs to 10 s.
inline constexpr std::size_t kHeatmapRows = 48;
/// Lower bound of band `row`, in seconds.
double heatmapRowLowerBound(std::size_t row) noexcept;

} // namespace mockforge::metrics
