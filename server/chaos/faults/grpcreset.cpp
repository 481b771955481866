// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/grpcfault.h"
#include "server/chaos/faults/makers.h"

namespace mockforge::chaos {

namespace {

/// What a client makes of a reset stream (gRPC over HTTP/2, "Errors"): so it is counted.
int codeOfReset(std::uint32_t error)
{
    switch (error) {
    case 7: // REFUSED_STREAM
        return 14;
    case 8: // CANCEL
        return 1;
    case 11: // ENHANCE_YOUR_CALM
        return 8;
    case 12: // INADEQUATE_SECURITY
        return 7;
    default:
        return 13;
    }
}

class GrpcReset final : public GrpcFrameFault
{
public:
    explicit GrpcReset(const project::FaultSettings &settings)
        : m_error(settings.http2Error)
        , m_after(static_cast<std::uint64_t>(settings.grpcAfter))
    {}

    bool answers() const noexcept override { return true; }
    /// As the status of grpc_abort: counted when it ends a stream.
    bool shapes() const noexcept override { return true; }

    std::uint64_t act(Effects &effects, Draw &, const Subject &) const override
    {
        effects.ending = CallEnding{codeOfReset(m_error),
                                    {},
                                    {},
                                    m_after,
                                    metrics::Fault::GrpcReset,
                                    FrameEffect{FrameEffect::Kind::ResetStream, m_error, false, {}}};
        return m_error;
    }

private:
    std::uint32_t m_error;
    std::uint64_t m_after;
};

} // namespace

std::unique_ptr<Fault> makeGrpcReset(const project::FaultSettings &settings)
{
    return std::make_unique<GrpcReset>(settings);
}

} // namespace mockforge::chaos
