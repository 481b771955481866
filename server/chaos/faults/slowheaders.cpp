// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/replyfault.h"

namespace mockforge::chaos {

namespace {

class SlowHeaders final : public ReplyFault
{
public:
    explicit SlowHeaders(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    bool shape(exchange::Response &reply, Draw &) const override
    {
        exchange::Delivery &delivery = deliveryOf(reply);
        delivery.paceHead = true;
        delivery.sliceBytes = static_cast<std::size_t>(m_settings.bytes);
        delivery.gapNs = static_cast<std::uint64_t>(m_settings.gapMs) * 1'000'000;
        return true;
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeSlowHeaders(const project::FaultSettings &settings)
{
    return std::make_unique<SlowHeaders>(settings);
}

} // namespace mockforge::chaos
