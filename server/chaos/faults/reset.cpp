// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/replyfault.h"

namespace mockforge::chaos {

namespace {

class Reset final : public ReplyFault
{
public:
    explicit Reset(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    bool shape(exchange::Response &reply, Draw &) const override
    {
        exchange::Delivery &delivery = deliveryOf(reply);
        if (m_settings.at == "before")
            delivery.instead = std::string();
        else if (m_settings.at == "during")
            delivery.bodyBytes = reply.content().size() / 2;
        delivery.end = exchange::Delivery::End::Reset;
        return true;
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeReset(const project::FaultSettings &settings)
{
    return std::make_unique<Reset>(settings);
}

} // namespace mockforge::chaos
