// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engine/sharedstate.h"

#include "metrics/base/clock.h"
#include "metrics/query/source.h"

#include <algorithm>

namespace mockforge::engine {

SharedState::SharedState(scenario::Director &director, std::shared_ptr<metrics::Source> source,
                         ScenarioHook onScenario)
    : m_director(director)
    , m_source(std::move(source))
    , m_onScenario(std::move(onScenario))
    , m_presets(control::builtInPresets())
{
    m_status.startedMs = wallClockMs();
}

control::Scenario SharedState::currentScenario() const
{
    return m_director.current();
}

Result<void> SharedState::applyScenario(const control::Scenario &scenario, const std::string &origin)
{
    if (auto valid = control::validate(scenario); !valid)
        return valid;
    const std::lock_guard lock(m_changes);
    const bool changed = !(m_director.current() == scenario);
    m_director.set(scenario); // also when nothing changed: the decisions start again from the first
    if (!changed)
        return {};
    const std::string label =
        scenario.preset.empty() ? std::string(control::modeName(scenario.mode)) : scenario.preset;
    const std::string detail = control::describe(scenario) + (origin.empty() ? "" : " — by " + origin);
    const std::int64_t now = wallClockMs();
    m_source->annotate({now, scenario.mode == control::Mode::Healthy ? 0 : -1,
                        metrics::Annotation::Kind::Mode, "mode → " + label, detail});
    m_onScenario({now, control::Event::Kind::Mode, "mode → " + label, detail});
    return {};
}

std::vector<control::Preset> SharedState::allPresets() const
{
    const std::lock_guard lock(m_mutex);
    return m_presets;
}

admin::Status SharedState::status() const
{
    const std::lock_guard lock(m_mutex);
    return m_status;
}

void SharedState::setPresets(std::vector<control::Preset> ofProject)
{
    std::vector<control::Preset> all = control::builtInPresets();
    for (control::Preset &preset : ofProject) {
        preset.scenario.preset = preset.name;
        const auto same = std::find_if(all.begin(), all.end(),
                                       [&](const auto &other) { return other.name == preset.name; });
        if (same != all.end())
            *same = std::move(preset);
        else
            all.push_back(std::move(preset));
    }
    const std::lock_guard lock(m_mutex);
    m_presets = std::move(all);
}

void SharedState::updateStatus(const std::function<void(admin::Status &)> &change)
{
    const std::lock_guard lock(m_mutex);
    change(m_status);
}

} // namespace mockforge::engine
