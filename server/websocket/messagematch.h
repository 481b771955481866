// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/websocketmodel.h"
#include "server/routing/condition.h"
#include "server/websocket/frame.h"

#include <string>
#include <vector>

namespace mockforge::websocket {

/// Whether a message is the one that a rule or a wait means. Immutable once compiled, any thread.
class MessageMatcher
{
public:
    /// Returns what is wrong, empty when nothing is. `spec` must outlive this.
    std::string compile(const project::MessageMatch &spec);
    bool fits(MessageKind kind, const exchange::Request &message) const;

private:
    const project::MessageMatch *m_spec = nullptr;
    std::vector<routing::Condition> m_conditions;
};

} // namespace mockforge::websocket
