// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/subscriptionfault.h"

namespace mockforge::chaos {

namespace {

class SubscriptionStall final : public SubscriptionFault
{
public:
    explicit SubscriptionStall(const project::FaultSettings &settings)
        : m_events(settings.eventCount)
    {}

    bool act(EventEffect &effect, std::uint64_t sent) const override
    {
        effect.drops = effect.drops || sent >= static_cast<std::uint64_t>(m_events);
        return effect.drops;
    }

private:
    std::int64_t m_events;
};

} // namespace

std::unique_ptr<Fault> makeSubscriptionStall(const project::FaultSettings &settings)
{
    return std::make_unique<SubscriptionStall>(settings);
}

} // namespace mockforge::chaos
