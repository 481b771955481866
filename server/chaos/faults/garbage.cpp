// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/replyfault.h"

namespace mockforge::chaos {

namespace {

class Garbage final : public ReplyFault
{
public:
    explicit Garbage(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    bool shape(exchange::Response &reply, Draw &draw) const override
    {
        std::string bytes;
        for (std::int64_t i = 0; i < m_settings.bytes; ++i)
            bytes += static_cast<char>(draw.random() >> 56);
        exchange::Delivery &delivery = deliveryOf(reply);
        delivery.instead = std::move(bytes);
        delivery.end = exchange::Delivery::End::Fin;
        return true;
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeGarbage(const project::FaultSettings &settings)
{
    return std::make_unique<Garbage>(settings);
}

} // namespace mockforge::chaos
