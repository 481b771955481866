// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/messageline.h"

#include <algorithm>
#include <utility>

namespace mockforge::chaos {

void MessageLine::push(Message message, const MessageFacts &facts, const Subject &subject, Injector &injector,
                       metrics::Recorder &recorder, std::uint64_t nowNs)
{
    const bool swaps = !m_held.empty() && m_held.back().swapUntilNs != 0;
    MessageDecision decision = injector.decide(facts, subject, !swaps, recorder, message.bytes);
    if (decision.effects.drop)
        return;
    Held held;
    held.message = std::move(message);
    held.dueNs = nowNs + decision.effects.delayNs;
    held.copies = decision.effects.copies;
    if (decision.effects.swapWithinNs != 0 && !m_finished)
        held.swapUntilNs = held.dueNs + decision.effects.swapWithinNs;
    held.swapRule = std::move(decision.swapRule);
    held.active = std::move(decision.active);
    m_bytes += held.message.bytes.size();
    if (m_sinceNs == 0)
        m_sinceNs = nowNs;
    place(std::move(held), subject.protocol, recorder);
}

/// Behind all others, or before the one that waits for it.
void MessageLine::place(Held held, metrics::Protocol protocol, metrics::Recorder &recorder)
{
    if (m_held.empty() || m_held.back().swapUntilNs == 0) {
        m_held.push_back(std::move(held));
        return;
    }
    Held &waiting = m_held.back();
    waiting.swapUntilNs = 0;
    if (waiting.swapRule)
        recorder.faultApplied(protocol, waiting.swapRule->label());
    m_held.insert(m_held.end() - 1, std::move(held));
}

std::uint64_t MessageLine::readyNs(const Held &held) const noexcept
{
    return std::max(held.dueNs, held.swapUntilNs);
}

bool MessageLine::pop(Message &message, std::uint64_t nowNs)
{
    if (m_held.empty())
        return false;
    Held &first = m_held.front();
    if (readyNs(first) > nowNs)
        return false;
    if (first.copies > 0) {
        --first.copies;
        message = first.message;
        return true;
    }
    m_bytes -= first.message.bytes.size();
    message = std::move(first.message);
    m_held.pop_front();
    if (m_held.empty())
        m_heldNs += nowNs - std::exchange(m_sinceNs, 0);
    return true;
}

std::uint64_t MessageLine::nextNs() const noexcept
{
    return m_held.empty() ? 0 : std::max<std::uint64_t>(1, readyNs(m_held.front()));
}

void MessageLine::finish() noexcept
{
    m_finished = true;
    for (Held &held : m_held)
        held.swapUntilNs = 0;
}

void MessageLine::release() noexcept
{
    for (Held &held : m_held) {
        held.swapUntilNs = 0;
        held.dueNs = 0;
    }
}

std::uint64_t MessageLine::takeHeldNs(std::uint64_t nowNs) noexcept
{
    if (m_sinceNs != 0)
        m_heldNs += nowNs - std::exchange(m_sinceNs, nowNs);
    return std::exchange(m_heldNs, 0);
}

} // namespace mockforge::chaos
