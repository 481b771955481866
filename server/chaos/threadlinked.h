// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace mockforge::chaos {

/// A member of the list that each thread has of its own objects of a class, newest first. Joining and leaving
/// allocate nothing and take no lock: both happen on the thread that made the object.
template <typename Member>
class ThreadLinked
{
public:
    ThreadLinked(const ThreadLinked &) = delete;
    ThreadLinked &operator=(const ThreadLinked &) = delete;

protected:
    ThreadLinked()
        : m_next(first)
    {
        if (m_next)
            m_next->m_previous = this;
        first = this;
    }
    ~ThreadLinked() { leave(); }

    /// Once or more often; what has left is in no list any more.
    void leave() noexcept
    {
        if (m_previous)
            m_previous->m_next = m_next;
        else if (first == this)
            first = m_next;
        if (m_next)
            m_next->m_previous = m_previous;
        m_previous = m_next = nullptr;
    }

    static Member *firstOfThread() noexcept { return static_cast<Member *>(first); }
    Member *next() const noexcept { return static_cast<Member *>(m_next); }

private:
    ThreadLinked *m_previous = nullptr;
    ThreadLinked *m_next = nullptr;
    static inline thread_local ThreadLinked *first = nullptr;
};

} // namespace mockforge::chaos
