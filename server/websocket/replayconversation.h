// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/random.h"
#include "server/websocket/connectioninfo.h"
#include "server/websocket/mockconversation.h"
#include "server/websocket/replay.h"

#include <nlohmann/json.hpp>

#include <memory>

namespace mockforge::websocket {

/// Plays a recording to one connection.
class ReplayConversation final : public MockConversation
{
public:
    ReplayConversation(Channel &channel, const Labels &labels, scenario::Director::Reader &modes,
                       std::shared_ptr<const Recording> recording, bool loop,
                       std::shared_ptr<const ConnectionInfo> info, std::uint64_t seed);
    ~ReplayConversation() override;

    void opened() override;

private:
    void answer(MessageKind kind, std::string_view payload, Turn turn) override;
    void over(std::uint16_t code, std::string_view reason) override;

    void next();
    void schedule();
    void say(const ReplayLine &line);

    std::shared_ptr<const Recording> m_recording;
    bool m_loop;
    std::shared_ptr<const ConnectionInfo> m_info;
    Random m_random;
    nlohmann::json m_variables;
    std::string m_message; ///< the last one that was waited for
    std::size_t m_at = 0;
    std::uint64_t m_said = 0;
    bool m_waiting = false;
    Turn m_turn; ///< of the message that the next line answers
    net::DelayQueue::Id m_timer = 0;
};

} // namespace mockforge::websocket
