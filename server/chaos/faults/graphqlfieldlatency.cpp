// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/distribution.h"
#include "server/chaos/faults/fieldfault.h"
#include "server/chaos/faults/makers.h"

namespace mockforge::chaos {

namespace {

class GraphQlFieldLatency final : public FieldFault
{
public:
    explicit GraphQlFieldLatency(const project::FaultSettings &settings)
        : FieldFault(settings)
        , m_delay(settings.delay)
    {}

    bool answers() const noexcept override { return false; }

    std::uint64_t act(FieldEffect &effect, Draw &draw) const override
    {
        const std::uint64_t delay =
            draw.recorded ? *draw.recorded : drawDelay(m_delay, draw.random, draw.elapsedNs);
        effect.delayNs += delay;
        return delay;
    }

private:
    project::DelaySpec m_delay;
};

} // namespace

std::unique_ptr<Fault> makeGraphQlFieldLatency(const project::FaultSettings &settings)
{
    return std::make_unique<GraphQlFieldLatency>(settings);
}

} // namespace mockforge::chaos
