// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/grpcfault.h"
#include "server/chaos/faults/makers.h"

namespace mockforge::chaos {

namespace {

constexpr int kUnavailable = 14;

class GrpcGoAway final : public GrpcFrameFault
{
public:
    explicit GrpcGoAway(const project::FaultSettings &settings)
        : m_effect{FrameEffect::Kind::GoAway, settings.http2Error, settings.unprocessed, settings.body}
    {}

    /// A call that is declared unprocessed gets no reply.
    bool answers() const noexcept override { return m_effect.unprocessed; }
    bool shapes() const noexcept override { return m_effect.unprocessed; }

    std::uint64_t act(Effects &effects, Draw &, const Subject &) const override
    {
        if (m_effect.unprocessed)
            effects.ending = CallEnding{kUnavailable, {}, {}, 0, metrics::Fault::GrpcGoAway, m_effect};
        else
            effects.frames = m_effect;
        return m_effect.code;
    }

private:
    FrameEffect m_effect;
};

} // namespace

std::unique_ptr<Fault> makeGrpcGoAway(const project::FaultSettings &settings)
{
    return std::make_unique<GrpcGoAway>(settings);
}

} // namespace mockforge::chaos
