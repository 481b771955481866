// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/acceptfault.h"
#include "server/chaos/faults/makers.h"

namespace mockforge::chaos {

namespace {

class AcceptRefuse final : public AcceptFault
{
public:
    net::Welcome::Kind kind() const noexcept override { return net::Welcome::Kind::Admit; }
    bool closesPort() const noexcept override { return true; }
};

} // namespace

std::unique_ptr<Fault> makeAcceptRefuse(const project::FaultSettings &)
{
    return std::make_unique<AcceptRefuse>();
}

} // namespace mockforge::chaos
