// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/distribution.h"
#include "server/chaos/faults/makers.h"

namespace mockforge::chaos {

namespace {

class Latency final : public ExchangeFault
{
public:
    explicit Latency(const project::FaultSettings &settings)
        : m_delay(settings.delay)
    {}

    std::uint64_t act(Effects &effects, Draw &draw, const Subject &) const override
    {
        const std::uint64_t delay =
            draw.recorded ? *draw.recorded : drawDelay(m_delay, draw.random, draw.elapsedNs);
        effects.delayNs += delay;
        return delay;
    }

private:
    project::DelaySpec m_delay;
};

} // namespace

std::unique_ptr<Fault> makeLatency(const project::FaultSettings &settings)
{
    return std::make_unique<Latency>(settings);
}

} // namespace mockforge::chaos
