// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <mutex>

namespace mockforge::chaos {

/// How to let go of what waits because of a fault where no thread is its own (gRPC's calls): each that waits
/// has a place here for as long as it does. Any thread. The worker's things wait in Waiting.
class HeldList
{
    struct State
    {
        std::mutex mutex;
        std::list<std::function<void()>> releases; ///< guarded by mutex
    };

public:
    /// A place in the list, until this is destroyed; the function may still be running then.
    class Place
    {
    public:
        Place() = default;
        ~Place() { leave(); }
        Place(Place &&other) noexcept;
        Place &operator=(Place &&other) noexcept;
        bool isTaken() const noexcept { return m_state != nullptr; }
        void leave();

    private:
        friend class HeldList;
        std::shared_ptr<State> m_state;
        std::list<std::function<void()>>::iterator m_entry{};
    };

    /// `release` is called by any thread, without a lock of the list.
    Place add(std::function<void()> release);
    void releaseAll();

private:
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

} // namespace mockforge::chaos
