// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/store/interval.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace mockforge::metrics {

namespace {

std::uint64_t routeRequests(const Totals &totals, RouteId route)
{
    return route < totals.routes.size() ? totals.routes[route].requests : 0;
}

template <typename Array>
void addTo(Array &sums, const Array &parts)
{
    std::transform(sums.begin(), sums.end(), parts.begin(), sums.begin(), std::plus<>());
}

} // namespace

Interval Interval::between(const Totals &before, const Totals &now, std::int64_t endMs,
                           std::int64_t durationMs)
{
    Interval interval;
    interval.endMs = endMs;
    interval.durationMs = durationMs;
    for (std::size_t i = 0; i < kProtocolCount; ++i) {
        const Totals::OfProtocol &old = before.protocols[i];
        const Totals::OfProtocol &current = now.protocols[i];
        interval.requests[i] = current.requests() - old.requests();
        interval.protocolErrors[i] = current.errorCount() - old.errorCount();
        for (std::size_t type = 1; type < kErrorTypeCount; ++type)
            interval.errors[type] += current.errors[type] - old.errors[type];
        interval.openConnections += current.openConnections;
        interval.inFlight += current.inFlight;
        interval.total.merge(SparseHistogram::difference(current.total, old.total));
        interval.own.merge(SparseHistogram::difference(current.own, old.own));
    }
    interval.unmatched = routeRequests(now, kUnmatchedRoute) - routeRequests(before, kUnmatchedRoute);
    interval.faults = now.faults() - before.faults();
    return interval;
}

void Interval::append(const Interval &next)
{
    endMs = next.endMs;
    durationMs += next.durationMs;
    addTo(requests, next.requests);
    addTo(protocolErrors, next.protocolErrors);
    addTo(errors, next.errors);
    unmatched += next.unmatched;
    faults += next.faults;
    openConnections = next.openConnections;
    inFlight = next.inFlight;
    total.merge(next.total);
    own.merge(next.own);
}

SeriesPoint Interval::point() const
{
    SeriesPoint point;
    const double seconds = std::max(static_cast<double>(durationMs) * 1e-3, 1e-3);
    const auto rate = [&](std::uint64_t count) {
        return static_cast<double>(count) / seconds;
    };
    const auto errorRate = [&](ErrorType type) {
        return rate(errors[static_cast<std::size_t>(type)]);
    };
    point.endMs = endMs;
    point.durationMs = static_cast<std::uint32_t>(durationMs);
    const std::uint64_t all = std::accumulate(requests.begin(), requests.end(), std::uint64_t{0});
    for (std::size_t i = 0; i < kProtocolCount; ++i)
        point.requestsPerSecond[i] = rate(requests[i]);
    point.totalPerSecond = rate(all);
    point.clientErrorsPerSecond = errorRate(ErrorType::ClientError);
    point.serverErrorsPerSecond = errorRate(ErrorType::ServerError);
    point.connectionErrorsPerSecond = errorRate(ErrorType::ConnectionError);
    point.otherErrorsPerSecond = errorRate(ErrorType::GrpcError) + errorRate(ErrorType::GraphQlError);
    const std::uint64_t failed = std::accumulate(errors.begin(), errors.end(), std::uint64_t{0});
    point.errorShare = all == 0 ? std::numeric_limits<double>::quiet_NaN()
                                : std::min(1.0, static_cast<double>(failed) / static_cast<double>(all));
    point.p50 = total.quantile(0.50);
    point.p90 = total.quantile(0.90);
    point.p99 = total.quantile(0.99);
    point.ownP50 = own.quantile(0.50);
    point.ownP90 = own.quantile(0.90);
    point.ownP99 = own.quantile(0.99);
    point.openConnections = static_cast<double>(openConnections);
    point.inFlight = static_cast<double>(inFlight);
    point.unmatchedPerSecond = rate(unmatched);
    point.faultsPerSecond = rate(faults);
    point.latencyRows = total.heatmapRows();
    return point;
}

} // namespace mockforge::metrics
