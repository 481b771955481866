// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/faults/fault.h"

namespace mockforge::chaos {

/// A fault that only a gRPC call can have.
class GrpcFault : public ExchangeFault
{
public:
    bool actsOn(metrics::Protocol protocol) const noexcept override
    {
        return protocol == metrics::Protocol::Grpc;
    }
};

/// One that is done to the frames of its stream or connection: gRPC-Web has none.
class GrpcFrameFault : public GrpcFault
{
public:
    bool wants(const Subject &subject, std::uint64_t) const override { return subject.framed; }
};

} // namespace mockforge::chaos
