// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engine/chaosdesk.h"

#include "metrics/base/clock.h"
#include "metrics/query/source.h"
#include "server/project/chaosreader.h"

#include <algorithm>

namespace mockforge::engine {

ChaosDesk::ChaosDesk(chaos::Controller &controller, std::shared_ptr<metrics::Source> source, Hooks hooks)
    : m_controller(controller)
    , m_source(std::move(source))
    , m_hooks(std::move(hooks))
{}

/// A band for as long as rules are in force, and a line when the last one is not any more.
void ChaosDesk::tell(const std::string &what, const std::string &origin)
{
    const control::ChaosStatus status = m_controller.status();
    std::string names;
    std::size_t inForce = 0;
    for (const control::ChaosRuleStatus &rule : status.rules) {
        if (!status.enabled || rule.state == control::ChaosRuleStatus::State::Off)
            continue;
        names += (names.empty() ? "" : ", ") + rule.name;
        ++inForce;
    }
    const std::string label = inForce == 0   ? "chaos off"
                              : inForce == 1 ? "chaos: " + names
                                             : "chaos: " + std::to_string(inForce) + " rules";
    const std::string detail =
        what + (names.empty() ? "" : "; in force: " + names) + (origin.empty() ? "" : " — by " + origin);
    const bool nothingToShow = inForce == 0 && m_shown.empty();
    const std::int64_t now = wallClockMs();
    if (!nothingToShow)
        m_source->annotate({now, inForce == 0 ? 0 : -1, metrics::Annotation::Kind::Chaos, label, detail});
    m_shown = inForce == 0 ? std::string() : label;
    m_hooks.changed({now, control::Event::Kind::Chaos, label, detail});
}

control::ChaosStatus ChaosDesk::chaosStatus() const
{
    return m_controller.status();
}

void ChaosDesk::setChaosEnabled(bool enabled, const std::string &origin)
{
    const std::lock_guard lock(m_changes);
    if (m_controller.isEnabled() == enabled)
        return;
    m_controller.setEnabled(enabled);
    tell(enabled ? "switched on" : "switched off", origin);
}

void ChaosDesk::stopAllChaos(const std::string &origin)
{
    {
        const std::lock_guard lock(m_changes);
        m_controller.setEnabled(false);
        tell("all chaos stopped", origin);
    }
    m_hooks.beHealthy(origin);
    m_hooks.releaseFaults();
}

Result<std::string> ChaosDesk::putChaosRule(const std::string &json, const std::string &origin)
{
    std::vector<control::Diagnostic> findings;
    auto rule = project::chaosRuleFromText(json, findings);
    if (!rule) {
        std::string all;
        for (const control::Diagnostic &finding : findings)
            all += (all.empty() ? "" : "; ") + finding.message +
                   (finding.suggestion.empty() ? "" : " (" + finding.suggestion + ")");
        return Error{findings.empty() ? "bad_request" : findings.front().code, all,
                     "the keys are those of observability.chaos.rules in the project file"};
    }
    const std::lock_guard lock(m_changes);
    auto name = m_controller.put(std::move(*rule), origin);
    if (name)
        tell("rule " + name.value() + " put in force", origin);
    return name;
}

Result<void> ChaosDesk::removeChaosRule(const std::string &name, const std::string &origin)
{
    const std::lock_guard lock(m_changes);
    auto removed = m_controller.remove(name);
    if (removed)
        tell("rule " + name + " removed", origin);
    return removed;
}

Result<void> ChaosDesk::enableChaosRule(const std::string &name, bool enabled, const std::string &origin)
{
    const std::lock_guard lock(m_changes);
    auto changed = m_controller.setRuleEnabled(name, enabled);
    if (changed)
        tell("rule " + name + (enabled ? " switched on" : " switched off"), origin);
    return changed;
}

std::string ChaosDesk::chaosLog() const
{
    return m_controller.log();
}

void ChaosDesk::configure(const project::Chaos &section, std::uint64_t seed)
{
    const std::lock_guard lock(m_changes);
    const control::ChaosStatus before = m_controller.status();
    // Its rules were compiled once when the file was checked.
    static_cast<void>(m_controller.configure(section, seed));
    const control::ChaosStatus after = m_controller.status();
    const bool same =
        before.enabled == after.enabled &&
        std::equal(before.rules.begin(), before.rules.end(), after.rules.begin(), after.rules.end(),
                   [](const auto &a, const auto &b) { return a.definition == b.definition; });
    if (!same && (after.enabled || before.enabled) && !(before.rules.empty() && after.rules.empty()))
        tell("taken from the project file", {});
}

} // namespace mockforge::engine
