// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/waiting.h"

#include <utility>
#include <vector>

namespace mockforge::chaos {

namespace {

/// The head of the calling thread's list: what waits on a thread is released on it.
thread_local Waiting *first = nullptr;

} // namespace

Waiting::Waiting(std::function<void()> then)
    : m_then(std::move(then))
    , m_next(first)
{
    if (m_next)
        m_next->m_previous = this;
    first = this;
}

std::shared_ptr<Waiting> Waiting::make(std::function<void()> then)
{
    std::shared_ptr<Waiting> waiting(new Waiting(std::move(then)));
    waiting->m_self = waiting;
    return waiting;
}

Waiting::~Waiting()
{
    if (m_then)
        unlink();
}

void Waiting::unlink() noexcept
{
    if (m_previous)
        m_previous->m_next = m_next;
    else
        first = m_next;
    if (m_next)
        m_next->m_previous = m_previous;
    m_previous = m_next = nullptr;
}

void Waiting::run()
{
    if (!m_then)
        return;
    unlink();
    // What runs may destroy this.
    const std::function<void()> then = std::exchange(m_then, nullptr);
    then();
}

void Waiting::releaseAll()
{
    std::vector<std::weak_ptr<Waiting>> all;
    for (Waiting *waiting = first; waiting; waiting = waiting->m_next)
        all.push_back(waiting->m_self);
    for (const auto &weak : all) {
        if (const auto waiting = weak.lock())
            waiting->run();
    }
}

} // namespace mockforge::chaos
