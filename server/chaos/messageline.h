// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/injector.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace mockforge::chaos {

/// A message on its way; `kind` is its protocol's own business.
struct Message
{
    std::string bytes;
    int kind = 0;
    std::uint64_t sinceNs = 0; ///< when it came
};

/// The messages of one direction of one stream under the message rules: those that a fault delays or reorders
/// are held here, in order, and what comes behind them waits its turn. Whoever owns it pushes each message
/// while a rule acts (Injector::actsOnMessages()) or something is held, pops what may go, and comes back at
/// nextNs(). Nothing is lost but what a fault drops; destroying it gives back all places. One thread at a
/// time; holds no thread's recorder.
class MessageLine
{
public:
    /// Decides over the message and queues it. `facts.size` is the message's.
    void push(Message message, const MessageFacts &facts, const Subject &subject, Injector &injector,
              metrics::Recorder &recorder, std::uint64_t nowNs);
    /// The next message that may go now; false when there is none.
    bool pop(Message &message, std::uint64_t nowNs);
    /// When pop() may give the next one; 0: nothing is held.
    std::uint64_t nextNs() const noexcept;
    /// No message follows: what waits for the next one waits no longer.
    void finish() noexcept;
    /// All faults are stopped: all that is held may go.
    void release() noexcept;

    bool isHolding() const noexcept { return !m_held.empty(); }
    std::size_t count() const noexcept { return m_held.size(); }
    std::size_t bytes() const noexcept { return m_bytes; }
    /// How long messages were held since the last time this was asked: added on purpose.
    std::uint64_t takeHeldNs(std::uint64_t nowNs) noexcept;

private:
    struct Held
    {
        Message message;
        std::uint64_t dueNs = 0;
        std::uint64_t copies = 0;
        std::uint64_t swapUntilNs = 0; ///< waits for the next one until then; 0: does not
        std::shared_ptr<const Rule> swapRule;
        std::vector<ActiveFault> active;
    };

    void place(Held held, metrics::Protocol protocol, metrics::Recorder &recorder);
    std::uint64_t readyNs(const Held &held) const noexcept;

    std::deque<Held> m_held;
    std::size_t m_bytes = 0;
    std::uint64_t m_sinceNs = 0; ///< when it began to hold; 0: it does not
    std::uint64_t m_heldNs = 0;
    bool m_finished = false;
};

} // namespace mockforge::chaos
