// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/rulewatcher.h"

namespace mockforge::chaos {

void RuleWatcher::tellAll()
{
    RuleWatcher *following = nullptr;
    for (RuleWatcher *watcher = firstOfThread(); watcher; watcher = following) {
        following = watcher->next();
        watcher->rulesChanged();
    }
}

} // namespace mockforge::chaos
