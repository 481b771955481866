// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/acceptfault.h"
#include "server/chaos/faults/distribution.h"
#include "server/chaos/faults/makers.h"

#include <algorithm>

namespace mockforge::chaos {

namespace {

class AcceptDelay final : public AcceptFault
{
public:
    explicit AcceptDelay(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    net::Welcome::Kind kind() const noexcept override { return net::Welcome::Kind::Hold; }
    std::uint64_t holdNs(Draw &draw) const override
    {
        // 0 would mean: for ever.
        return std::max<std::uint64_t>(1, drawDelay(m_settings.delay, draw.random, draw.elapsedNs));
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeAcceptDelay(const project::FaultSettings &settings)
{
    return std::make_unique<AcceptDelay>(settings);
}

} // namespace mockforge::chaos
