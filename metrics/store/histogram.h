// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/query/quantiles.h"
#include "metrics/record/loglinear.h"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace mockforge::metrics {

/// The requests of an interval by log-linear bin; only the bins that were met are kept, in order. Histograms
/// of neighbouring intervals are merged, never their percentiles.
class SparseHistogram
{
public:
    /// What came to a cumulative histogram since `before`; both have LogLinear::kBins entries, modulo 2^32.
    static SparseHistogram difference(const std::vector<std::uint32_t> &now,
                                      const std::vector<std::uint32_t> &before);

    void merge(const SparseHistogram &other);
    std::uint64_t count() const noexcept { return m_count; }
    /// Seconds; NaN when empty.
    double quantile(double share) const noexcept;
    std::array<std::uint32_t, kHeatmapRows> heatmapRows() const noexcept;

private:
    std::vector<std::pair<std::uint16_t, std::uint32_t>> m_bins;
    std::uint64_t m_count = 0;
};

} // namespace mockforge::metrics
