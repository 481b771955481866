// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/websocket/messagematch.h"

#include <algorithm>

namespace mockforge::websocket {

std::string MessageMatcher::compile(const project::MessageMatch &spec)
{
    m_spec = &spec;
    for (const project::Matcher &matcher : spec.conditions) {
        m_conditions.emplace_back();
        if (std::string problem = m_conditions.back().compile(matcher); !problem.empty())
            return problem;
    }
    return {};
}

bool MessageMatcher::fits(MessageKind kind, const exchange::Request &message) const
{
    if (m_spec->binary && *m_spec->binary != (kind == MessageKind::Binary))
        return false;
    if (!message.body.starts_with(m_spec->binaryPrefix))
        return false;
    return std::all_of(m_conditions.begin(), m_conditions.end(),
                       [&](const routing::Condition &condition) { return condition.holds(message); });
}

} // namespace mockforge::websocket
