// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/call/modeconversation.h"

#include "metrics/record/faults.h"
#include "metrics/record/recorder.h"
#include "server/grpc/call/statuscodes.h"
#include "server/grpc/call/waitingconversation.h"

#include <string>
#include <utility>

namespace mockforge::grpc {

namespace {

constexpr std::uint64_t kNsPerMs = 1'000'000;

/// The mode's part of one call, in front of what answers it.
class ModeConversation final : public WaitingConversation
{
public:
    ModeConversation(Call &call, const scenario::Decision &decision, std::unique_ptr<Conversation> inner)
        : WaitingConversation(call, std::move(inner))
        , m_decision(decision)
    {}

    void started() override
    {
        if (m_decision.hang) {
            call().recorder().faultApplied(metrics::Protocol::Grpc, metrics::Fault::Timeout);
            ignoreClient();
            call().hang();
            return;
        }
        if (m_decision.delayNs == 0) {
            pass();
            return;
        }
        call().addInjected(m_decision.delayNs);
        call().after(m_decision.delayNs, [this] { pass(); });
    }

private:
    /// The delay is over: the injected error, or the mock's own answer to all that has come meanwhile.
    void pass()
    {
        metrics::Recorder &recorder = call().recorder();
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
            ignoreClient();
            call().finish({status, "injected " + std::string(statusName(status)), {}}, std::move(marks));
            return;
        }
        call().markTrailers(std::move(marks));
        passOn();
    }

    scenario::Decision m_decision;
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
