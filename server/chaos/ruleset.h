// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/rule.h"

#include <memory>
#include <vector>

namespace mockforge::chaos {

/// The rules in force, as a whole: immutable, swapped at every change.
struct RuleSet
{
    bool enabled = false;
    bool replyHeaders = true;
    bool allowRequestHeaders = false;
    std::vector<std::shared_ptr<Rule>> all;
    std::vector<std::shared_ptr<const Rule>> exchange; ///< those that act on exchanges; none when off
    std::vector<std::shared_ptr<const Rule>> stream; ///< those that act on connections' bytes; none when off
    std::vector<std::shared_ptr<const Rule>> webSocket; ///< on WebSocket connections; none when off
    std::vector<std::shared_ptr<const Rule>> message;   ///< those that act on messages; none when off
    std::vector<std::shared_ptr<const Rule>> accept;    ///< those that act at accept; none when off
    std::vector<std::shared_ptr<const Rule>> field;     ///< those that act on GraphQL fields; none when off
    std::vector<std::shared_ptr<const Rule>> subscription; ///< those on GraphQL subscriptions; none when off
};

} // namespace mockforge::chaos
