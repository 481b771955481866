// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/replyfault.h"

#include "server/exchange/request.h"

namespace mockforge::chaos {

exchange::Delivery &deliveryOf(exchange::Response &reply)
{
    if (!reply.delivery)
        reply.delivery = std::make_shared<exchange::Delivery>();
    return *reply.delivery;
}

std::string &bodyOf(exchange::Response &reply)
{
    if (reply.shared) {
        reply.body = *reply.shared;
        reply.shared.reset();
    }
    return reply.body;
}

exchange::Delivery::End endOf(const std::string &name) noexcept
{
    using End = exchange::Delivery::End;
    return name == "reset" ? End::Reset : name == "hang" ? End::Hang : End::Fin;
}

void setHeader(exchange::Response &reply, const std::string &name, const std::string &value)
{
    for (auto &[known, old] : reply.headers) {
        if (exchange::equalsIgnoreCase(known, name)) {
            old = value;
            return;
        }
    }
    reply.headers.emplace_back(name, value);
}

} // namespace mockforge::chaos
