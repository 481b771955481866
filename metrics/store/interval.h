// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/query/snapshot.h"
#include "metrics/store/histogram.h"
#include "metrics/store/totals.h"

#include <array>
#include <cstdint>

namespace mockforge::metrics {

/// What one protocol did between two readings of the shards.
struct ProtocolInterval
{
    std::uint64_t requests = 0;
    std::array<std::uint64_t, kErrorTypeCount> errors{}; ///< index 0 stays 0
    std::uint64_t unmatched = 0;
    std::uint64_t faults = 0;
    std::int64_t openConnections = 0; ///< at the end
    std::int64_t inFlight = 0;        ///< at the end
    SparseHistogram total;
    SparseHistogram own;

    std::uint64_t errorCount() const noexcept;
    /// 0..1; 0 without requests.
    double errorShare() const noexcept;
    /// Adds counts and histograms; gauges stay as they are.
    void addCounts(const ProtocolInterval &other);
    Activity activity(std::int64_t durationMs) const;
};

/// What happened between two readings of the shards. Intervals that touch can be merged, and everything a
/// chart shows is worked out from the merged one.
struct Interval
{
    std::int64_t endMs = 0;
    std::int64_t durationMs = 0;
    std::array<ProtocolInterval, kProtocolCount> protocols;

    static Interval between(const Totals &before, const Totals &now, std::int64_t endMs,
                            std::int64_t durationMs);
    /// Appends the interval that follows this one.
    void append(const Interval &next);
    /// All protocols together.
    ProtocolInterval sum() const;
    SeriesPoint point() const;
};

} // namespace mockforge::metrics
