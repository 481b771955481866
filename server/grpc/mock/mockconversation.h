// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/labels.h"
#include "server/grpc/call/call.h"
#include "server/grpc/mock/serviceparts.h"

#include <deque>
#include <memory>
#include <vector>

namespace mockforge::grpc {

/// Answers one call: decodes its messages, chooses the rule, and sends its replies one after the other, with
/// their delays and no faster than the client reads. Called one at a time, as every Conversation.
class MockConversation final : public Conversation
{
public:
    /// `routes`: the labels of the rules by their index.
    MockConversation(std::shared_ptr<const Service> service, const Service::Private &parts,
                     std::shared_ptr<const std::vector<metrics::RouteId>> routes, const MethodEntry &method,
                     Call &call);

    void started() override;
    void received(std::string_view message) override;
    void halfClosed() override;
    void cancelled() override;
    bool isBusy() const override { return m_jobs.size() >= kMostJobs; }

private:
    static constexpr std::size_t kMostJobs = 100;
    using Message = std::shared_ptr<const Incoming>;

    /// A reply on its way out.
    struct Job
    {
        const Reply *reply;
        Message message;
        bool ends = false; ///< the call ends behind it
        std::size_t next = 0;
        std::int64_t turn = 0;
        bool begun = false;
    };
    /// What a client's stream has shown of a rule's conditions.
    struct Seen
    {
        bool any = false;
        bool all = true;
        bool first = false;
        bool last = false;
    };

    void take(const Message &message);
    void look(const Incoming &message);
    bool collect(const Incoming &message);
    bool fits(std::size_t candidate, const Incoming &message) const;
    /// Finds the rule; false when that ended the call.
    bool choose(const Message &message);
    void answerBoth(const Message &message);
    void enqueue(const Reply &reply, const Message &message, bool ends);
    void pump();
    bool step(Job &job);
    bool pause(const project::Delay &delay);
    void wait(std::uint64_t ns);
    void countPause();
    void end(const Reply &reply, const Message &message);
    void fail(const Error &error);
    void finish(Status status, Metadata trailers = {});
    templating::Context context(const Message &message, std::size_t index);

    std::shared_ptr<const Service> m_service;
    const Service::Private &m_parts;
    std::shared_ptr<const std::vector<metrics::RouteId>> m_routes;
    const MethodEntry &m_method;
    const MethodRules &m_rules;
    Call &m_call;
    const Rule *m_rule = nullptr; ///< null: not chosen yet
    std::uint64_t m_sequence = 0;
    Random m_random{0, 0, 0};
    std::vector<Seen> m_seen; ///< of each candidate, for a client's stream
    std::uint64_t m_count = 0;
    Message m_last;
    std::size_t m_collected = 0;
    nlohmann::json m_variables;
    std::deque<Job> m_jobs;
    std::uint64_t m_pausedAt = 0; ///< 0: does not wait on purpose
    bool m_waiting = false;       ///< for a timer
    bool m_running = false;
    bool m_half = false;
    bool m_over = false;
};

} // namespace mockforge::grpc
