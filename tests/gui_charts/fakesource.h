// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/query/source.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

namespace mockforge::testing {

/// Metrics that a test dictates: one point a second, whose numbers follow from its index alone. Time stands
/// still until advance(). Main thread only.
class FakeSource : public metrics::Source
{
public:
    /// A fixed instant, so that pictures and texts are the same on every run: 2026-03-02 10:00:00 UTC.
    static constexpr std::int64_t kStartMs = 1'772'445'600'000;

    /// `seconds` of lively traffic, the last point ending at now().
    explicit FakeSource(int seconds = 0) { advance(seconds); }

    void advance(int seconds)
    {
        for (int i = 0; i < seconds; ++i) {
            m_points.push_back(livelyPoint(static_cast<int>(m_points.size())));
            m_points.back().endMs = now();
            m_requests += static_cast<std::uint64_t>(m_points.back().requestsPerSecond);
        }
    }

    std::int64_t now() const { return kStartMs + static_cast<std::int64_t>(m_points.size()) * 1000; }
    /// The points, for a test to change before it asks again.
    std::vector<metrics::SeriesPoint> &points() { return m_points; }

    /// Makes `count` points from index `from` silent: no requests, so no percentiles.
    void silence(std::size_t from, std::size_t count)
    {
        for (std::size_t i = from; i < from + count; ++i) {
            const std::int64_t endMs = m_points[i].endMs;
            m_points[i] = {};
            m_points[i].endMs = endMs;
            m_points[i].durationMs = 1000;
            for (double *value : {&m_points[i].p50, &m_points[i].p90, &m_points[i].p99, &m_points[i].ownP50,
                                  &m_points[i].ownP90, &m_points[i].ownP99, &m_points[i].errorShare})
                *value = std::numeric_limits<double>::quiet_NaN();
        }
    }

    std::shared_ptr<const metrics::Snapshot> snapshot() const override
    {
        auto snapshot = std::make_shared<metrics::Snapshot>();
        snapshot->timeMs = now();
        snapshot->requests = m_requests;
        return snapshot;
    }

    std::shared_ptr<const metrics::WindowData> window(metrics::Window window) const override
    {
        const std::int64_t seconds = window == metrics::Window::OneMinute     ? 60
                                     : window == metrics::Window::FiveMinutes ? 300
                                                                              : 360;
        auto data = std::make_shared<metrics::WindowData>(*range(now() - seconds * 1000, now()));
        data->window = window;
        return data;
    }

    std::shared_ptr<const metrics::WindowData> range(std::int64_t fromMs, std::int64_t toMs) const override
    {
        auto data = std::make_shared<metrics::WindowData>();
        std::copy_if(
            m_points.begin(), m_points.end(), std::back_inserter(data->points),
            [&](const metrics::SeriesPoint &point) { return point.endMs > fromMs && point.endMs <= toMs; });
        return data;
    }

    std::vector<metrics::Annotation> annotations(std::int64_t fromMs, std::int64_t toMs) const override
    {
        std::vector<metrics::Annotation> found;
        for (const metrics::Annotation &mark : m_annotations) {
            const std::int64_t end = mark.endMs == -1 ? now() : std::max(mark.endMs, mark.timeMs);
            if (mark.timeMs <= toMs && end >= fromMs)
                found.push_back(mark);
        }
        return found;
    }

    void annotate(metrics::Annotation annotation) override { m_annotations.push_back(std::move(annotation)); }

private:
    /// Waves and a bit of noise that is the same each time; latency in the shape of a real service.
    static metrics::SeriesPoint livelyPoint(int index)
    {
        const double t = index;
        const auto noise = [index](int salt) {
            const std::uint32_t hash = (static_cast<std::uint32_t>(index) * 2'654'435'761U +
                                        static_cast<std::uint32_t>(salt) * 40'503U) >>
                                       8;
            return static_cast<double>(hash % 1000U) / 1000.0;
        };
        metrics::SeriesPoint point;
        point.durationMs = 1000;
        const std::array<double, metrics::kProtocolCount> rates{
            900 + 260 * std::sin(t / 37) + 90 * noise(1), 300 + 80 * std::sin(t / 19) + 40 * noise(2),
            120 + 30 * std::sin(t / 53) + 20 * noise(3), 60 + 20 * noise(4)};
        for (std::size_t i = 0; i < rates.size(); ++i) {
            point.protocols[i].requestsPerSecond = rates[i];
            point.requestsPerSecond += rates[i];
        }
        const bool trouble = index % 300 > 170 && index % 300 < 220;
        point.clientErrorsPerSecond = 4 + 3 * noise(5);
        point.serverErrorsPerSecond = trouble ? 60 + 20 * noise(6) : noise(7) < 0.1 ? 2 : 0;
        point.connectionErrorsPerSecond = trouble ? 12 * noise(8) : 0;
        point.errorShare =
            (point.clientErrorsPerSecond + point.serverErrorsPerSecond) / point.requestsPerSecond;
        point.ownP50 = 0.0021 + 0.0006 * noise(9);
        point.ownP90 = 0.009 + 0.003 * noise(10);
        point.ownP99 = 0.03 + 0.02 * noise(11);
        point.p50 = point.ownP50 * (trouble ? 20 : 1.1);
        point.p90 = point.ownP90 * (trouble ? 15 : 1.1);
        point.p99 = point.ownP99 * (trouble ? 20 : 1.1);
        point.grpcErrorsPerSecond = trouble ? 20 * noise(14) : 0;
        point.graphQlErrorsPerSecond = 2 * noise(15);
        for (metrics::Activity &protocol : point.protocols) {
            protocol.openConnections = std::round(protocol.requestsPerSecond / 10 + 4 * std::sin(t / 23));
            protocol.inFlight = std::round(protocol.requestsPerSecond / 90 + (trouble ? 10 : 2) * noise(12));
            point.openConnections += protocol.openConnections;
            point.inFlight += protocol.inFlight;
        }
        for (std::size_t row = 0; row < metrics::kHeatmapRows; ++row) {
            const double height = static_cast<double>(row);
            const double centre = trouble ? 29 : 19;
            const double away = (height - centre - 2 * noise(13)) / 3.5;
            const double share =
                std::exp(-away * away) + (height > centre ? 0.03 * noise(static_cast<int>(row)) : 0.0);
            point.latencyRows[row] =
                height > centre + 16 ? 0 : static_cast<std::uint32_t>(point.requestsPerSecond * share / 6);
        }
        return point;
    }

    std::vector<metrics::SeriesPoint> m_points;
    std::vector<metrics::Annotation> m_annotations;
    std::uint64_t m_requests = 0;
};

} // namespace mockforge::testing
