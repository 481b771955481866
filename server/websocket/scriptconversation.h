// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/random.h"
#include "server/websocket/connectioninfo.h"
#include "server/websocket/mockconversation.h"
#include "server/websocket/rooms.h"
#include "server/websocket/script.h"

#include <nlohmann/json.hpp>

#include <list>
#include <memory>
#include <set>
#include <unordered_map>

namespace mockforge::websocket {

/// Runs a script for one connection. What on_connect and each message begin runs side by side; a step that
/// takes time is a timer. State is the connection's own.
class ScriptConversation final : public MockConversation
{
public:
    ScriptConversation(Channel &channel, const Labels &labels, scenario::Director::Reader &modes,
                       std::shared_ptr<const CompiledScript> script,
                       std::shared_ptr<const ConnectionInfo> info, std::shared_ptr<Rooms> rooms,
                       std::uint64_t seed, std::shared_ptr<const void> keep);
    ~ScriptConversation() override;

    void opened() override;

private:
    /// The message at hand, kept for as long as steps run on its behalf.
    struct Message
    {
        MessageKind kind = MessageKind::Text;
        std::string payload;
        exchange::Request request;
    };

    struct Frame
    {
        const Steps *steps = nullptr;
        std::size_t next = 0;
        const Step *owner = nullptr; ///< the repeat or loop that the steps are a turn of
        std::int64_t left = 0;       ///< turns of a repeat that are left; 0: without end
    };

    /// Steps under way.
    struct Task
    {
        std::vector<Frame> stack;
        std::shared_ptr<Message> message;
        Turn turn;
        net::DelayQueue::Id timer = 0;
        const Step *waiting = nullptr;
        bool done = false;
    };

    enum class After { Next, Blocked };

    void answer(MessageKind kind, std::string_view payload, Turn turn) override;
    void over(std::uint16_t code, std::string_view reason) override;

    std::shared_ptr<Message> makeMessage(MessageKind kind, std::string_view payload) const;
    Task &begin(const Steps &steps, std::shared_ptr<Message> message, Turn turn);
    void run(Task &task);
    After frameEnded(Task &task);
    After perform(Task &task, const Step &step);
    After pause(Task &task, const project::Delay &delay, bool isRepeat);
    void beginRepeat(Task &task, const Step &step);
    After beginWait(Task &task, const Step &step);
    void waitTimedOut(Task &task);
    void sequence(Task &task, const Step &step);
    void send(Task &task, const Step &step);
    void broadcast(Task &task, const Step &step);
    void set(Task &task, const Step &step);
    std::string render(Task &task, const templating::Template &text);
    std::string payload(Task &task, const Step &step);
    bool holds(Task &task, const Step &step);
    templating::Context context(Task &task);
    void goesOn(Task &task);
    void failed(const Error &error);
    void sweep();

    std::shared_ptr<const CompiledScript> m_script;
    std::shared_ptr<const ConnectionInfo> m_info;
    std::shared_ptr<Rooms> m_rooms;
    std::shared_ptr<const void> m_keep; ///< the project that the script points into
    Random m_random;
    nlohmann::json m_variables;
    std::uint64_t m_received = 0;
    std::set<std::string> m_joined;
    std::unordered_map<const Step *, std::size_t> m_sequences;
    std::list<Task> m_tasks;
    int m_running = 0;
    bool m_over = false;
};

} // namespace mockforge::websocket
