// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engine/chaosdesk.h"

#include "metrics/base/clock.h"
#include "metrics/query/source.h"
#include "server/project/chaosreader.h"
#include "server/project/presetreader.h"

#include <algorithm>

namespace mockforge::engine {

namespace {

constexpr std::string_view kPreset = "preset ";

std::string presetOrigin(const std::string &name)
{
    return std::string(kPreset) + name;
}

Error noSuchPreset(const std::string &name)
{
    return {"unknown_preset", "there is no chaos preset '" + name + "'",
            "'mockforge chaos presets' shows them"};
}

} // namespace

/// All that is wrong with a text, in one sentence.
Error ChaosDesk::errorOf(const std::vector<control::Diagnostic> &findings, const char *section)
{
    std::string all;
    for (const control::Diagnostic &finding : findings)
        all += (all.empty() ? "" : "; ") + finding.message +
               (finding.suggestion.empty() ? "" : " (" + finding.suggestion + ")");
    return {findings.empty() ? "bad_request" : findings.front().code, all,
            std::string("the keys are those of observability.chaos.") + section + " in the project file"};
}

ChaosDesk::ChaosDesk(chaos::Controller &controller, std::shared_ptr<metrics::Source> source, Hooks hooks)
    : m_controller(controller)
    , m_source(std::move(source))
    , m_hooks(std::move(hooks))
    , m_library(ChaosLibrary::userFile())
    , m_runner(controller, runnerHooks())
{}

ChaosDesk::~ChaosDesk()
{
    const std::lock_guard lock(m_life->mutex);
    m_life->isOver = true;
}

std::vector<std::string> ChaosDesk::inForce() const
{
    using State = control::ChaosRuleStatus::State;
    const control::ChaosStatus status = m_controller.status();
    std::vector<std::string> names;
    for (const control::ChaosRuleStatus &rule : status.rules) {
        if (!status.enabled || rule.state == State::Off || rule.state == State::Expired)
            continue;
        const std::string name =
            rule.origin.starts_with(kPreset) ? rule.origin.substr(kPreset.size()) : rule.name;
        if (std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    }
    return names;
}

void ChaosDesk::watchEnds()
{
    constexpr std::uint64_t kEveryNs = 250'000'000;
    if (m_watchesEnds || !m_controller.willEnd())
        return;
    m_watchesEnds = true;
    m_hooks.schedule(monotonicNs() + kEveryNs, [this, life = m_life] {
        const std::lock_guard alive(life->mutex);
        if (life->isOver)
            return;
        const std::lock_guard lock(m_changes);
        m_watchesEnds = false;
        if (inForce() != m_told)
            tell("a rule's time is over", {});
        watchEnds();
    });
}

/// A band for as long as a timeline runs or rules are in force, and a line when the last one is not any more.
/// A preset's rules count as one, by its name.
void ChaosDesk::tell(const std::string &what, const std::string &origin)
{
    const std::vector<std::string> inForceNames = inForce();
    m_told = inForceNames;
    watchEnds();
    std::string names;
    for (const std::string &name : inForceNames)
        names += (names.empty() ? "" : ", ") + name;
    const std::size_t count = inForceNames.size() + (m_runner.isRunning() ? 1 : 0);
    const std::string label = m_runner.isRunning() ? m_runner.label()
                              : count == 0         ? "chaos off"
                              : count == 1         ? "chaos: " + names
                                                   : "chaos: " + std::to_string(count) + " rules";
    const std::string detail =
        what + (names.empty() ? "" : "; in force: " + names) + (origin.empty() ? "" : " — by " + origin);
    const bool nothingToShow = count == 0 && m_shown.empty();
    const std::int64_t now = wallClockMs();
    if (!nothingToShow)
        m_source->annotate({now, count == 0 ? 0 : -1, metrics::Annotation::Kind::Chaos, label, detail});
    m_shown = count == 0 ? std::string() : label;
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
        m_runner.stop("stopped", "all chaos stopped" + (origin.empty() ? "" : " by " + origin));
        m_controller.setEnabled(false);
        tell("all chaos stopped", origin);
    }
    m_hooks.setScenario(control::defaultScenario(control::Mode::Healthy), origin);
    m_hooks.releaseFaults();
}

Result<std::string> ChaosDesk::putChaosRule(const std::string &json, const std::string &origin)
{
    std::vector<control::Diagnostic> findings;
    auto rule = project::chaosRuleFromText(json, findings);
    const std::lock_guard lock(m_changes);
    if (rule) {
        findings = m_check ? m_check(*rule) : std::vector<control::Diagnostic>();
        if (!findings.empty())
            rule.reset();
    }
    if (!rule)
        return errorOf(findings, "rules");
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

void ChaosDesk::setRuleCheck(RuleCheck check)
{
    const std::lock_guard lock(m_changes);
    m_check = std::move(check);
}

std::vector<control::ChaosDecision> ChaosDesk::chaosDecisions(std::uint64_t &from) const
{
    return m_controller.decisions(from);
}

void ChaosDesk::configure(const project::Chaos &section, std::uint64_t seed, bool isNew)
{
    const std::lock_guard lock(m_changes);
    m_library.setProject(section.presets, section.timelines);
    static_cast<void>(m_library.presets()); // reads the user's file
    if (!m_library.problem().empty())
        note(control::Event::Kind::Error, "not all of the user's chaos presets and timelines can be read",
             ChaosLibrary::userFile() + ": " + m_library.problem());
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
    for (const project::ChaosTimeline &timeline : section.timelines) {
        if (!isNew || !timeline.atStart)
            continue;
        if (auto started = start(timeline, "project file"); !started)
            note(control::Event::Kind::Error, "timeline " + timeline.name + " not started",
                 started.error().message + "; " + started.error().detail);
    }
}

void ChaosDesk::note(control::Event::Kind kind, const std::string &text, const std::string &detail)
{
    m_hooks.changed({wallClockMs(), kind, text, detail});
}

std::vector<control::ChaosPreset> ChaosDesk::chaosPresets() const
{
    const std::lock_guard lock(m_changes);
    const control::ChaosStatus status = m_controller.status();
    std::vector<control::ChaosPreset> list;
    for (const project::ChaosPreset &preset : m_library.presets()) {
        control::ChaosPreset described{
            preset.name, preset.description, preset.group,
            preset.definition.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace), false};
        described.applied =
            std::any_of(status.rules.begin(), status.rules.end(), [&](const control::ChaosRuleStatus &rule) {
                return rule.origin == presetOrigin(preset.name);
            });
        list.push_back(std::move(described));
    }
    return list;
}

Result<void> ChaosDesk::applyChaosPreset(const std::string &name, const std::string &origin)
{
    const std::lock_guard lock(m_changes);
    const auto preset = m_library.preset(name);
    if (!preset)
        return noSuchPreset(name);
    std::vector<project::ChaosRule> rules = preset->rules;
    for (project::ChaosRule &rule : rules)
        rule.name = name + ": " + rule.name;
    if (auto put = m_controller.putAll(presetOrigin(name), std::move(rules)); !put)
        return put.error();
    tell("preset " + name + " applied", origin);
    return {};
}

Result<void> ChaosDesk::withdrawChaosPreset(const std::string &name, const std::string &origin)
{
    const std::lock_guard lock(m_changes);
    const control::ChaosStatus status = m_controller.status();
    const bool applied =
        std::any_of(status.rules.begin(), status.rules.end(),
                    [&](const control::ChaosRuleStatus &rule) { return rule.origin == presetOrigin(name); });
    if (!applied)
        return m_library.preset(name) ? Result<void>() : noSuchPreset(name);
    static_cast<void>(m_controller.putAll(presetOrigin(name), {})); // without rules nothing can be wrong
    tell("preset " + name + " withdrawn", origin);
    return {};
}

Result<std::string> ChaosDesk::saveChaosPreset(const std::string &text, const std::string &origin)
{
    std::vector<control::Diagnostic> findings;
    auto preset = project::chaosPresetFromText(text, findings);
    if (!preset)
        return errorOf(findings, "presets");
    if (const auto problems = chaos::Controller::check(preset->rules); !problems.empty())
        return problems.front().second;
    const std::string name = preset->name;
    const std::lock_guard lock(m_changes);
    if (auto saved = m_library.save(std::move(*preset)); !saved)
        return saved.error();
    note(control::Event::Kind::Chaos, "chaos preset saved", name + (origin.empty() ? "" : " — by " + origin));
    return name;
}

Result<void> ChaosDesk::deleteChaosPreset(const std::string &name, const std::string &origin)
{
    const std::lock_guard lock(m_changes);
    auto deleted = m_library.deletePreset(name);
    if (deleted)
        note(control::Event::Kind::Chaos, "chaos preset deleted",
             name + (origin.empty() ? "" : " — by " + origin));
    return deleted;
}

} // namespace mockforge::engine
