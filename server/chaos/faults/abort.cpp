// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/distribution.h"
#include "server/chaos/faults/makers.h"

namespace mockforge::chaos {

namespace {

class AbortFault final : public ExchangeFault
{
public:
    explicit AbortFault(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    bool answers() const noexcept override { return true; }

    std::uint64_t act(Effects &effects, Draw &draw, const Subject &) const override
    {
        const auto count = m_settings.status.size();
        const std::size_t index =
            m_settings.mode == "sequence"
                ? static_cast<std::size_t>(draw.n % count)
                : static_cast<std::size_t>(draw.random.between(0, static_cast<std::int64_t>(count) - 1));
        const int status = draw.recorded ? static_cast<int>(*draw.recorded) : m_settings.status[index];
        effects.abort = abortOf(m_settings, status);
        if (m_settings.delay.isSet)
            effects.delayNs += drawDelay(m_settings.delay, draw.random, draw.elapsedNs);
        return static_cast<std::uint64_t>(status);
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeAbort(const project::FaultSettings &settings)
{
    return std::make_unique<AbortFault>(settings);
}

} // namespace mockforge::chaos
