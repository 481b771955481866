// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/backend.h"
#include "server/control/engine.h"
#include "server/scenario/director.h"

#include <functional>
#include <mutex>

namespace mockforge::metrics {
class Source;
}

namespace mockforge::engine {

/// What the listeners' threads and the main thread both know: the status, the presets, the mode. Thread-safe.
/// A mode change works from any thread at once; the main thread hears of it through `onScenario`, which is
/// called on the thread that made the change.
class SharedState : public admin::Backend
{
public:
    using ScenarioHook = std::function<void(const control::Event &)>;

    SharedState(scenario::Director &director, std::shared_ptr<metrics::Source> source,
                ScenarioHook onScenario);

    control::Scenario currentScenario() const override;
    Result<void> applyScenario(const control::Scenario &scenario, const std::string &origin) override;
    std::vector<control::Preset> allPresets() const override;
    control::ChaosControl &chaos() override { return *m_chaos; }
    admin::Status status() const override;

    /// Set once, before any listener runs.
    void setChaos(control::ChaosControl &chaos) { m_chaos = &chaos; }
    void setPresets(std::vector<control::Preset> ofProject);
    void updateStatus(const std::function<void(admin::Status &)> &change);

private:
    scenario::Director &m_director;
    std::shared_ptr<metrics::Source> m_source;
    ScenarioHook m_onScenario;
    control::ChaosControl *m_chaos = nullptr;
    mutable std::mutex m_mutex;
    std::mutex m_changes; ///< one mode change at a time, so that gauge, mode and mark agree
    std::vector<control::Preset> m_presets;
    admin::Status m_status;
};

} // namespace mockforge::engine
