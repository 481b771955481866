// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/heldlist.h"

#include <utility>
#include <vector>

namespace mockforge::chaos {

HeldList::Place::Place(Place &&other) noexcept
    : m_state(std::move(other.m_state))
    , m_entry(other.m_entry)
{}

HeldList::Place &HeldList::Place::operator=(Place &&other) noexcept
{
    std::swap(m_state, other.m_state);
    std::swap(m_entry, other.m_entry);
    return *this;
}

void HeldList::Place::leave()
{
    const std::shared_ptr<State> state = std::exchange(m_state, nullptr);
    if (!state)
        return;
    const std::lock_guard lock(state->mutex);
    state->releases.erase(m_entry);
}

HeldList::Place HeldList::add(std::function<void()> release)
{
    Place place;
    place.m_state = m_state;
    const std::lock_guard lock(m_state->mutex);
    m_state->releases.push_back(std::move(release));
    place.m_entry = std::prev(m_state->releases.end());
    return place;
}

void HeldList::releaseAll()
{
    std::vector<std::function<void()>> all;
    {
        const std::lock_guard lock(m_state->mutex);
        all.assign(m_state->releases.begin(), m_state->releases.end());
    }
    // What is let go of leaves its place, which takes the lock.
    for (const auto &release : all)
        release();
}

} // namespace mockforge::chaos
