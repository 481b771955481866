// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/timeline.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <utility>

namespace mockforge::chaos {

namespace {

/// For how long up to the last reading the value was above the limit without a break.
template <typename Above>
std::int64_t lastedMs(const std::vector<GuardReading> &readings, std::int64_t sinceMs, const Above &above)
{
    std::int64_t lasted = 0;
    for (auto reading = readings.rbegin(); reading != readings.rend(); ++reading) {
        if (reading->endMs - reading->durationMs < sinceMs || !above(*reading))
            break;
        lasted += reading->durationMs;
    }
    return lasted;
}

std::string sentence(const char *format, double value, double limit, std::int64_t forMs)
{
    std::array<char, 128> text{};
    std::snprintf(text.data(), text.size(), format, value, limit, static_cast<double>(forMs) / 1000);
    return text.data();
}

} // namespace

Timeline::Timeline(project::ChaosTimeline spec, std::int64_t nowMs)
    : m_spec(std::move(spec))
    , m_startMs(nowMs)
    , m_stageStartMs(nowMs)
{}

std::int64_t Timeline::lifeEndMs() const noexcept
{
    return m_spec.timeToLiveMs > 0 ? m_startMs + m_spec.timeToLiveMs
                                   : std::numeric_limits<std::int64_t>::max();
}

std::int64_t Timeline::nextMs() const noexcept
{
    return std::min(m_stageStartMs + current().durationMs, lifeEndMs());
}

Timeline::Step Timeline::advance(std::int64_t nowMs)
{
    if (nowMs >= lifeEndMs())
        return {End::TimeToLive, false};
    Step step;
    while (nowMs >= m_stageStartMs + current().durationMs) {
        const bool last = m_stage + 1 == m_spec.stages.size();
        if (last && !m_spec.repeat)
            return {End::Finished, false};
        m_stageStartMs += current().durationMs;
        m_stage = last ? 0 : m_stage + 1;
        m_round += last ? 1 : 0;
        step.stageBegan = true;
    }
    return step;
}

void Timeline::setDuration(std::size_t stage, std::int64_t durationMs, std::int64_t nowMs)
{
    if (stage >= m_spec.stages.size())
        return;
    // What has passed of the stage has passed: the next one must not begin in the past.
    m_spec.stages[stage].durationMs =
        stage == m_stage ? std::max(durationMs, nowMs - m_stageStartMs) : durationMs;
}

double Timeline::progress(std::int64_t nowMs) const noexcept
{
    const auto duration = static_cast<double>(std::max<std::int64_t>(current().durationMs, 1));
    return std::clamp(static_cast<double>(elapsedMs(nowMs)) / duration, 0.0, 1.0);
}

std::optional<std::string> Timeline::tripped(const std::vector<GuardReading> &readings,
                                             std::int64_t sinceMs) const
{
    const project::ChaosGuard &guard = m_spec.guard;
    if (readings.empty())
        return std::nullopt;
    // A comparison with NaN, an interval without exchanges, is false.
    if (guard.errorShare >= 0 && lastedMs(readings, sinceMs, [&](const GuardReading &reading) {
                                     return reading.errorShare > guard.errorShare;
                                 }) >= guard.forMs)
        return sentence("%.1f %% errors, above %.1f %% for %g s", 100 * readings.back().errorShare,
                        100 * guard.errorShare, guard.forMs);
    const double p99Limit = static_cast<double>(guard.p99Ms);
    if (guard.p99Ms >= 0 && lastedMs(readings, sinceMs, [&](const GuardReading &reading) {
                                return reading.p99 * 1000 > p99Limit;
                            }) >= guard.forMs)
        return sentence("p99 %.0f ms, above %.0f ms for %g s", readings.back().p99 * 1000, p99Limit,
                        guard.forMs);
    return std::nullopt;
}

} // namespace mockforge::chaos
