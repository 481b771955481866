// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/transport/connectiontable.h"

#include <charconv>
#include <utility>

namespace mockforge::grpc {

void ConnectionTable::set(int descriptor, Peer peer)
{
    const auto index = static_cast<std::size_t>(descriptor);
    const std::lock_guard lock(m_mutex);
    if (index >= m_peers.size())
        m_peers.resize(index + 1);
    m_peers[index] = std::move(peer);
}

ConnectionTable::Peer ConnectionTable::find(std::string_view name) const
{
    constexpr std::string_view kPrefix = "fd:";
    std::size_t index = 0;
    if (!name.starts_with(kPrefix) ||
        std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), index).ec != std::errc())
        return {std::string(name), 0, false};
    const std::lock_guard lock(m_mutex);
    return index < m_peers.size() ? m_peers[index] : Peer{};
}

} // namespace mockforge::grpc
