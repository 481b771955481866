// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/subscriptionfault.h"

namespace mockforge::chaos {

namespace {

class SubscriptionDuplicate final : public SubscriptionFault
{
public:
    explicit SubscriptionDuplicate(const project::FaultSettings &settings)
        : m_copies(settings.eventCopies)
    {}

    bool choosesEvents() const noexcept override { return true; }
    bool act(EventEffect &effect, std::uint64_t) const override
    {
        effect.extraCopies += m_copies;
        return true;
    }

private:
    std::int64_t m_copies;
};

} // namespace

std::unique_ptr<Fault> makeSubscriptionDuplicate(const project::FaultSettings &settings)
{
    return std::make_unique<SubscriptionDuplicate>(settings);
}

} // namespace mockforge::chaos
