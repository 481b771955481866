// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/stream/streampipe.h"

#include "metrics/base/clock.h"
#include "metrics/record/recorder.h"

#include <algorithm>
#include <utility>

namespace mockforge::chaos {

namespace {

/// Held bytes ask at least so often whether what holds them is still in force.
constexpr std::uint64_t kAskAgainNs = 50'000'000;

} // namespace

StreamPipe::StreamPipe(const Controller &controller, metrics::Recorder &recorder, Place place,
                       const net::PeerAddress &peer)
    : m_shared(controller.shared())
    , m_rules(controller.rules())
    , m_recorder(recorder)
    , m_place(std::move(place))
    , m_peer(peer.text())
{}

bool StreamPipe::acts()
{
    const std::shared_ptr<const RuleSet> &rules = m_rules.get();
    if (rules.get() != m_seen) {
        m_kept = rules; // so that no later set can have its address
        m_seen = rules.get();
        refresh();
    }
    return !m_parts.empty();
}

/// Rules that stay keep what they do to this connection; of one whose parameters changed, the decision stays.
void StreamPipe::refresh()
{
    std::vector<Part> next;
    for (const std::shared_ptr<const Rule> &rule : m_seen->stream) {
        const auto old = std::find_if(m_parts.begin(), m_parts.end(),
                                      [&](const Part &part) { return part.rule->isSameAs(*rule); });
        if (old == m_parts.end()) {
            next.push_back({rule, 0, false, false, nullptr, {}});
            continue;
        }
        if (old->rule != rule && old->effect)
            old->effect =
                static_cast<const StreamFault &>(rule->fault()).begin(rule->draw(old->n, monotonicNs()));
        old->rule = rule;
        next.push_back(std::move(*old));
    }
    m_parts = std::move(next);
}

void StreamPipe::decide(std::uint64_t nowNs)
{
    const Subject subject{m_place.protocol, m_place.endpoint, {}, {}, m_peer, 0, nullptr};
    for (Part &part : m_parts) {
        // A rule that rests is asked again later.
        if (part.decided || !part.rule->concerns(subject, nowNs))
            continue;
        part.decided = true;
        const auto n = part.rule->decide(subject, nowNs, m_shared, false);
        if (!n)
            continue;
        auto active = part.rule->begin(m_shared, m_place.protocol);
        if (!active)
            continue;
        part.n = *n;
        part.active = std::move(*active);
        part.effect = static_cast<const StreamFault &>(part.rule->fault()).begin(part.rule->draw(*n, nowNs));
        part.rule->log(m_shared, *n, 0);
    }
}

template <typename Act>
void StreamPipe::each(std::uint64_t nowNs, const Act &act)
{
    decide(nowNs);
    for (Part &part : m_parts) {
        if (!part.effect || !part.rule->isOn(nowNs))
            continue;
        act(*part.effect);
        if (!part.counted && part.effect->hasActed()) {
            part.counted = true;
            m_recorder.faultApplied(m_place.protocol, part.rule->label());
        }
    }
}

net::Pipe::Step StreamPipe::beforeWrite(std::size_t size, std::uint64_t nowNs)
{
    Step step{size, 0, End::None};
    each(nowNs, [&](StreamEffect &effect) {
        if (step.size > 0)
            effect.beforeWrite(step, nowNs);
    });
    step.againNs = std::min(step.againNs, nowNs + kAskAgainNs);
    return step;
}

void StreamPipe::wrote(std::size_t size, std::uint64_t nowNs)
{
    each(nowNs, [&](StreamEffect &effect) { effect.wrote(size, nowNs); });
}

net::Pipe::Step StreamPipe::beforeRead(std::size_t size, std::uint64_t nowNs)
{
    Step step{size, 0, End::None};
    each(nowNs, [&](StreamEffect &effect) {
        if (step.size > 0)
            effect.beforeRead(step, nowNs);
    });
    step.againNs = std::min(step.againNs, nowNs + kAskAgainNs);
    return step;
}

void StreamPipe::read(char *bytes, std::size_t size, std::uint64_t nowNs)
{
    each(nowNs, [&](StreamEffect &effect) { effect.read(bytes, size, nowNs); });
}

bool StreamPipe::changesWrites() const
{
    return std::any_of(m_parts.begin(), m_parts.end(),
                       [](const Part &part) { return part.effect && part.effect->changesWrites(); });
}

void StreamPipe::change(char *bytes, std::size_t size)
{
    each(monotonicNs(), [&](StreamEffect &effect) {
        if (effect.changesWrites())
            effect.change(bytes, size);
    });
}

std::uint64_t StreamPipe::closeDelayNs()
{
    std::uint64_t delay = 0;
    if (acts())
        each(monotonicNs(), [&](StreamEffect &effect) { delay = std::max(delay, effect.closeDelayNs()); });
    return delay;
}

} // namespace mockforge::chaos
