// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/grpcfault.h"
#include "server/chaos/faults/makers.h"

namespace mockforge::chaos {

namespace {

// Error codes of HTTP/2 (RFC 9113 §7) and the codes of gRPC that they stand for.
constexpr std::uint32_t kRefusedStream = 7;
constexpr std::uint32_t kCancel = 8;
constexpr std::uint32_t kEnhanceYourCalm = 11;
constexpr std::uint32_t kInadequateSecurity = 12;
constexpr int kCancelled = 1;
constexpr int kPermissionDenied = 7;
constexpr int kResourceExhausted = 8;
constexpr int kInternal = 13;
constexpr int kUnavailable = 14;

/// What a client makes of a reset stream (gRPC over HTTP/2, "Errors"): so it is counted.
int codeOfReset(std::uint32_t error)
{
    switch (error) {
    case kRefusedStream:
        return kUnavailable;
    case kCancel:
        return kCancelled;
    case kEnhanceYourCalm:
        return kResourceExhausted;
    case kInadequateSecurity:
        return kPermissionDenied;
    default:
        return kInternal;
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
