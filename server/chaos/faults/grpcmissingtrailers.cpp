// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/grpcfault.h"
#include "server/chaos/faults/makers.h"

namespace mockforge::chaos {

namespace {

class GrpcMissingTrailers final : public GrpcFrameFault
{
public:
    std::uint64_t act(Effects &effects, Draw &, const Subject &) const override
    {
        effects.frames = FrameEffect{FrameEffect::Kind::MissingTrailers, 0, false, {}};
        return 0;
    }
};

} // namespace

std::unique_ptr<Fault> makeGrpcMissingTrailers(const project::FaultSettings &)
{
    return std::make_unique<GrpcMissingTrailers>();
}

} // namespace mockforge::chaos
