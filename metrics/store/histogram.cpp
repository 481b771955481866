// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/store/histogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mockforge::metrics {

namespace {

using Bins = std::vector<std::pair<std::uint16_t, std::uint32_t>>;

/// The exact size: histograms are kept for hours, so room that is never used would add up to megabytes.
std::size_t mergedSize(const Bins &a, const Bins &b)
{
    std::size_t size = 0;
    auto left = a.begin();
    auto right = b.begin();
    for (; left != a.end() && right != b.end(); ++size) {
        const auto bin = std::min(left->first, right->first);
        left += left->first == bin ? 1 : 0;
        right += right->first == bin ? 1 : 0;
    }
    return size + static_cast<std::size_t>((a.end() - left) + (b.end() - right));
}

} // namespace

SparseHistogram SparseHistogram::difference(const std::vector<std::uint32_t> &now,
                                            const std::vector<std::uint32_t> &before)
{
    SparseHistogram result;
    for (std::size_t bin = 0; bin < now.size(); ++bin) {
        const std::uint32_t count = now[bin] - (bin < before.size() ? before[bin] : 0U);
        if (count == 0)
            continue;
        result.m_bins.emplace_back(static_cast<std::uint16_t>(bin), count);
        result.m_count += count;
    }
    result.m_bins.shrink_to_fit();
    return result;
}

void SparseHistogram::merge(const SparseHistogram &other)
{
    if (other.m_bins.empty())
        return;
    Bins merged;
    merged.reserve(mergedSize(m_bins, other.m_bins));
    auto mine = m_bins.begin();
    auto theirs = other.m_bins.begin();
    while (mine != m_bins.end() || theirs != other.m_bins.end()) {
        if (theirs == other.m_bins.end() || (mine != m_bins.end() && mine->first < theirs->first)) {
            merged.push_back(*mine++);
        } else if (mine == m_bins.end() || theirs->first < mine->first) {
            merged.push_back(*theirs++);
        } else {
            merged.emplace_back(mine->first, mine->second + theirs->second);
            ++mine;
            ++theirs;
        }
    }
    m_bins = std::move(merged);
    m_count += other.m_count;
}

double SparseHistogram::quantile(double share) const noexcept
{
    if (m_count == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const auto rank = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(m_count)));
    std::uint64_t seen = 0;
    for (const auto &[bin, count] : m_bins) {
        seen += count;
        if (seen >= std::max<std::uint64_t>(rank, 1))
            return LogLinear::middleSeconds(bin);
    }
    return LogLinear::middleSeconds(m_bins.back().first);
}

std::array<std::uint32_t, kHeatmapRows> SparseHistogram::heatmapRows() const noexcept
{
    std::array<std::uint32_t, kHeatmapRows> rows{};
    for (const auto &[bin, count] : m_bins) {
        const double decades = std::log10(LogLinear::middleSeconds(bin) / heatmapRowLowerBound(0));
        const double row = decades * static_cast<double>(kHeatmapRows) / 6.0;
        rows[static_cast<std::size_t>(std::clamp(row, 0.0, static_cast<double>(kHeatmapRows - 1)))] += count;
    }
    return rows;
}

} // namespace mockforge::metrics
