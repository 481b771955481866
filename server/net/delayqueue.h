// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace mockforge::net {

/// Callbacks waiting for their time: a min-heap over slots, so that ten thousand waiting delays cost neither
/// a thread nor a sorted insertion. Equal times run in the order they were added. One thread; knows no clock
/// and never waits.
class DelayQueue
{
public:
    /// Names one waiting callback; 0 names none.
    using Id = std::uint64_t;

    Id add(std::uint64_t dueNs, std::function<void()> then);
    /// Destroys the callback at once, without running it. Harmless for one that has run.
    void cancel(Id id);
    /// The earliest time that waits; 0 when none does.
    std::uint64_t nextDueNs();
    /// Runs what is due at `nowNs`, at most what waited when the call began. A callback may add and cancel.
    void runDue(std::uint64_t nowNs);
    std::size_t size() const noexcept { return m_live; }

private:
    struct Item
    {
        std::uint64_t dueNs;
        std::uint64_t sequence;
        Id id;
    };
    struct Slot
    {
        std::function<void()> then;
        std::uint32_t generation = 1;
        bool live = false;
    };

    static bool later(const Item &a, const Item &b) noexcept;
    bool isLive(Id id) const noexcept;
    std::function<void()> take(Id id);
    void popHeap();

    std::vector<Item> m_heap;
    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_free;
    std::uint64_t m_sequence = 0;
    std::size_t m_live = 0;
};

} // namespace mockforge::net
