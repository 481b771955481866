// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/faults/fault.h"
#include "server/exchange/response.h"

#include <string>

namespace mockforge::chaos {

/// A fault that only changes the reply.
class ReplyFault : public ExchangeFault
{
public:
    bool shapes() const noexcept override { return true; }
    /// A gRPC call has no reply in the shape of HTTP's.
    bool actsOn(metrics::Protocol protocol) const noexcept override
    {
        return protocol != metrics::Protocol::Grpc;
    }
    std::uint64_t act(Effects &, Draw &, const Subject &) const override { return 0; }
};

/// The reply's delivery, to be changed; one that is as usual where there was none.
exchange::Delivery &deliveryOf(exchange::Response &reply);
/// The reply's body, to be changed: shared content is copied first.
std::string &bodyOf(exchange::Response &reply);
/// "fin", "reset", "hang".
exchange::Delivery::End endOf(const std::string &name) noexcept;
/// Sets the first header of that name, or adds it.
void setHeader(exchange::Response &reply, const std::string &name, const std::string &value);

} // namespace mockforge::chaos
