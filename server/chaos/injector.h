// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/published.h"
#include "metrics/record/recorder.h"
#include "server/chaos/controller.h"
#include "server/chaos/plan.h"

#include <memory>

namespace mockforge::chaos {

/// Asks the rules, for one thread. While no rule is in force, acts() is one atomic load and all that it
/// costs.
class Injector
{
public:
    explicit Injector(const Controller &controller);

    bool acts();
    /// What happens to an exchange; null: nothing. Faults are counted as they are decided.
    std::unique_ptr<Plan> plan(const Subject &subject, metrics::Recorder &recorder);

private:
    void askRules(const RuleSet &rules, const Subject &subject, metrics::Recorder &recorder, Plan &plan);
    void askCaller(const Subject &subject, metrics::Recorder &recorder, Plan &plan);

    Shared &m_shared;
    Published<const RuleSet>::Reader m_rules;
};

} // namespace mockforge::chaos
