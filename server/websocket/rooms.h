// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/websocket/conversation.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace mockforge::websocket {

/// Who is in which room, over all connections and workers. Any thread; a lock is taken to join, to leave and
/// once for each broadcast.
class Rooms
{
public:
    void join(const std::string &room, Channel &channel);
    void leave(const std::string &room, const Channel &channel);
    /// Sends a framed message to everyone in the room, each on its own worker; `except` may be null.
    void broadcast(const std::string &room, std::string frame, const Channel *except);
    std::size_t size(const std::string &room) const;

private:
    struct Member
    {
        net::Worker *worker;
        const Channel *channel; ///< for comparison only
        ChannelLink link;
    };

    mutable std::mutex m_mutex;
    std::map<std::string, std::vector<Member>> m_rooms;
};

} // namespace mockforge::websocket
