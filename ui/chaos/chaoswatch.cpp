// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chaos/chaoswatch.h"

#include "ui/charts/timeaxis.h"

#include <algorithm>

namespace mockforge::ui {

ChaosWatch::ChaosWatch(control::Engine &engine, TimeAxis &axis, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
{
    connect(&engine, &control::Engine::chaosChanged, this, &ChaosWatch::refresh);
    connect(&engine, &control::Engine::projectChanged, this, &ChaosWatch::refresh);
    connect(&engine, &control::Engine::scenarioChanged, this, &ChaosWatch::refresh);
    connect(&axis, &TimeAxis::refreshed, this, &ChaosWatch::refresh);
    connect(&axis, &TimeAxis::stateChanged, this,
            &ChaosWatch::refresh); // rules go on while charts are paused
    refresh();
}

void ChaosWatch::refresh()
{
    m_status = m_engine.chaos().chaosStatus();
    Q_EMIT refreshed();
}

int ChaosWatch::inForce() const noexcept
{
    using State = control::ChaosRuleStatus::State;
    if (!m_status.enabled)
        return 0;
    return static_cast<int>(
        std::count_if(m_status.rules.begin(), m_status.rules.end(), [](const control::ChaosRuleStatus &rule) {
            return rule.state == State::Active || rule.state == State::Waiting;
        }));
}

bool ChaosWatch::isChaotic() const
{
    return inForce() > 0 || m_engine.scenario().mode != control::Mode::Healthy;
}

const std::string &ChaosWatch::origin()
{
    static const std::string name = "window";
    return name;
}

} // namespace mockforge::ui
