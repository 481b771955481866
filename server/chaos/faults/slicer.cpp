// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/streamfault.h"

namespace mockforge::chaos {

namespace {

class SlicerEffect final : public StreamEffect
{
public:
    SlicerEffect(const project::FaultSettings &settings, const Draw &)
        : m_slice(static_cast<std::size_t>(settings.bytes))
        , m_gapNs(static_cast<std::uint64_t>(settings.gapMs) * 1'000'000)
    {}

    void beforeWrite(net::Pipe::Step &step, std::uint64_t nowNs) override
    {
        if (nowNs < m_nextNs) {
            hold(step, m_nextNs);
        } else if (step.size > m_slice) {
            step.size = m_slice;
            acted();
        }
    }
    void wrote(std::size_t, std::uint64_t nowNs) override { m_nextNs = nowNs + m_gapNs; }

private:
    std::size_t m_slice;
    std::uint64_t m_gapNs;
    std::uint64_t m_nextNs = 0;
};

class Slicer final : public StreamFault
{
public:
    explicit Slicer(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    std::unique_ptr<StreamEffect> begin(Draw draw) const override
    {
        return std::make_unique<SlicerEffect>(m_settings, draw);
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeSlicer(const project::FaultSettings &settings)
{
    return std::make_unique<Slicer>(settings);
}

} // namespace mockforge::chaos
