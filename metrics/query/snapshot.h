// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/protocol.h"
#include "metrics/query/quantiles.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mockforge::metrics {

/// What one protocol, or all of them together, did in an interval of time. Counts are differences over the
/// interval, gauges are the value at its end. Percentiles in seconds, from merged log-linear histograms; NaN
/// where the interval saw no request (a gap, never zero).
struct Activity
{
    double requestsPerSecond = 0;
    double clientErrorsPerSecond = 0;
    double serverErrorsPerSecond = 0;
    double connectionErrorsPerSecond = 0;
    double grpcErrorsPerSecond = 0;
    double graphQlErrorsPerSecond = 0;
    double errorShare = 0;                     ///< 0..1 of the interval's requests; NaN without requests
    double p50 = 0, p90 = 0, p99 = 0;          ///< as the client sees it, injected time included
    double ownP50 = 0, ownP90 = 0, ownP99 = 0; ///< our own work: without injected and clients' time
    double openConnections = 0;
    double inFlight = 0;
    double unmatchedPerSecond = 0;
    double faultsPerSecond = 0;
    std::array<std::uint32_t, kHeatmapRows> latencyRows{}; ///< requests per latency band, for the heatmap
};

/// One point of every chart, of all protocols together and of each. Immutable once published.
struct SeriesPoint : Activity
{
    std::int64_t endMs = 0;       ///< wall clock, end of the interval
    std::uint32_t durationMs = 0; ///< length of the interval
    std::array<Activity, kProtocolCount> protocols;
};

enum class Window { OneMinute, FiveMinutes, FifteenMinutes, OneHour, SixHours, Session };

/// Everything a chart needs for one window: at most 360 points, oldest first, evenly spaced.
struct WindowData
{
    Window window = Window::FiveMinutes;
    std::uint32_t stepMs = 1000;
    std::vector<SeriesPoint> points;
};

struct RouteRow
{
    Protocol protocol = Protocol::Http;
    std::string label;
    double requestsPerSecond = 0; ///< over the last 60 s, as everything here
    double errorShare = 0;
    double p50 = 0, p99 = 0; ///< seconds; NaN without requests
    double injectedMs = 0;   ///< mean injected delay per request, milliseconds
    std::uint64_t total = 0; ///< since the start
};

/// Totals and current values of one protocol, or of all of them together.
struct Summary
{
    std::uint64_t requests = 0, errors = 0, unmatched = 0, faults = 0;
    std::int64_t openConnections = 0, inFlight = 0;
    double requestsPerSecond = 0;       ///< over the last 5 s
    double requestsPerSecondBefore = 0; ///< over the 60 s before that, for the tile's trend
    double errorShare60s = 0;           ///< 0 when idle
    double p50 = 0, p99 = 0;            ///< seconds over the last 60 s; NaN without requests
    double ownP50 = 0, ownP99 = 0;
};

/// Everything current at one instant; published every 250 ms by the metrics thread, immutable.
struct Snapshot : Summary
{
    std::int64_t timeMs = 0;
    std::array<Summary, kProtocolCount> protocols;
    std::uint64_t refusals = 0;
    double memoryBytes = 0, cpuPercent = 0;
    int scenarioMode = 0;
    std::vector<RouteRow> topRoutes; ///< busiest first, at most 20 of each protocol
};

/// A mark on the time axis of every chart.
struct Annotation
{
    enum class Kind { Mode, Endpoint, Reload, Chaos, Note };
    std::int64_t timeMs = 0;
    std::int64_t endMs = 0; ///< 0: a line; otherwise a band up to here; -1: a band that is still open
    Kind kind = Kind::Note;
    std::string label;  ///< short, for the chart
    std::string detail; ///< for hover: what changed
};

} // namespace mockforge::metrics
