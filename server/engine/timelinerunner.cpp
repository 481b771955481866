// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engine/timelinerunner.h"

#include "metrics/base/clock.h"
#include "server/project/timelinereader.h"

#include <algorithm>
#include <utility>

namespace mockforge::engine {

namespace {

constexpr std::int64_t kRampStepMs = 100;
constexpr std::int64_t kGuardStepMs = 250;
constexpr std::int64_t kShortestStageMs = 100;

std::string detailOf(const project::ChaosStage &stage)
{
    std::string text;
    const auto add = [&text](const std::string &part) {
        text += (text.empty() ? "" : ", ") + part;
    };
    if (!stage.mode.empty())
        add("mode " + stage.mode);
    if (!stage.preset.empty())
        add("preset " + stage.preset);
    for (const project::ChaosRule &rule : stage.rules)
        add(rule.name);
    for (const project::ChaosRamp &ramp : stage.ramps)
        add(ramp.parameter + " " + ramp.fromText + " → " + ramp.toText);
    return text.empty() ? "as before" : text;
}

project::ChaosRule renamed(project::ChaosRule rule, const std::string &name)
{
    rule.name = name;
    rule.definition["name"] = name;
    return rule;
}

bool needsRules(const project::ChaosTimeline &timeline)
{
    return std::any_of(timeline.stages.begin(), timeline.stages.end(), [](const project::ChaosStage &stage) {
        return !stage.rules.empty() || !stage.preset.empty();
    });
}

const char *nameOf(chaos::Timeline::End end)
{
    return end == chaos::Timeline::End::TimeToLive ? "time_to_live" : "finished";
}

} // namespace

TimelineRunner::TimelineRunner(chaos::Controller &controller, Hooks hooks)
    : m_controller(controller)
    , m_hooks(std::move(hooks))
{}

std::string TimelineRunner::group() const
{
    return "timeline " + m_timeline->spec().name;
}

/// Who sets the mode: "timeline drill, stage outage".
std::string TimelineRunner::place() const
{
    return group() + ", stage " + m_timeline->current().name;
}

std::string TimelineRunner::label() const
{
    return m_timeline ? m_timeline->spec().name + ": " + m_timeline->current().name : std::string();
}

Result<control::Scenario> TimelineRunner::modeNamed(const std::string &name) const
{
    for (const control::Preset &preset : m_hooks.modePresets()) {
        if (preset.name == name)
            return preset.scenario;
    }
    auto mode = control::modeFromName(name);
    if (!mode)
        return Error{"unknown_mode", "there is no mode and no preset of modes '" + name + "'",
                     mode.error().detail};
    return control::defaultScenario(mode.value());
}

/// All that could fail later fails now.
Result<void> TimelineRunner::check(const project::ChaosTimeline &timeline) const
{
    for (const project::ChaosStage &stage : timeline.stages) {
        if (!stage.mode.empty()) {
            if (auto mode = modeNamed(stage.mode); !mode)
                return mode.error();
        }
        if (!stage.preset.empty() && !m_hooks.preset(stage.preset))
            return Error{"unknown_preset", "there is no chaos preset '" + stage.preset + "'",
                         "'mockforge chaos presets' shows them"};
        if (const auto problems = chaos::Controller::check(stage.rules); !problems.empty())
            return problems.front().second;
    }
    return {};
}

Result<void> TimelineRunner::start(project::ChaosTimeline timeline, std::int64_t nowMs, std::string origin)
{
    if (auto good = check(timeline); !good)
        return good;
    if (needsRules(timeline) && !m_controller.isEnabled())
        return Error{
            "chaos_off", "chaos is switched off, so the timeline's rules would not act",
            "switch it on first: 'mockforge chaos on', or PUT {\"enabled\": true} to /__mockforge/chaos"};
    if (m_timeline)
        stop("stopped", "another one was started");
    m_timeline.emplace(std::move(timeline), nowMs);
    m_origin = std::move(origin);
    m_before = m_set = m_hooks.scenario();
    m_run = {};
    m_run.startedMs = wallClockMs();
    if (auto entered = enter(); !entered) {
        stop("failed", entered.error().message);
        return entered;
    }
    return {};
}

Result<void> TimelineRunner::enter()
{
    const project::ChaosStage &stage = m_timeline->current();
    const std::string prefix = m_timeline->spec().name + ": ";
    std::vector<project::ChaosRule> rules;
    if (const auto preset = stage.preset.empty() ? std::nullopt : m_hooks.preset(stage.preset)) {
        for (const project::ChaosRule &rule : preset->rules)
            rules.push_back(renamed(rule, prefix + stage.preset + " " + rule.name));
    }
    const auto ofPreset = static_cast<std::ptrdiff_t>(rules.size());
    for (const project::ChaosRule &rule : project::rulesOfStage(stage, 0))
        rules.push_back(renamed(rule, prefix + rule.name));
    auto names = m_controller.putAll(group(), std::move(rules));
    if (!names)
        return names.error();
    m_names.assign(names.value().begin() + ofPreset, names.value().end());
    // A mode that was chosen by hand meanwhile is from now on the one to go back to.
    if (!(m_hooks.scenario() == m_set))
        m_before = m_hooks.scenario();
    m_set = m_before;
    if (!stage.mode.empty()) {
        auto mode = modeNamed(stage.mode);
        if (!mode)
            return mode.error();
        m_set = std::move(mode).value();
    }
    if (!(m_hooks.scenario() == m_set))
        m_hooks.setScenario(m_set, place());
    m_run.stageStartedMs = wallClockMs();
    return {};
}

void TimelineRunner::follow(std::int64_t nowMs)
{
    const project::ChaosStage &stage = m_timeline->current();
    if (stage.ramps.empty())
        return;
    std::vector<project::ChaosRule> rules = project::rulesOfStage(stage, m_timeline->progress(nowMs));
    for (std::size_t i = 0; i < rules.size() && i < m_names.size(); ++i)
        static_cast<void>(
            m_controller.change(renamed(std::move(rules[i]), m_names[i]), group())); // removed by hand
}

TimelineRunner::News TimelineRunner::tick(std::int64_t nowMs)
{
    if (!m_timeline)
        return {};
    const std::string name = m_timeline->spec().name;
    const chaos::Timeline::Step step = m_timeline->advance(nowMs);
    if (step.end != chaos::Timeline::End::No) {
        const bool finished = step.end == chaos::Timeline::End::Finished;
        stop(nameOf(step.end), finished ? "its last stage is over" : "its time to live is over");
        return {"timeline " + name + (finished ? " is over" : ": its time to live is over"), false};
    }
    if (m_timeline->isGuarded()) {
        if (const auto seen = m_timeline->tripped(m_hooks.readings(), m_run.startedMs)) {
            stop("guard", *seen);
            return {"timeline " + name + " ended by its guard: " + *seen, true};
        }
    }
    if (step.stageBegan) {
        if (auto entered = enter(); !entered) {
            stop("failed", entered.error().message);
            return {"timeline " + name + " failed: " + entered.error().message, false};
        }
        return {"stage " + m_timeline->current().name + ": " + detailOf(m_timeline->current()), false};
    }
    follow(nowMs);
    return {};
}

std::optional<std::int64_t> TimelineRunner::nextMs(std::int64_t nowMs) const
{
    if (!m_timeline)
        return std::nullopt;
    std::int64_t next = m_timeline->nextMs();
    if (!m_timeline->current().ramps.empty())
        next = std::min(next, nowMs + kRampStepMs);
    if (m_timeline->isGuarded())
        next = std::min(next, nowMs + kGuardStepMs);
    return std::max(next, nowMs + 1);
}

void TimelineRunner::stop(const std::string &how, const std::string &reason)
{
    if (!m_timeline)
        return;
    static_cast<void>(m_controller.putAll(group(), {})); // without rules nothing can be wrong
    const std::string origin = group() + " ended";
    m_run.timeline = describe(m_timeline->spec());
    m_run.stage = m_timeline->stage();
    m_run.round = m_timeline->round();
    m_timeline.reset();
    // A mode that was chosen by hand meanwhile stays.
    if (m_hooks.scenario() == m_set && !(m_set == m_before))
        m_hooks.setScenario(m_before, origin);
    m_run.ended = how;
    m_run.reason = reason;
    m_run.endedMs = wallClockMs();
}

Result<void> TimelineRunner::setDuration(std::size_t stage, std::int64_t durationMs, std::int64_t nowMs)
{
    if (!m_timeline)
        return Error{"not_running", "no timeline runs", "start one first"};
    const std::size_t count = m_timeline->spec().stages.size();
    if (stage >= count)
        return Error{"out_of_range", "there is no stage " + std::to_string(stage),
                     "the timeline has stages 0 to " + std::to_string(count - 1)};
    if (durationMs < kShortestStageMs || durationMs > 24LL * 3600 * 1000)
        return Error{"out_of_range", "a stage lasts from 100 ms to a day", ""};
    m_timeline->setDuration(stage, durationMs, nowMs);
    return {};
}

control::ChaosRun TimelineRunner::run(std::int64_t nowMs) const
{
    control::ChaosRun run = m_run;
    if (!m_timeline)
        return run;
    run.running = true;
    run.timeline = describe(m_timeline->spec());
    run.stage = m_timeline->stage();
    run.round = m_timeline->round();
    run.elapsedMs = m_timeline->elapsedMs(nowMs);
    run.reason = m_origin;
    return run;
}

control::ChaosTimeline TimelineRunner::describe(const project::ChaosTimeline &timeline)
{
    control::ChaosTimeline described;
    described.name = timeline.name;
    described.description = timeline.description;
    described.group = timeline.group;
    described.definition =
        timeline.definition.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    described.repeat = timeline.repeat;
    described.timeToLiveMs = timeline.timeToLiveMs;
    for (const project::ChaosStage &stage : timeline.stages)
        described.stages.push_back({stage.name, stage.durationMs, stage.mode, stage.preset, detailOf(stage)});
    return described;
}

} // namespace mockforge::engine
