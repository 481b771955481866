// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/messagefault.h"

#include <algorithm>

namespace mockforge::chaos {

MessageFault::MessageFault(const project::FaultSettings &settings)
    : m_settings(settings)
{}

bool MessageFault::concerns(const MessageFacts &message) const noexcept
{
    const char *const other = message.direction == MessageFacts::Direction::Down ? "up" : "down";
    if (m_settings.direction == other || (message.size == 0 && !actsOnEmpty()) ||
        (!message.isText && !actsOnBinary()))
        return false;
    const auto &indexes = m_settings.index;
    return indexes.empty() || std::find(indexes.begin(), indexes.end(),
                                        static_cast<std::int64_t>(message.index)) != indexes.end();
}

} // namespace mockforge::chaos
