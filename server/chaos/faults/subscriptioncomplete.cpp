// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/subscriptionfault.h"

namespace mockforge::chaos {

namespace {

class SubscriptionComplete final : public SubscriptionFault
{
public:
    explicit SubscriptionComplete(const project::FaultSettings &settings)
        : m_events(settings.eventCount)
    {}

    bool act(EventEffect &effect, std::uint64_t sent) const override
    {
        effect.completes = effect.completes || sent >= static_cast<std::uint64_t>(m_events);
        return effect.completes;
    }

private:
    std::int64_t m_events;
};

} // namespace

std::unique_ptr<Fault> makeSubscriptionComplete(const project::FaultSettings &settings)
{
    return std::make_unique<SubscriptionComplete>(settings);
}

} // namespace mockforge::chaos
