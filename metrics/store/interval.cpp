// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/store/interval.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace mockforge::metrics {

namespace {

ProtocolInterval between(const Totals::OfProtocol &before, const Totals::OfProtocol &now)
{
    ProtocolInterval interval;
    interval.requests = now.requests() - before.requests();
    for (std::size_t type = 1; type < kErrorTypeCount; ++type)
        interval.errors[type] = now.errors[type] - before.errors[type];
    interval.faults = now.faultCount() - before.faultCount();
    interval.openConnections = now.openConnections;
    interval.inFlight = now.inFlight;
    interval.total = SparseHistogram::difference(now.total, before.total);
    interval.own = SparseHistogram::difference(now.own, before.own);
    return interval;
}

} // namespace

std::uint64_t ProtocolInterval::errorCount() const noexcept
{
    return std::accumulate(errors.begin(), errors.end(), std::uint64_t{0});
}

double ProtocolInterval::errorShare() const noexcept
{
    return requests == 0 ? 0.0
                         : std::min(1.0, static_cast<double>(errorCount()) / static_cast<double>(requests));
}

void ProtocolInterval::addCounts(const ProtocolInterval &other)
{
    requests += other.requests;
    std::transform(errors.begin(), errors.end(), other.errors.begin(), errors.begin(), std::plus<>());
    unmatched += other.unmatched;
    faults += other.faults;
    total.merge(other.total);
    own.merge(other.own);
}

Activity ProtocolInterval::activity(std::int64_t durationMs) const
{
    Activity activity;
    const double seconds = std::max(static_cast<double>(durationMs) * 1e-3, 1e-3);
    const auto rate = [&](std::uint64_t count) {
        return static_cast<double>(count) / seconds;
    };
    const auto errorRate = [&](ErrorType type) {
        return rate(errors[static_cast<std::size_t>(type)]);
    };
    activity.requestsPerSecond = rate(requests);
    activity.clientErrorsPerSecond = errorRate(ErrorType::ClientError);
    activity.serverErrorsPerSecond = errorRate(ErrorType::ServerError);
    activity.connectionErrorsPerSecond = errorRate(ErrorType::ConnectionError);
    activity.grpcErrorsPerSecond = errorRate(ErrorType::GrpcError);
    activity.graphQlErrorsPerSecond = errorRate(ErrorType::GraphQlError);
    activity.errorShare = requests == 0 ? std::numeric_limits<double>::quiet_NaN() : errorShare();
    activity.p50 = total.quantile(0.50);
    activity.p90 = total.quantile(0.90);
    activity.p99 = total.quantile(0.99);
    activity.ownP50 = own.quantile(0.50);
    activity.ownP90 = own.quantile(0.90);
    activity.ownP99 = own.quantile(0.99);
    activity.openConnections = static_cast<double>(openConnections);
    activity.inFlight = static_cast<double>(inFlight);
    activity.unmatchedPerSecond = rate(unmatched);
    activity.faultsPerSecond = rate(faults);
    activity.latencyRows = total.heatmapRows();
    return activity;
}

Interval Interval::between(const Totals &before, const Totals &now, std::int64_t endMs,
                           std::int64_t durationMs)
{
    Interval interval;
    interval.endMs = endMs;
    interval.durationMs = durationMs;
    for (std::size_t i = 0; i < kProtocolCount; ++i) {
        const auto protocol = static_cast<Protocol>(i);
        interval.protocols[i] = metrics::between(before.protocols[i], now.protocols[i]);
        interval.protocols[i].unmatched = now.unmatched(protocol) - before.unmatched(protocol);
    }
    return interval;
}

void Interval::append(const Interval &next)
{
    endMs = next.endMs;
    durationMs += next.durationMs;
    for (std::size_t i = 0; i < kProtocolCount; ++i) {
        protocols[i].addCounts(next.protocols[i]);
        protocols[i].openConnections = next.protocols[i].openConnections;
        protocols[i].inFlight = next.protocols[i].inFlight;
    }
}

ProtocolInterval Interval::sum() const
{
    ProtocolInterval sum;
    for (const ProtocolInterval &protocol : protocols) {
        sum.addCounts(protocol);
        sum.openConnections += protocol.openConnections;
        sum.inFlight += protocol.inFlight;
    }
    return sum;
}

SeriesPoint Interval::point() const
{
    SeriesPoint point;
    static_cast<Activity &>(point) = sum().activity(durationMs);
    point.endMs = endMs;
    point.durationMs = static_cast<std::uint32_t>(durationMs);
    for (std::size_t i = 0; i < kProtocolCount; ++i)
        point.protocols[i] = protocols[i].activity(durationMs);
    return point;
}

} // namespace mockforge::metrics
