// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/grpcfault.h"
#include "server/chaos/faults/makers.h"

namespace mockforge::chaos {

namespace {

constexpr std::uint64_t kNsPerMs = 1'000'000;

class GrpcDeadline final : public GrpcFault
{
public:
    explicit GrpcDeadline(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    bool wants(const Subject &subject, std::uint64_t) const override { return subject.deadlineNs > 0; }

    std::uint64_t act(Effects &effects, Draw &draw, const Subject &subject) const override
    {
        const std::int64_t left = subject.deadlineNs - static_cast<std::int64_t>(subject.nowNs);
        const std::uint64_t late = static_cast<std::uint64_t>(m_settings.gapMs) * kNsPerMs;
        const std::uint64_t delay =
            draw.recorded ? *draw.recorded : (left > 0 ? static_cast<std::uint64_t>(left) : 0) + late;
        effects.delayNs += delay;
        return delay;
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeGrpcDeadline(const project::FaultSettings &settings)
{
    return std::make_unique<GrpcDeadline>(settings);
}

} // namespace mockforge::chaos
