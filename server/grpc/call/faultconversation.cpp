// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/call/faultconversation.h"

#include "metrics/base/clock.h"
#include "metrics/record/faults.h"
#include "metrics/record/recorder.h"
#include "server/grpc/call/statuscodes.h"
#include "server/grpc/call/waitingconversation.h"
#include "server/grpc/frames/frameorder.h"

#include <optional>
#include <string>
#include <utility>

namespace mockforge::grpc {

namespace {

constexpr std::uint64_t kNsPerMs = 1'000'000;

Status statusOf(const chaos::Abort &abort)
{
    Status status;
    status.code = abort.grpcStatus >= 0 ? abort.grpcStatus : codeOfHttpStatus(abort.status);
    status.message = abort.body.empty() ? "injected " + std::string(statusName(status.code)) : abort.body;
    return status;
}

Status statusOf(const chaos::CallEnding &ending, const DetailsMaker &makeDetails)
{
    Status status{ending.code, ending.message, {}};
    if (status.message.empty())
        status.message = "injected " + std::string(statusName(status.code));
    if (!ending.details.empty())
        status.details = makeDetails(status, ending.details);
    return status;
}

std::string nameOf(metrics::Fault fault)
{
    return std::string(metrics::kFaultNames[static_cast<std::size_t>(fault)]);
}

/// The rules' part of one call, in front of the mode's and of what answers it.
class FaultConversation final : public WaitingConversation
{
public:
    /// `ending`: the status that it ends with at once, nothing for none.
    FaultConversation(RunningCall &call, const chaos::Plan &plan, chaos::HeldList &held,
                      std::optional<Status> ending, std::unique_ptr<Conversation> inner)
        : WaitingConversation(call, std::move(inner))
        , m_running(call)
        , m_held(held)
        , m_effects(plan.effects())
        , m_ending(std::move(ending))
        , m_names(plan.names())
        , m_namesDelay(plan.namesFaults())
    {}

    void started() override
    {
        m_begunNs = monotonicNs();
        if (m_effects.hang)
            call().hang();
        else if (m_effects.delayNs > 0)
            waitForDelay();
        else
            pass();
        if (!m_passed)
            m_place = m_held.add([poster = m_running.poster(), this] { poster([this] { release(); }); });
    }

private:
    void waitForDelay()
    {
        call().addInjected(m_effects.delayNs);
        call().after(m_effects.delayNs, [this] {
            if (!m_passed)
                pass();
        });
    }

    /// All chaos is stopped. What is let go of early was not injected; unsigned arithmetic takes it off
    /// again.
    void release()
    {
        if (m_passed)
            return;
        const std::uint64_t waited = monotonicNs() - m_begunNs;
        if (m_effects.hang)
            call().resume();
        else if (waited < m_effects.delayNs)
            call().addInjected(waited - m_effects.delayNs);
        pass();
    }

    void pass()
    {
        m_passed = true;
        m_place.leave();
        Metadata marks;
        if (!m_names.empty())
            marks.emplace_back("x-mockforge-fault", m_names);
        if (m_namesDelay && m_effects.delayNs > 0)
            marks.emplace_back("x-mockforge-injected-delay-ms",
                               std::to_string((m_effects.delayNs + kNsPerMs / 2) / kNsPerMs));
        if (m_effects.abort) {
            if (m_effects.abort->retryAfterS > 0)
                marks.emplace_back("retry-after", std::to_string(m_effects.abort->retryAfterS));
            ignoreClient();
            call().finish(statusOf(*m_effects.abort), std::move(marks));
            return;
        }
        if (m_ending) {
            call().recorder().faultApplied(metrics::Protocol::Grpc, m_effects.ending->label);
            if (m_namesDelay)
                marks.emplace_back("x-mockforge-fault", nameOf(m_effects.ending->label));
            if (m_effects.ending->frames)
                marks.push_back(toField(*m_effects.ending->frames));
            ignoreClient();
            call().finish(std::move(*m_ending), std::move(marks));
            return;
        }
        orderFrames(marks);
        call().markTrailers(std::move(marks));
        passOn();
    }

    /// The end of the stream is told of its frames by the trailers, the connection by the first headers.
    void orderFrames(Metadata &trailers)
    {
        if (!m_effects.frames)
            return;
        if (m_effects.frames->kind == chaos::FrameEffect::Kind::MissingTrailers)
            trailers.push_back(toField(*m_effects.frames));
        else
            call().markHeaders({toField(*m_effects.frames)});
    }

    RunningCall &m_running;
    chaos::HeldList &m_held;
    chaos::Effects m_effects;
    std::optional<Status> m_ending;
    std::string m_names;
    bool m_namesDelay;
    chaos::HeldList::Place m_place;
    std::uint64_t m_begunNs = 0;
    bool m_passed = false;
};

} // namespace

std::unique_ptr<Conversation> underRules(RunningCall &call, std::string_view method, chaos::Injector *rules,
                                         const ConversationFactory &makeInner,
                                         const DetailsMaker &makeDetails)
{
    if (!rules || !rules->acts())
        return makeInner();
    CallFaults &faults = call.faults(method);
    auto plan = rules->plan(faults.subject(), call.recorder());
    if (!plan)
        return makeInner();
    const chaos::Effects &effects = plan->effects();
    std::optional<Status> ending;
    if (effects.ending)
        ending = statusOf(*effects.ending, makeDetails);
    if (ending && effects.ending->after > 0)
        faults.setEnding(*effects.ending, *std::exchange(ending, std::nullopt));
    auto inner = effects.abort || ending ? nullptr : makeInner();
    auto conversation =
        std::make_unique<FaultConversation>(call, *plan, rules->held(), std::move(ending), std::move(inner));
    faults.setPlan(std::move(plan));
    return conversation;
}

} // namespace mockforge::grpc
