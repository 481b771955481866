// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/store/aggregator.h"

#include <algorithm>
#include <limits>

namespace mockforge::metrics {

namespace {

constexpr std::int64_t kPointMs = 1000;
constexpr std::int64_t kRouteStepMs = 10'000;
constexpr std::size_t kRouteSteps = 7; ///< so that one is at least 60 s old
constexpr std::size_t kMaxAnnotations = 1000;
constexpr std::size_t kTopRoutes = 20; ///< of each protocol
constexpr std::size_t kMinuteSeconds = 60;
constexpr std::size_t kNowSeconds = 5;

double share(std::uint64_t part, std::uint64_t all) noexcept
{
    return all == 0 ? 0.0 : std::min(1.0, static_cast<double>(part) / static_cast<double>(all));
}

double perSecond(const ProtocolInterval &interval, std::int64_t durationMs) noexcept
{
    return durationMs == 0
               ? 0.0
               : static_cast<double>(interval.requests) * 1000.0 / static_cast<double>(durationMs);
}

/// What follows from the counters as they stand.
void setTotals(Summary &summary, const Totals::OfProtocol &totals, std::uint64_t unmatched)
{
    summary.requests += totals.requests();
    summary.errors += totals.errorCount();
    summary.unmatched += unmatched;
    summary.faults += totals.faultCount();
    summary.openConnections += totals.openConnections;
    summary.inFlight += totals.inFlight;
}

/// What follows from the last seconds.
void setRecent(Summary &summary, const ProtocolInterval &minute)
{
    summary.errorShare60s = minute.errorShare();
    summary.p50 = minute.total.quantile(0.50);
    summary.p99 = minute.total.quantile(0.99);
    summary.ownP50 = minute.own.quantile(0.50);
    summary.ownP99 = minute.own.quantile(0.99);
}

double routeQuantile(const Totals::OfRoute &now, const Totals::OfRoute &then, double wanted)
{
    const std::uint64_t count = now.requests - then.requests;
    if (count == 0)
        return std::numeric_limits<double>::quiet_NaN();
    std::uint64_t seen = 0;
    for (std::size_t bin = 0; bin < RouteBins::kBins; ++bin) {
        seen += now.bins[bin] - then.bins[bin];
        if (static_cast<double>(seen) >= wanted * static_cast<double>(count) && seen > 0)
            return RouteBins::middleSeconds(bin);
    }
    return RouteBins::middleSeconds(RouteBins::kBins - 1);
}

RouteRow rowOf(Registry::Label label, const Totals::OfRoute &now, const Totals::OfRoute &then,
               std::int64_t spanMs)
{
    RouteRow row;
    const std::uint64_t requests = now.requests - then.requests;
    row.protocol = label.protocol;
    row.label = std::move(label.label);
    row.total = now.requests;
    row.requestsPerSecond = static_cast<double>(requests) * 1000.0 /
                            static_cast<double>(std::max<std::int64_t>(spanMs, kPointMs));
    row.errorShare = share(now.errors - then.errors, requests);
    row.p50 = routeQuantile(now, then, 0.50);
    row.p99 = routeQuantile(now, then, 0.99);
    if (requests > 0)
        row.injectedMs =
            static_cast<double>(now.injectedNs - then.injectedNs) * 1e-6 / static_cast<double>(requests);
    return row;
}

} // namespace

Aggregator::Aggregator(const Registry &registry, std::int64_t nowMs)
    : m_registry(registry)
    , m_atLastPoint(collect(registry))
    , m_lastPointMs(nowMs)
    , m_snapshot(std::make_shared<const Snapshot>())
{
    m_process = m_sampler.sample(nowMs);
    rememberRoutes(m_atLastPoint, nowMs);
    summarizeRecent();
    m_snapshot = makeSnapshot(m_atLastPoint, nowMs);
}

void Aggregator::tick(std::int64_t nowMs)
{
    Totals totals = collect(m_registry);
    // Half a tick of tolerance, so that four ticks make a second even when the timer is a little early.
    const bool pointDue = nowMs - m_lastPointMs >= kPointMs - kTickMs / 2;
    const std::lock_guard lock(m_mutex);
    if (pointDue) {
        m_process = m_sampler.sample(nowMs);
        m_series.add(Interval::between(m_atLastPoint, totals, nowMs, nowMs - m_lastPointMs));
        m_windows.clear();
        summarizeRecent();
        rememberRoutes(totals, nowMs);
    }
    m_snapshot = makeSnapshot(totals, nowMs);
    if (pointDue) {
        m_atLastPoint = std::move(totals);
        m_lastPointMs = nowMs;
    }
}

void Aggregator::summarizeRecent()
{
    const Interval minute = m_series.last(kMinuteSeconds);
    const Interval now = m_series.last(kNowSeconds);
    const Interval before = m_series.last(kMinuteSeconds, kNowSeconds);
    m_recent = {};
    setRecent(m_recent.all, minute.sum());
    for (std::size_t i = 0; i < kProtocolCount; ++i) {
        Summary &summary = m_recent.protocols[i];
        setRecent(summary, minute.protocols[i]);
        summary.requestsPerSecond = perSecond(now.protocols[i], now.durationMs);
        summary.requestsPerSecondBefore = perSecond(before.protocols[i], before.durationMs);
        m_recent.all.requestsPerSecond += summary.requestsPerSecond;
        m_recent.all.requestsPerSecondBefore += summary.requestsPerSecondBefore;
    }
}

void Aggregator::rememberRoutes(const Totals &totals, std::int64_t nowMs)
{
    if (!m_routesThen.empty() && nowMs - m_routesThen.back().timeMs < kRouteStepMs)
        return;
    m_routesThen.push_back({nowMs, totals.routes});
    if (m_routesThen.size() > kRouteSteps)
        m_routesThen.pop_front();
}

std::vector<RouteRow> Aggregator::topRoutes(const Totals &totals, std::int64_t nowMs) const
{
    static const Totals::OfRoute kNothing{};
    const std::vector<Registry::Label> labels = m_registry.routes();
    const RoutesThen &then = m_routesThen.front();
    std::vector<RouteRow> rows;
    for (std::size_t i = 0; i < std::min(labels.size(), totals.routes.size()); ++i) {
        if (totals.routes[i].requests > 0) {
            rows.push_back(rowOf(labels[i], totals.routes[i],
                                 i < then.routes.size() ? then.routes[i] : kNothing, nowMs - then.timeMs));
        }
    }
    const auto busier = [](const RouteRow &a, const RouteRow &b) {
        return a.requestsPerSecond != b.requestsPerSecond ? a.requestsPerSecond > b.requestsPerSecond
                                                          : a.total > b.total;
    };
    std::sort(rows.begin(), rows.end(), busier);
    std::array<std::size_t, kProtocolCount> taken{};
    std::erase_if(rows, [&taken](const RouteRow &row) {
        return ++taken[static_cast<std::size_t>(row.protocol)] > kTopRoutes;
    });
    return rows;
}

std::shared_ptr<Snapshot> Aggregator::makeSnapshot(const Totals &totals, std::int64_t nowMs) const
{
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->timeMs = nowMs;
    static_cast<Summary &>(*snapshot) = m_recent.all;
    snapshot->protocols = m_recent.protocols;
    for (std::size_t i = 0; i < kProtocolCount; ++i) {
        const std::uint64_t unmatched = totals.unmatched(static_cast<Protocol>(i));
        setTotals(*snapshot, totals.protocols[i], unmatched);
        setTotals(snapshot->protocols[i], totals.protocols[i], unmatched);
    }
    snapshot->refusals = totals.refused();
    snapshot->memoryBytes = static_cast<double>(m_process.residentBytes);
    snapshot->cpuPercent = m_process.cpuPercent;
    snapshot->scenarioMode = m_registry.scenarioMode();
    snapshot->topRoutes = topRoutes(totals, nowMs);
    return snapshot;
}

std::shared_ptr<const Snapshot> Aggregator::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

std::shared_ptr<const WindowData> Aggregator::window(Window window) const
{
    const std::lock_guard lock(m_mutex);
    std::shared_ptr<const WindowData> &cached = m_windows[window];
    if (!cached)
        cached = std::make_shared<const WindowData>(m_series.window(window));
    return cached;
}

std::shared_ptr<const WindowData> Aggregator::range(std::int64_t fromMs, std::int64_t toMs) const
{
    const std::lock_guard lock(m_mutex);
    return std::make_shared<const WindowData>(m_series.range(fromMs, toMs));
}

std::vector<Annotation> Aggregator::annotations(std::int64_t fromMs, std::int64_t toMs) const
{
    const std::lock_guard lock(m_mutex);
    std::vector<Annotation> found;
    for (const Annotation &annotation : m_annotations) {
        const std::int64_t end =
            annotation.endMs == -1 ? toMs : std::max(annotation.endMs, annotation.timeMs);
        if (annotation.timeMs <= toMs && end >= fromMs)
            found.push_back(annotation);
    }
    return found;
}

void Aggregator::annotate(Annotation annotation)
{
    const std::lock_guard lock(m_mutex);
    for (Annotation &open : m_annotations) {
        if (open.endMs == -1 && open.kind == annotation.kind)
            open.endMs = annotation.timeMs;
    }
    m_annotations.push_back(std::move(annotation));
    if (m_annotations.size() > kMaxAnnotations)
        m_annotations.pop_front();
}

std::array<double, kProtocolCount> Aggregator::errorRates() const
{
    const std::lock_guard lock(m_mutex);
    std::array<double, kProtocolCount> rates{};
    for (std::size_t i = 0; i < kProtocolCount; ++i)
        rates[i] = m_recent.protocols[i].errorShare60s;
    return rates;
}

ProcessSample Aggregator::process() const
{
    const std::lock_guard lock(m_mutex);
    return m_process;
}

} // namespace mockforge::metrics
