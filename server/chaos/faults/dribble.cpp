// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/replyfault.h"

namespace mockforge::chaos {

namespace {

class Dribble final : public ReplyFault
{
public:
    explicit Dribble(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    bool shape(exchange::Response &reply, Draw &) const override
    {
        if (reply.content().empty())
            return false;
        exchange::Delivery &delivery = deliveryOf(reply);
        delivery.paceHead = false;
        delivery.sliceBytes = static_cast<std::size_t>(m_settings.bytes);
        delivery.gapNs = static_cast<std::uint64_t>(m_settings.gapMs) * 1'000'000;
        return true;
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeDribble(const project::FaultSettings &settings)
{
    return std::make_unique<Dribble>(settings);
}

} // namespace mockforge::chaos
