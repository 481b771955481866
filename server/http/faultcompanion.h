// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/plan.h"
#include "server/http/endpoint.h"

#include <functional>
#include <memory>

namespace mockforge::chaos {
class Waiting;
}

namespace mockforge::http {

/// Goes with an exchange that chaos rules act on: waits for them, shapes the reply, and gives back their
/// places when the exchange is over. What waits here can be let go of at once, when all chaos is stopped.
class FaultCompanion final : public Companion
{
public:
    /// Carries out what comes before the reply, then calls `then`, unless the exchange hangs. `extraDelayNs`
    /// is waited together with the plan's own. `then` must not outlive what it captures any more than a
    /// handler's after() may.
    static void run(const std::shared_ptr<Exchange> &exchange, std::unique_ptr<chaos::Plan> plan,
                    std::uint64_t extraDelayNs, std::function<void()> then);

    explicit FaultCompanion(std::unique_ptr<chaos::Plan> plan);
    ~FaultCompanion() override;
    void onReply(exchange::Response &reply) override;
    std::shared_ptr<void> onTakeOver() override;

private:
    std::unique_ptr<chaos::Plan> m_plan;
    std::shared_ptr<chaos::Waiting> m_waiting; ///< null: nothing waited
};

/// An HTTP exchange as the rules are asked about it; holds views into the exchange and `place`.
chaos::Subject subjectOf(const chaos::Place &place, const Exchange &exchange, std::string_view route);

/// The reply of a plan that aborts, in the shape of the mock's other errors.
exchange::Response replyOf(const chaos::Abort &abort);

} // namespace mockforge::http
