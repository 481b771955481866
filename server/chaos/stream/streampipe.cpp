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
    : m_rules(controller)
    , m_recorder(recorder)
    , m_place(std::move(place))
    , m_peer(peer.text())
{}

template <typename Act>
void StreamPipe::each(std::uint64_t nowNs, const Act &act)
{
    m_rules.decide({m_place.protocol, m_place.endpoint, {}, {}, m_peer, 0, nullptr}, nowNs);
    m_rules.each(nowNs, m_recorder, m_place.protocol, act);
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
    return m_rules.anyEffect([](const StreamEffect &effect) { return effect.changesWrites(); });
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
