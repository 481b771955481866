// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/grpcfault.h"
#include "server/chaos/faults/makers.h"

namespace mockforge::chaos {

namespace {

class GrpcAbort final : public GrpcFault
{
public:
    explicit GrpcAbort(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    bool answers() const noexcept override { return true; }
    /// It may come after the end of a short stream: it is counted when it ends one.
    bool shapes() const noexcept override { return true; }

    std::uint64_t act(Effects &effects, Draw &, const Subject &) const override
    {
        effects.ending =
            CallEnding{m_settings.grpcStatus,     m_settings.body,
                       m_settings.grpcDetails,    static_cast<std::uint64_t>(m_settings.grpcAfter),
                       metrics::Fault::GrpcAbort, std::nullopt};
        return static_cast<std::uint64_t>(m_settings.grpcStatus);
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeGrpcAbort(const project::FaultSettings &settings)
{
    return std::make_unique<GrpcAbort>(settings);
}

} // namespace mockforge::chaos
