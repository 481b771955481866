// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/call/modeconversation.h"

#include "metrics/record/faults.h"
#include "metrics/record/recorder.h"
#include "server/grpc/call/statuscodes.h"

#include <deque>
#include <string>
#include <utility>

namespace mockforge::grpc {

namespace {

/// A client may stream while its call is being delayed; above so many messages it is not read any more.
constexpr std::size_t kMostWaiting = 64;
constexpr std::uint64_t kNsPerMs = 1'000'000;

/// The mode's part of one call, in front of what answers it.
class ModeConversation final : public Conversation
{
public:
    ModeConversation(Call &call, const scenario::Decision &decision, std::unique_ptr<Conversation> inner)
        : m_call(call)
        , m_decision(decision)
        , m_inner(std::move(inner))
    {}

    void started() override
    {
        if (m_decision.hang) {
            m_call.recorder().faultApplied(metrics::Protocol::Grpc, metrics::Fault::Timeout);
            m_call.hang();
            return;
        }
        if (m_decision.delayNs == 0) {
            pass();
            return;
        }
        m_call.addInjected(m_decision.delayNs);
        m_call.after(m_decision.delayNs, [this] { pass(); });
    }

    void received(std::string_view message) override
    {
        if (m_passed)
            forward([&] { m_inner->received(message); });
        else if (!m_decision.hang)
            m_waiting.emplace_back(message);
    }

    void halfClosed() override
    {
        if (m_passed)
            forward([&] { m_inner->halfClosed(); });
        else
            m_halfClosed = true;
    }

    void cancelled() override
    {
        if (m_passed)
            forward([&] { m_inner->cancelled(); });
    }

    bool isBusy() const override
    {
        if (m_passed)
            return m_inner && m_inner->isBusy();
        return m_decision.hang || m_waiting.size() >= kMostWaiting;
    }

private:
    template <typename Then>
    void forward(const Then &then)
    {
        if (m_inner)
            then();
    }

    /// The delay is over: the injected error, or the mock's own answer to all that has come meanwhile.
    void pass()
    {
        m_passed = true;
        metrics::Recorder &recorder = m_call.recorder();
        Metadata marks;
        if (m_decision.delayNs > 0) {
            recorder.faultApplied(metrics::Protocol::Grpc, metrics::Fault::Latency);
            marks.emplace_back("x-mockforge-injected-delay-ms",
                               std::to_string((m_decision.delayNs + kNsPerMs / 2) / kNsPerMs));
        }
        if (m_decision.errorStatus != 0) {
            recorder.faultApplied(metrics::Protocol::Grpc, metrics::Fault::Error);
            marks.emplace_back("x-mockforge-fault", "error");
            const int status = codeOfHttpStatus(m_decision.errorStatus);
            m_call.finish({status, "injected " + std::string(statusName(status)), {}}, std::move(marks));
            return;
        }
        m_call.markTrailers(std::move(marks));
        replay();
    }

    void replay()
    {
        if (!m_inner)
            return;
        m_inner->started();
        while (!m_waiting.empty() && m_call.isOpen()) {
            const std::string message = std::move(m_waiting.front());
            m_waiting.pop_front();
            m_inner->received(message);
        }
        m_waiting.clear();
        if (m_halfClosed && m_call.isOpen())
            m_inner->halfClosed();
    }

    Call &m_call;
    scenario::Decision m_decision;
    std::unique_ptr<Conversation> m_inner; ///< null where the mode answers
    std::deque<std::string> m_waiting;
    bool m_halfClosed = false;
    bool m_passed = false;
};

} // namespace

std::unique_ptr<Conversation> underMode(Call &call, const scenario::Decision &decision,
                                        const ConversationFactory &makeInner)
{
    const bool answersItself = decision.hang || decision.errorStatus != 0;
    if (!answersItself && decision.delayNs == 0)
        return makeInner();
    return std::make_unique<ModeConversation>(call, decision, answersItself ? nullptr : makeInner());
}

} // namespace mockforge::grpc
