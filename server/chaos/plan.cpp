// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/plan.h"

#include "metrics/base/clock.h"
#include "server/exchange/request.h"
#include "server/exchange/response.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace mockforge::chaos {

namespace {

constexpr const char *kFaultHeader = "X-MockForge-Fault";
constexpr const char *kDelayHeader = "X-MockForge-Injected-Delay-Ms";
constexpr std::uint64_t kNsPerMs = 1'000'000;

/// The scenario mode may have named its own part already.
std::string &headerOf(exchange::Response &reply, const char *name)
{
    const auto found = std::find_if(reply.headers.begin(), reply.headers.end(), [name](const auto &header) {
        return exchange::equalsIgnoreCase(header.first, name);
    });
    return found != reply.headers.end() ? found->second : reply.headers.emplace_back(name, "").second;
}

void nameFault(exchange::Response &reply, const std::string &name)
{
    std::string &value = headerOf(reply, kFaultHeader);
    value += (value.empty() ? "" : ", ") + name;
}

} // namespace

Plan::~Plan()
{
    ended(0);
}

void Plan::add(std::shared_ptr<const Rule> rule, ActiveFault active, Draw draw)
{
    m_firings.push_back({std::move(rule), std::move(active), draw});
}

void Plan::watch(std::shared_ptr<const Rule> rule)
{
    m_watchers.push_back(std::move(rule));
}

void Plan::addNamed(std::string name, ActiveFault active)
{
    m_named.emplace_back(std::move(name), std::move(active));
}

void Plan::join(Plan &other)
{
    m_effects.delayNs = std::max(m_effects.delayNs, other.m_effects.delayNs);
    m_effects.hang = m_effects.hang || other.m_effects.hang;
    const auto take = [](auto &to, auto &from) {
        std::move(from.begin(), from.end(), std::back_inserter(to));
        from.clear();
    };
    take(m_firings, other.m_firings);
    take(m_watchers, other.m_watchers);
    take(m_named, other.m_named);
}

std::string Plan::names() const
{
    std::string names;
    const auto add = [&names](const std::string &name) {
        names += (names.empty() ? "" : ", ") + name;
    };
    if (!m_namesFaults)
        return names;
    for (const Firing &firing : m_firings) {
        if (!firing.rule->exchangeFault()->shapes())
            add(firing.rule->spec().fault);
    }
    for (const auto &[name, active] : m_named)
        add(name);
    return names;
}

void Plan::shape(exchange::Response &reply)
{
    std::vector<const std::string *> names;
    for (Firing &firing : m_firings) {
        const ExchangeFault &fault = *firing.rule->exchangeFault();
        if (fault.shapes()) {
            if (!fault.shape(reply, firing.draw))
                continue;
            m_recorder.faultApplied(m_protocol, firing.rule->label());
        }
        names.push_back(&firing.rule->spec().fault);
    }
    if (!m_namesFaults)
        return;
    for (const std::string *name : names)
        nameFault(reply, *name);
    for (const auto &[name, active] : m_named)
        nameFault(reply, name);
    if (m_effects.delayNs > 0) {
        std::string &value = headerOf(reply, kDelayHeader);
        const std::uint64_t before = value.empty() ? 0 : std::stoull(value);
        value = std::to_string(before + (m_effects.delayNs + kNsPerMs / 2) / kNsPerMs);
    }
}

void Plan::ended(int status)
{
    for (const auto &rule : std::exchange(m_watchers, {}))
        rule->exchangeFault()->ended(status, monotonicNs());
}

void Plan::tookOver(int status)
{
    m_firings.clear();
    m_named.clear();
    std::erase_if(m_watchers, [status](const std::shared_ptr<const Rule> &rule) {
        const ExchangeFault &fault = *rule->exchangeFault();
        if (fault.countsConnections())
            return false;
        fault.ended(status, monotonicNs());
        return true;
    });
}

} // namespace mockforge::chaos
