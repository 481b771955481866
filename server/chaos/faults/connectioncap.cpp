// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/acceptfault.h"
#include "server/chaos/faults/makers.h"

namespace mockforge::chaos {

namespace {

class ConnectionCap final : public AcceptFault
{
public:
    explicit ConnectionCap(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    bool wants(std::int64_t open) const override { return open > m_settings.maxConcurrent; }
    net::Welcome::Kind kind() const noexcept override
    {
        return m_settings.end == "reset" ? net::Welcome::Kind::Reset : net::Welcome::Kind::Close;
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeConnectionCap(const project::FaultSettings &settings)
{
    return std::make_unique<ConnectionCap>(settings);
}

} // namespace mockforge::chaos
