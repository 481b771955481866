// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/streamfault.h"

#include <algorithm>

namespace mockforge::chaos {

namespace {

constexpr std::size_t kSegment = 1460;
constexpr unsigned kMostDoublings = 6;

class PacketLossEffect final : public StreamEffect
{
public:
    PacketLossEffect(const project::FaultSettings &settings, const Draw &draw)
        : m_share(settings.share)
        , m_timeoutNs(static_cast<std::uint64_t>(settings.gapMs) * 1'000'000)
        , m_random(draw.random)
    {}

    void beforeWrite(net::Pipe::Step &step, std::uint64_t nowNs) override
    {
        if (nowNs < m_stalledUntilNs) {
            hold(step, m_stalledUntilNs);
            return;
        }
        if (m_leftOfSegment == 0)
            drawSegment(nowNs);
        if (nowNs < m_stalledUntilNs)
            hold(step, m_stalledUntilNs);
        else
            step.size = std::min(step.size, m_leftOfSegment);
    }
    void wrote(std::size_t size, std::uint64_t) override
    {
        m_leftOfSegment -= std::min(size, m_leftOfSegment);
    }

private:
    void drawSegment(std::uint64_t nowNs) noexcept
    {
        m_leftOfSegment = kSegment;
        unsigned lost = 0;
        while (lost < kMostDoublings && m_random.unit() < m_share)
            ++lost;
        // 1 + 2 + 4 + … retransmission times.
        if (lost > 0)
            m_stalledUntilNs = nowNs + ((std::uint64_t{1} << lost) - 1) * m_timeoutNs;
    }

    double m_share;
    std::uint64_t m_timeoutNs;
    Random m_random;
    std::size_t m_leftOfSegment = 0;
    std::uint64_t m_stalledUntilNs = 0;
};

class PacketLoss final : public StreamFault
{
public:
    explicit PacketLoss(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    std::unique_ptr<StreamEffect> begin(Draw draw) const override
    {
        return std::make_unique<PacketLossEffect>(m_settings, draw);
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makePacketLoss(const project::FaultSettings &settings)
{
    return std::make_unique<PacketLoss>(settings);
}

} // namespace mockforge::chaos
