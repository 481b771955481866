// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/acceptfault.h"
#include "server/chaos/faults/distribution.h"
#include "server/chaos/faults/makers.h"

#include <algorithm>

namespace mockforge::chaos {

namespace {

class TlsStall final : public AcceptFault
{
public:
    explicit TlsStall(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    net::Welcome::Kind kind() const noexcept override { return net::Welcome::Kind::Hold; }
    bool needsTls() const noexcept override { return true; }
    std::uint64_t holdNs(Draw &draw) const override
    {
        if (!m_settings.delay.isSet)
            return 0;
        // 0 would mean: for as long as the rule is in force.
        return std::max<std::uint64_t>(1, drawDelay(m_settings.delay, draw.random, draw.elapsedNs));
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeTlsStall(const project::FaultSettings &settings)
{
    return std::make_unique<TlsStall>(settings);
}

} // namespace mockforge::chaos
