// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/faults/frameeffect.h"
#include "server/chaos/messageline.h"
#include "server/exchange/request.h"
#include "server/grpc/call/call.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mockforge::grpc {

/// What the chaos rules do to one call: the plan that was made when it came, and its messages in both
/// directions as long as a fault holds them. Belongs to the call, and is used as the call is: by one thread
/// at a time. Messages that no rule can act on never come here.
class CallFaults
{
public:
    /// The call, where messages go on.
    class Host
    {
    public:
        virtual ~Host() = default;
        virtual void passDown(std::string message) = 0;
        virtual void passUp(std::string_view message) = 0;
        /// What was kept back behind the last message of that direction may follow.
        virtual void endDown() = 0;
        virtual void endUp() = 0;
        /// Calls CallFaults::woken() when that time is over.
        virtual void moveLater(std::uint64_t delayNs) = 0;
        /// Ends the call at once, behind what has passed; the conversation hears no more of it.
        virtual void endWith(Status status, Metadata trailers) = 0;
        virtual void addInjected(std::uint64_t injectedNs) = 0;
        virtual metrics::Recorder &recorder() = 0;
        /// A function that any thread may call, and that calls CallFaults::release() as long as there is a
        /// call.
        virtual std::function<void()> releaser() = 0;
    };

    /// `method`: its label; it and `start` outlive this.
    CallFaults(Host &host, const CallStart &start, std::string_view method);

    /// The call as the rules are asked about it.
    chaos::Subject subject();
    /// Takes what the rules do to the call, until its end.
    void setPlan(std::unique_ptr<chaos::Plan> plan) { m_plan = std::move(plan); }
    /// The call is to end so behind its `after`th message.
    void setEnding(const chaos::CallEnding &ending, Status status);
    /// The call ends with that code; rules that count outcomes hear of it, once.
    void ended(int code);

    /// Whether messages must pass through here even when no message rule is in force.
    bool wantsDown() const noexcept { return m_down.isHolding() || m_endingAfter != 0; }
    bool holdsUp() const noexcept { return m_up.isHolding(); }
    std::size_t bytesDown() const noexcept { return m_down.bytes(); }
    /// So many messages of the client's are held that it should not be read.
    bool isFull() const noexcept { return m_up.count() >= kMostUp; }
    /// A message goes under the rules; `index` counts the messages of its direction from 1.
    void down(std::string message, std::uint64_t index, chaos::Injector &rules, metrics::Recorder &recorder);
    void up(std::string_view message, std::uint64_t index, chaos::Injector &rules,
            metrics::Recorder &recorder);
    /// No message follows; when those that are held have passed, the host's endDown() or endUp() is called.
    void finishDown();
    void finishUp();
    void woken();
    /// All faults are stopped: all that is held goes.
    void release();
    /// Counts the time for which messages were held until now.
    void settle();

private:
    static constexpr std::size_t kMostUp = 64;
    using Direction = chaos::MessageFacts::Direction;

    /// Passes on what may go now.
    void move();
    void hold(chaos::Injector &rules);
    void moveDown();
    void end();

    Host &m_host;
    const CallStart &m_start;
    std::string_view m_method;
    std::unique_ptr<exchange::Request> m_request; ///< made when a rule asks
    std::unique_ptr<chaos::Plan> m_plan;
    chaos::MessageLine m_down;
    chaos::MessageLine m_up;
    chaos::HeldList::Place m_place;
    std::uint64_t m_dueNs = 0;       ///< of the move that was asked for; 0: none was
    std::uint64_t m_endingAfter = 0; ///< so many messages pass before m_ending ends the call; 0: none does
    std::uint64_t m_passed = 0;
    Status m_ending;
    metrics::Fault m_endingLabel{};
    std::optional<chaos::FrameEffect> m_endingFrames;
    bool m_endDown = false; ///< is owed
    bool m_endUp = false;
    bool m_moving = false;
};

} // namespace mockforge::grpc
