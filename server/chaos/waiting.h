// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/threadlinked.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace mockforge::chaos {

/// Something that waits because of a fault, on one thread. Its continuation runs once: when its time has
/// come, or before, when all that waits on the thread is released; or never, when it is destroyed before.
class Waiting : public ThreadLinked<Waiting>
{
public:
    static std::shared_ptr<Waiting> make(std::function<void()> then);

    void run();
    bool hasRun() const noexcept { return !m_then; }
    /// Runs everything that waits on the calling thread.
    static void releaseAll();

private:
    explicit Waiting(std::function<void()> then);

    std::function<void()> m_then;
    std::weak_ptr<Waiting> m_self;
};

} // namespace mockforge::chaos
