// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/decisionlog.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>

namespace mockforge::chaos {

namespace {

using ExchangeWords = std::array<std::uint64_t, sizeof(ExchangeText) / sizeof(std::uint64_t)>;

} // namespace

DecisionLog::~DecisionLog()
{
    delete[] m_slots.load(std::memory_order_relaxed);
}

void DecisionLog::open()
{
    if (!m_slots.load(std::memory_order_relaxed))
        m_slots.store(new Slot[kSize], std::memory_order_release);
}

void DecisionLog::add(const DecisionRecord &record) noexcept
{
    Slot *const slots = m_slots.load(std::memory_order_acquire);
    if (!slots)
        return;
    const std::uint64_t index = m_next.fetch_add(1, std::memory_order_relaxed);
    Slot &slot = slots[index % kSize];
    slot.sequence.store(2 * index + 1, std::memory_order_release);
    slot.timeMs.store(record.timeMs, std::memory_order_release);
    slot.n.store(record.n, std::memory_order_release);
    slot.seed.store(record.seed, std::memory_order_release);
    slot.value.store(record.value, std::memory_order_release);
    slot.rule.store(record.rule, std::memory_order_release);
    const auto words = std::bit_cast<ExchangeWords>(record.exchange);
    for (std::size_t i = 0; i < words.size(); ++i)
        slot.exchange[i].store(words[i], std::memory_order_release);
    slot.sequence.store(2 * index + 2, std::memory_order_release);
}

std::vector<DecisionRecord> DecisionLog::records() const
{
    std::uint64_t from = 0;
    return recordsFrom(from);
}

std::vector<DecisionRecord> DecisionLog::recordsFrom(std::uint64_t &from) const
{
    std::vector<DecisionRecord> list;
    const Slot *const slots = m_slots.load(std::memory_order_acquire);
    const std::uint64_t end = slots ? m_next.load(std::memory_order_acquire) : 0;
    for (std::uint64_t index = std::max(from, end > kSize ? end - kSize : 0); index < end; ++index) {
        const Slot &slot = slots[index % kSize];
        const std::uint64_t before = slot.sequence.load(std::memory_order_acquire);
        ExchangeWords words{};
        for (std::size_t i = 0; i < words.size(); ++i)
            words[i] = slot.exchange[i].load(std::memory_order_acquire);
        const DecisionRecord record{
            slot.timeMs.load(std::memory_order_acquire), slot.rule.load(std::memory_order_acquire),
            slot.n.load(std::memory_order_acquire),      slot.seed.load(std::memory_order_acquire),
            slot.value.load(std::memory_order_acquire),  std::bit_cast<ExchangeText>(words)};
        if (before == 2 * index + 2 && slot.sequence.load(std::memory_order_acquire) == before)
            list.push_back(record);
    }
    from = std::max(from, end);
    return list;
}

Result<Replay> readReplay(std::string_view jsonLines)
{
    std::unordered_map<std::string, std::shared_ptr<ReplayedRule>> rules;
    for (std::size_t start = 0, line = 1; start < jsonLines.size(); ++line) {
        const std::size_t end = std::min(jsonLines.find('\n', start), jsonLines.size());
        const std::string_view text = jsonLines.substr(start, end - start);
        start = end + 1;
        if (text.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        const auto json = nlohmann::json::parse(text, nullptr, false);
        const auto isNumber = [&json](const char *key) {
            return json.contains(key) && json[key].is_number_unsigned();
        };
        if (!json.is_object() || !json.contains("rule") || !json["rule"].is_string() || !isNumber("n") ||
            !isNumber("seed") || !isNumber("value"))
            return Error{"bad_log", "line " + std::to_string(line) + " is not a decision",
                         R"(each line is like {"rule":"latency","n":0,"seed":1,"value":0})"};
        std::shared_ptr<ReplayedRule> &rule = rules[json["rule"].get<std::string>()];
        if (!rule)
            rule = std::make_shared<ReplayedRule>();
        rule->emplace(json["n"].get<std::uint64_t>(), ReplayedDecision{json["seed"].get<std::uint64_t>(),
                                                                       json["value"].get<std::uint64_t>()});
    }
    return Replay(rules.begin(), rules.end());
}

} // namespace mockforge::chaos
