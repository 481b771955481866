// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/waiting.h"

#include <utility>
#include <vector>

namespace mockforge::chaos {

Waiting::Waiting(std::function<void()> then)
    : m_then(std::move(then))
{}

std::shared_ptr<Waiting> Waiting::make(std::function<void()> then)
{
    std::shared_ptr<Waiting> waiting(new Waiting(std::move(then)));
    waiting->m_self = waiting;
    return waiting;
}

void Waiting::run()
{
    if (!m_then)
        return;
    leave();
    // What runs may destroy this.
    const std::function<void()> then = std::exchange(m_then, nullptr);
    then();
}

void Waiting::releaseAll()
{
    std::vector<std::weak_ptr<Waiting>> all;
    for (Waiting *waiting = firstOfThread(); waiting; waiting = waiting->next())
        all.push_back(waiting->m_self);
    for (const auto &weak : all) {
        if (const auto waiting = weak.lock())
            waiting->run();
    }
}

} // namespace mockforge::chaos
