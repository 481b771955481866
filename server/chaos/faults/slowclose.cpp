// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/streamfault.h"

namespace mockforge::chaos {

namespace {

class SlowCloseEffect final : public StreamEffect
{
public:
    SlowCloseEffect(const project::FaultSettings &settings, const Draw &)
        : m_gapNs(static_cast<std::uint64_t>(settings.gapMs) * 1'000'000)
    {}

    std::uint64_t closeDelayNs() noexcept override
    {
        acted();
        return m_gapNs;
    }

private:
    std::uint64_t m_gapNs;
};

class SlowClose final : public StreamFault
{
public:
    explicit SlowClose(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    std::unique_ptr<StreamEffect> begin(Draw draw) const override
    {
        return std::make_unique<SlowCloseEffect>(m_settings, draw);
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeSlowClose(const project::FaultSettings &settings)
{
    return std::make_unique<SlowClose>(settings);
}

} // namespace mockforge::chaos
