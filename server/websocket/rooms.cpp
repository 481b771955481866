// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/websocket/rooms.h"

#include "server/net/worker.h"

#include <algorithm>

namespace mockforge::websocket {

void Rooms::join(const std::string &room, Channel &channel)
{
    const std::lock_guard lock(m_mutex);
    std::vector<Member> &members = m_rooms[room];
    const bool isIn = std::any_of(members.begin(), members.end(),
                                  [&](const Member &member) { return member.channel == &channel; });
    if (!isIn)
        members.push_back({&channel.worker(), &channel, channel.link()});
}

void Rooms::leave(const std::string &room, const Channel &channel)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_rooms.find(room);
    if (found == m_rooms.end())
        return;
    std::erase_if(found->second, [&](const Member &member) { return member.channel == &channel; });
    if (found->second.empty())
        m_rooms.erase(found);
}

void Rooms::broadcast(const std::string &room, std::string frame, const Channel *except)
{
    std::map<net::Worker *, std::vector<ChannelLink>> byWorker;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_rooms.find(room);
        if (found == m_rooms.end())
            return;
        for (const Member &member : found->second) {
            if (member.channel != except)
                byWorker[member.worker].push_back(member.link);
        }
    }
    const auto shared = std::make_shared<const std::string>(std::move(frame));
    for (auto &[worker, links] : byWorker) {
        const auto deliver = [shared, members = std::move(links)] {
            for (const ChannelLink &link : members) {
                if (*link && (*link)->isOpen())
                    (*link)->sendFramed(*shared);
            }
        };
        // On the caller's own worker at once, so that what it says keeps its order.
        if (worker->isCurrentThread())
            deliver();
        else
            worker->post(deliver);
    }
}

std::size_t Rooms::size(const std::string &room) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_rooms.find(room);
    return found == m_rooms.end() ? 0 : found->second.size();
}

} // namespace mockforge::websocket
