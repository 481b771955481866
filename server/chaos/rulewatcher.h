// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/threadlinked.h"

namespace mockforge::chaos {

/// Hears, on the thread that it lives on, that other rules are in force: for connections on which nothing
/// happens that would make them ask.
class RuleWatcher : public ThreadLinked<RuleWatcher>
{
public:
    virtual ~RuleWatcher() = default;

    /// Must not destroy other watchers of the thread.
    virtual void rulesChanged() = 0;
    /// Tells every watcher of the calling thread.
    static void tellAll();
};

} // namespace mockforge::chaos
