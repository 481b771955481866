// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/replyfault.h"

namespace mockforge::chaos {

namespace {

class MalformedChunk final : public ReplyFault
{
public:
    bool shape(exchange::Response &reply, Draw &) const override
    {
        exchange::Delivery &delivery = deliveryOf(reply);
        delivery.badChunk = true;
        delivery.end = exchange::Delivery::End::Fin;
        return true;
    }
};

} // namespace

std::unique_ptr<Fault> makeMalformedChunk(const project::FaultSettings &)
{
    return std::make_unique<MalformedChunk>();
}

} // namespace mockforge::chaos
