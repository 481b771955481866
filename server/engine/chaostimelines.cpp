// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the chaos desk that keeps timelines and runs them.

#include "server/engine/chaosdesk.h"

#include "metrics/base/clock.h"
#include "metrics/query/source.h"
#include "server/project/timelinereader.h"

namespace mockforge::engine {

namespace {

constexpr std::uint64_t kNsPerMs = 1'000'000;

std::int64_t nowMs()
{
    return static_cast<std::int64_t>(monotonicNs() / kNsPerMs);
}

std::string byWhom(const std::string &origin)
{
    return origin.empty() ? "" : " — by " + origin;
}

} // namespace

TimelineRunner::Hooks ChaosDesk::runnerHooks()
{
    return {m_hooks.scenario, m_hooks.setScenario, m_hooks.modePresets,
            [this](const std::string &name) { return m_library.preset(name); },
            [this] {
                return readings();
            }};
}

/// What the charts show too, second by second.
std::vector<chaos::GuardReading> ChaosDesk::readings() const
{
    std::vector<chaos::GuardReading> list;
    for (const metrics::SeriesPoint &point : m_source->window(metrics::Window::OneMinute)->points)
        list.push_back({point.endMs, point.durationMs, point.errorShare, point.p99});
    return list;
}

std::vector<control::ChaosTimeline> ChaosDesk::chaosTimelines() const
{
    const std::lock_guard lock(m_changes);
    std::vector<control::ChaosTimeline> list;
    for (const project::ChaosTimeline &timeline : m_library.timelines())
        list.push_back(TimelineRunner::describe(timeline));
    return list;
}

Result<std::string> ChaosDesk::saveChaosTimeline(const std::string &text, const std::string &origin)
{
    std::vector<control::Diagnostic> findings;
    auto timeline = project::chaosTimelineFromText(text, findings);
    if (!timeline)
        return errorOf(findings, "timelines");
    const std::string name = timeline->name;
    const std::lock_guard lock(m_changes);
    if (auto good = m_runner.check(*timeline); !good)
        return good.error();
    if (auto saved = m_library.save(std::move(*timeline)); !saved)
        return saved.error();
    note(control::Event::Kind::Chaos, "timeline saved", name + byWhom(origin));
    return name;
}

Result<void> ChaosDesk::deleteChaosTimeline(const std::string &name, const std::string &origin)
{
    const std::lock_guard lock(m_changes);
    auto deleted = m_library.deleteTimeline(name);
    if (deleted)
        note(control::Event::Kind::Chaos, "timeline deleted", name + byWhom(origin));
    return deleted;
}

Result<void> ChaosDesk::startChaosTimeline(const std::string &nameOrText, const std::string &origin)
{
    const std::lock_guard lock(m_changes);
    if (const auto known = m_library.timeline(nameOrText))
        return start(*known, origin);
    if (nameOrText.find_first_of("{:\n") == std::string::npos)
        return Error{"unknown_timeline", "there is no timeline '" + nameOrText + "'",
                     "'mockforge chaos timeline' shows them"};
    std::vector<control::Diagnostic> findings;
    auto timeline = project::chaosTimelineFromText(nameOrText, findings);
    if (!timeline)
        return errorOf(findings, "timelines");
    return start(std::move(*timeline), origin);
}

Result<void> ChaosDesk::start(project::ChaosTimeline timeline, const std::string &origin)
{
    const std::string name = timeline.name;
    if (auto started = m_runner.start(std::move(timeline), nowMs(), origin); !started)
        return started;
    tell("timeline " + name + " started", origin);
    scheduleTick();
    return {};
}

void ChaosDesk::stopChaosTimeline(const std::string &origin)
{
    const std::lock_guard lock(m_changes);
    if (!m_runner.isRunning())
        return;
    const std::string name = m_runner.run(nowMs()).timeline.name;
    m_runner.stop("stopped", origin.empty() ? "stopped" : "by " + origin);
    tell("timeline " + name + " stopped", origin);
}

Result<void> ChaosDesk::setChaosStageDuration(std::size_t stage, std::int64_t durationMs,
                                              const std::string &origin)
{
    const std::lock_guard lock(m_changes);
    auto changed = m_runner.setDuration(stage, durationMs, nowMs());
    if (!changed)
        return changed;
    note(control::Event::Kind::Chaos, m_runner.label(),
         "stage " + std::to_string(stage) + " lasts " + std::to_string(durationMs) + " ms" + byWhom(origin));
    scheduleTick();
    return {};
}

control::ChaosRun ChaosDesk::chaosRun() const
{
    const std::lock_guard lock(m_changes);
    return m_runner.run(nowMs());
}

void ChaosDesk::scheduleTick()
{
    const auto next = m_runner.nextMs(nowMs());
    if (!next)
        return;
    const std::uint64_t generation = ++m_generation;
    m_hooks.schedule(static_cast<std::uint64_t>(*next) * kNsPerMs, [this, life = m_life, generation] {
        const std::lock_guard lock(life->mutex);
        if (!life->isOver)
            tick(generation);
    });
}

void ChaosDesk::tick(std::uint64_t generation)
{
    bool tripped = false;
    {
        const std::lock_guard lock(m_changes);
        if (generation != m_generation)
            return;
        const TimelineRunner::News news = m_runner.tick(nowMs());
        if (!news.text.empty())
            tell(news.text, {});
        tripped = news.tripped;
        scheduleTick();
    }
    // What the timeline has held back must not go on hurting those whom the guard protects.
    if (tripped)
        m_hooks.releaseFaults();
}

} // namespace mockforge::engine
