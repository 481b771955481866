// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/query/source.h"
#include "metrics/store/processsampler.h"
#include "metrics/store/timeseries.h"
#include "metrics/store/totals.h"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>

namespace mockforge::metrics {

/// Reads the shards four times a second, keeps the past, and answers the window's questions. tick() belongs
/// to the metrics thread; the calls of Source may come from any thread and never meet a recording one. The
/// clock is the caller's.
class Aggregator : public Source
{
public:
    static constexpr std::int64_t kTickMs = 250;

    Aggregator(const Registry &registry, std::int64_t nowMs);

    /// To be called every kTickMs.
    void tick(std::int64_t nowMs);

    std::shared_ptr<const Snapshot> snapshot() const override;
    std::shared_ptr<const WindowData> window(Window window) const override;
    std::shared_ptr<const WindowData> range(std::int64_t fromMs, std::int64_t toMs) const override;
    std::vector<Annotation> annotations(std::int64_t fromMs, std::int64_t toMs) const override;
    void annotate(Annotation annotation) override;

    /// Errors / requests over the last 60 s by protocol; 0 when idle.
    std::array<double, kProtocolCount> errorRates() const;
    ProcessSample process() const;

private:
    struct RoutesThen
    {
        std::int64_t timeMs = 0;
        std::vector<Totals::OfRoute> routes;
    };

    std::shared_ptr<Snapshot> makeSnapshot(const Totals &totals, std::int64_t nowMs) const;
    std::vector<RouteRow> topRoutes(const Totals &totals, std::int64_t nowMs) const;
    /// What the last minute says, which changes once a second only.
    void summarizeRecent();
    void rememberRoutes(const Totals &totals, std::int64_t nowMs);

    const Registry &m_registry;
    Totals m_atLastPoint; ///< metrics thread only, as the next two
    std::int64_t m_lastPointMs;
    ProcessSampler m_sampler;

    mutable std::mutex m_mutex;
    TimeSeries m_series;
    std::deque<RoutesThen> m_routesThen;
    std::deque<Annotation> m_annotations;
    struct Recent
    {
        Summary all;
        std::array<Summary, kProtocolCount> protocols;
    };
    Recent m_recent; ///< the totals in it stay 0
    ProcessSample m_process;
    std::shared_ptr<const Snapshot> m_snapshot;
    mutable std::map<Window, std::shared_ptr<const WindowData>> m_windows; ///< until the next point
};

} // namespace mockforge::metrics
