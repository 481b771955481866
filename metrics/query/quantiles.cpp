// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/query/quantiles.h"

#include <cmath>

namespace mockforge::metrics {

double heatmapRowLowerBound(std::size_t row) noexcept
{
    constexpr double kLowest = 1e-5;
    constexpr double kDecades = 6.0; // up to 10 s
    return kLowest * std::pow(10.0, kDecades * static_cast<double>(row) / static_cast<double>(kHeatmapRows));
}

} // namespace mockforge::metrics
