// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/result.h"
#include "server/chaos/exchangetext.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mockforge::chaos {

/// One decision that fired.
struct DecisionRecord
{
    std::int64_t timeMs = 0; ///< wall clock
    std::uint32_t rule = 0;  ///< its number in this process
    std::uint64_t n = 0;
    std::uint64_t seed = 0;
    std::uint64_t value = 0; ///< what the fault drew: a delay in nanoseconds, a status
    ExchangeText exchange{};
};

/// The latest decisions that fired, in a ring. Written by any thread without a lock or an allocation; read
/// now and then: an entry that is being written meanwhile is left out.
class DecisionLog
{
public:
    static constexpr std::size_t kSize = 65'536;

    DecisionLog() = default;
    ~DecisionLog();
    DecisionLog(const DecisionLog &) = delete;
    DecisionLog &operator=(const DecisionLog &) = delete;

    /// Makes room, once; what is added before is lost. One caller at a time.
    void open();
    void add(const DecisionRecord &record) noexcept;
    /// Oldest first.
    std::vector<DecisionRecord> records() const;
    /// Those from number `from` on; `from` becomes the number of the next.
    std::vector<DecisionRecord> recordsFrom(std::uint64_t &from) const;

private:
    struct Slot
    {
        std::atomic<std::uint64_t> sequence{0}; ///< 0: never written; odd: being written
        std::atomic<std::int64_t> timeMs{0};
        std::atomic<std::uint64_t> n{0};
        std::atomic<std::uint64_t> seed{0};
        std::atomic<std::uint64_t> value{0};
        std::atomic<std::uint32_t> rule{0};
        std::array<std::atomic<std::uint64_t>, sizeof(ExchangeText) / sizeof(std::uint64_t)> exchange{};
    };

    std::atomic<std::uint64_t> m_next{0};
    std::atomic<Slot *> m_slots{nullptr}; ///< owned; none until there is a rule
};

/// The decisions of a log that is to be replayed: which n of a rule fire, and what they drew.
struct ReplayedDecision
{
    std::uint64_t seed = 0;
    std::uint64_t value = 0;
};
using ReplayedRule = std::unordered_map<std::uint64_t, ReplayedDecision>;
using Replay = std::unordered_map<std::string, std::shared_ptr<const ReplayedRule>>;

/// Reads what DecisionLog's owner exported, JSON lines. Errors name the line.
Result<Replay> readReplay(std::string_view jsonLines);

} // namespace mockforge::chaos
