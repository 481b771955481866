// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/delayqueue.h"

#include <algorithm>
#include <utility>

namespace mockforge::net {

namespace {

constexpr std::uint32_t slotOf(DelayQueue::Id id) noexcept
{
    return static_cast<std::uint32_t>(id & 0xffffffffU);
}

constexpr std::uint32_t generationOf(DelayQueue::Id id) noexcept
{
    return static_cast<std::uint32_t>(id >> 32);
}

} // namespace

bool DelayQueue::later(const Item &a, const Item &b) noexcept
{
    return a.dueNs != b.dueNs ? a.dueNs > b.dueNs : a.sequence > b.sequence;
}

DelayQueue::Id DelayQueue::add(std::uint64_t dueNs, std::function<void()> then)
{
    std::uint32_t index = 0;
    if (m_free.empty()) {
        index = static_cast<std::uint32_t>(m_slots.size());
        m_slots.emplace_back();
    } else {
        index = m_free.back();
        m_free.pop_back();
    }
    Slot &slot = m_slots[index];
    slot.then = std::move(then);
    slot.live = true;
    const Id id = (static_cast<Id>(slot.generation) << 32) | index;
    m_heap.push_back(Item{dueNs, m_sequence++, id});
    std::push_heap(m_heap.begin(), m_heap.end(), later);
    ++m_live;
    return id;
}

bool DelayQueue::isLive(Id id) const noexcept
{
    const std::uint32_t index = slotOf(id);
    return index < m_slots.size() && m_slots[index].live && m_slots[index].generation == generationOf(id);
}

std::function<void()> DelayQueue::take(Id id)
{
    Slot &slot = m_slots[slotOf(id)];
    std::function<void()> then = std::move(slot.then);
    slot.then = nullptr;
    slot.live = false;
    if (++slot.generation == 0)
        slot.generation = 1;
    m_free.push_back(slotOf(id));
    --m_live;
    return then;
}

void DelayQueue::cancel(Id id)
{
    // The callback dies after the bookkeeping: its destructor may come back here.
    if (isLive(id))
        const std::function<void()> dropped = take(id);
}

void DelayQueue::popHeap()
{
    std::pop_heap(m_heap.begin(), m_heap.end(), later);
    m_heap.pop_back();
}

std::uint64_t DelayQueue::nextDueNs()
{
    while (!m_heap.empty() && !isLive(m_heap.front().id))
        popHeap();
    return m_heap.empty() ? 0 : m_heap.front().dueNs;
}

void DelayQueue::runDue(std::uint64_t nowNs)
{
    const std::uint64_t last = m_sequence;
    while (!m_heap.empty() && m_heap.front().dueNs <= nowNs && m_heap.front().sequence < last) {
        const Id id = m_heap.front().id;
        popHeap();
        if (isLive(id))
            take(id)();
    }
}

} // namespace mockforge::net
