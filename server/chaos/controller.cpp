// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/controller.h"

#include "server/chaos/faults/fieldfault.h"
#include "server/chaos/faults/messagefault.h"
#include "server/chaos/faults/streamfault.h"
#include "server/chaos/faults/subscriptionfault.h"
#include "server/chaos/faults/websocketfault.h"

#include <algorithm>
#include <iterator>

namespace mockforge::chaos {

namespace {

using Json = nlohmann::ordered_json;
constexpr const char *kFileOrigin = "project file";

Error noSuchRule(const std::string &name)
{
    return {"unknown_rule", "there is no chaos rule '" + name + "'", "'mockforge chaos list' shows them"};
}

template <typename List>
auto named(List &list, const std::string &name)
{
    return std::find_if(list.begin(), list.end(),
                        [&name](const auto &rule) { return rule->spec().name == name; });
}

/// A list of names must not grow for ever, however often rules are replaced.
constexpr std::size_t kMostNames = 100'000;

} // namespace

Controller::Controller(metrics::ChaosCounters &counters)
    : m_shared(counters)
    , m_rules(std::make_shared<const RuleSet>())
{}

void Controller::onChange(std::function<void()> changed)
{
    const std::lock_guard lock(m_mutex);
    m_changed = std::move(changed);
}

Result<std::shared_ptr<Rule>> Controller::make(project::ChaosRule spec, const std::string &origin) const
{
    auto rule = Rule::compile(std::move(spec), m_seed, origin);
    if (rule && !m_replay.empty()) {
        const auto found = m_replay.find(rule.value()->spec().name);
        rule.value()->replay(found != m_replay.end() ? found->second
                                                     : std::make_shared<const ReplayedRule>());
    }
    return rule;
}

std::vector<std::pair<project::Location, Error>> Controller::check(const project::Chaos &section)
{
    std::vector<project::ChaosRule> all = section.rules;
    for (const project::ChaosPreset &preset : section.presets)
        all.insert(all.end(), preset.rules.begin(), preset.rules.end());
    for (const project::ChaosTimeline &timeline : section.timelines) {
        for (const project::ChaosStage &stage : timeline.stages)
            all.insert(all.end(), stage.rules.begin(), stage.rules.end());
    }
    return check(all);
}

std::vector<std::pair<project::Location, Error>>
Controller::check(const std::vector<project::ChaosRule> &rules)
{
    std::vector<std::pair<project::Location, Error>> problems;
    for (const project::ChaosRule &spec : rules) {
        if (spec.fault.empty())
            continue; // said by the reader
        if (auto rule = Rule::compile(spec, 0, kFileOrigin); !rule)
            problems.emplace_back(spec.location, rule.error());
    }
    return problems;
}

Result<void> Controller::configure(const project::Chaos &section, std::uint64_t seed)
{
    const std::lock_guard lock(m_mutex);
    std::vector<Json> definitions;
    for (const project::ChaosRule &spec : section.rules)
        definitions.push_back(spec.definition);
    const std::uint64_t wanted = section.seed >= 0 ? static_cast<std::uint64_t>(section.seed) : seed;
    const bool sameRules = m_configured && definitions == m_fileDefinitions && wanted == m_seed;
    Rules next;
    if (!sameRules) {
        m_seed = wanted;
        for (const project::ChaosRule &spec : section.rules) {
            const auto old = named(m_list, spec.name);
            const bool kept = old != m_list.end() && (*old)->spec().definition == spec.definition &&
                              (*old)->origin() == kFileOrigin && (spec.seed >= 0 || (*old)->seed() == m_seed);
            auto rule = kept ? Result<std::shared_ptr<Rule>>(*old) : make(spec, kFileOrigin);
            if (!rule)
                return rule.error();
            next.push_back(std::move(rule).value());
        }
        for (const auto &rule : m_list) {
            if (rule->origin() != kFileOrigin && named(next, rule->spec().name) == next.end())
                next.push_back(rule);
        }
        m_list.clear();
        for (auto &rule : next)
            add(std::move(rule));
        m_fileDefinitions = std::move(definitions);
    }
    // A switch that was thrown by hand stays, unless the file now says otherwise.
    if (!m_configured || m_options.enabled != section.enabled)
        m_enabled = section.enabled;
    m_options = section;
    m_options.rules.clear();
    m_options.presets.clear();
    m_options.timelines.clear();
    m_configured = true;
    publish();
    return {};
}

void Controller::add(std::shared_ptr<Rule> rule)
{
    m_known.try_emplace(rule->number(), KnownRule{rule->spec().name, rule->spec().fault});
    if (m_known.size() > kMostNames)
        m_known.erase(m_known.begin());
    m_list.push_back(std::move(rule));
}

void Controller::publish()
{
    auto set = std::make_shared<RuleSet>();
    if (!m_list.empty())
        m_shared.log.open();
    set->enabled = m_enabled;
    set->replyHeaders = m_options.replyHeaders;
    set->allowRequestHeaders = m_options.allowRequestHeaders;
    set->all = m_list;
    for (const auto &rule : m_list) {
        if (!m_enabled)
            continue;
        if (rule->exchangeFault())
            set->exchange.push_back(rule);
        else if (dynamic_cast<const StreamFault *>(&rule->fault()))
            set->stream.push_back(rule);
        else if (dynamic_cast<const WebSocketFault *>(&rule->fault()))
            set->webSocket.push_back(rule);
        else if (dynamic_cast<const FieldFault *>(&rule->fault()))
            set->field.push_back(rule);
        else if (dynamic_cast<const SubscriptionFault *>(&rule->fault()))
            set->subscription.push_back(rule);
        else if (dynamic_cast<const MessageFault *>(&rule->fault()))
            set->message.push_back(rule);
        else
            set->accept.push_back(rule);
    }
    m_shared.maxActive.store(m_options.maxActive, std::memory_order_relaxed);
    m_rules.set(std::move(set));
    if (m_changed)
        m_changed();
}

Result<std::string> Controller::put(project::ChaosRule spec, const std::string &origin)
{
    const std::lock_guard lock(m_mutex);
    if (spec.name.empty()) {
        for (int number = 1; spec.name.empty() || named(m_list, spec.name) != m_list.end(); ++number)
            spec.name = spec.fault + (number == 1 ? "" : " " + std::to_string(number));
        spec.definition["name"] = spec.name;
    }
    const std::string name = spec.name;
    auto rule = make(std::move(spec), origin);
    if (!rule)
        return rule.error();
    const auto old = named(m_list, name);
    const auto place = old - m_list.begin();
    const bool replaces = old != m_list.end();
    add(std::move(rule).value());
    if (replaces) {
        m_list[static_cast<std::size_t>(place)] = std::move(m_list.back());
        m_list.pop_back();
    }
    publish();
    return name;
}

Result<void> Controller::remove(const std::string &name)
{
    const std::lock_guard lock(m_mutex);
    const auto found = named(m_list, name);
    if (found == m_list.end())
        return noSuchRule(name);
    m_list.erase(found);
    publish();
    return {};
}

Result<std::vector<std::string>> Controller::putAll(const std::string &origin,
                                                    std::vector<project::ChaosRule> specs)
{
    const std::lock_guard lock(m_mutex);
    Rules others;
    std::copy_if(m_list.begin(), m_list.end(), std::back_inserter(others),
                 [&origin](const auto &rule) { return rule->origin() != origin; });
    Rules next;
    for (project::ChaosRule &spec : specs) {
        const std::string name = spec.name;
        for (int number = 2; named(others, spec.name) != others.end() || named(next, spec.name) != next.end();
             ++number)
            spec.name = name + " " + std::to_string(number);
        spec.definition["name"] = spec.name;
        auto rule = make(std::move(spec), origin);
        if (!rule)
            return rule.error();
        next.push_back(std::move(rule).value());
    }
    m_list = std::move(others);
    std::vector<std::string> names;
    for (auto &rule : next) {
        names.push_back(rule->spec().name);
        add(std::move(rule));
    }
    publish();
    return names;
}

Result<void> Controller::change(project::ChaosRule spec, const std::string &origin)
{
    const std::lock_guard lock(m_mutex);
    const auto found = named(m_list, spec.name);
    if (found == m_list.end() || (*found)->origin() != origin)
        return noSuchRule(spec.name);
    if ((*found)->spec().definition == spec.definition)
        return {};
    auto rule = make(std::move(spec), origin);
    if (!rule)
        return rule.error();
    rule.value()->continueFrom(**found);
    *found = std::move(rule).value();
    publish();
    return {};
}

Result<void> Controller::setRuleEnabled(const std::string &name, bool enabled)
{
    const std::lock_guard lock(m_mutex);
    const auto found = named(m_list, name);
    if (found == m_list.end())
        return noSuchRule(name);
    (*found)->setEnabled(enabled);
    publish();
    return {};
}

void Controller::setEnabled(bool enabled)
{
    const std::lock_guard lock(m_mutex);
    if (enabled && !m_enabled) {
        for (const auto &rule : m_list)
            rule->restart();
    }
    m_enabled = enabled;
    publish();
}

bool Controller::isEnabled() const
{
    const std::lock_guard lock(m_mutex);
    return m_enabled;
}

void Controller::setReplay(Replay replay)
{
    const std::lock_guard lock(m_mutex);
    m_replay = std::move(replay);
    m_configured = false; // the rules are made anew, with it
}

control::ChaosStatus Controller::status() const
{
    const std::lock_guard lock(m_mutex);
    control::ChaosStatus status;
    status.enabled = m_enabled;
    status.active = m_shared.active.load(std::memory_order_relaxed);
    status.maxActive = m_options.maxActive;
    for (const auto &rule : m_list)
        status.rules.push_back(rule->status());
    return status;
}

bool Controller::willEnd() const
{
    using State = control::ChaosRuleStatus::State;
    const std::lock_guard lock(m_mutex);
    return m_enabled && std::any_of(m_list.begin(), m_list.end(), [](const std::shared_ptr<Rule> &rule) {
               const project::ChaosRule &spec = rule->spec();
               const bool ends = spec.timeToLiveMs > 0 || (spec.onMs > 0 && spec.offMs == 0);
               const State state = ends ? rule->status().state : State::Off;
               return state == State::Active || state == State::Waiting;
           });
}

std::string Controller::log() const
{
    std::uint64_t from = 0;
    std::string text;
    for (const control::ChaosDecision &decision : decisions(from)) {
        text += Json{{"rule", decision.rule},      {"n", decision.n},
                     {"seed", decision.seed},      {"value", decision.value},
                     {"time_ms", decision.timeMs}, {"exchange", decision.exchange}}
                    .dump() +
                "\n";
    }
    return text;
}

std::vector<control::ChaosDecision> Controller::decisions(std::uint64_t &from) const
{
    const std::vector<DecisionRecord> records = m_shared.log.recordsFrom(from);
    const std::lock_guard lock(m_mutex);
    std::vector<control::ChaosDecision> list;
    list.reserve(records.size());
    for (const DecisionRecord &record : records) {
        if (const auto rule = m_known.find(record.rule); rule != m_known.end())
            list.push_back({record.timeMs, rule->second.name, rule->second.fault, record.n, record.seed,
                            record.value, record.exchange.data()});
    }
    return list;
}

} // namespace mockforge::chaos
