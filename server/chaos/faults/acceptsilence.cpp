// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/acceptfault.h"
#include "server/chaos/faults/makers.h"

namespace mockforge::chaos {

namespace {

class AcceptSilence final : public AcceptFault
{
public:
    net::Welcome::Kind kind() const noexcept override { return net::Welcome::Kind::Hold; }
};

} // namespace

std::unique_ptr<Fault> makeAcceptSilence(const project::FaultSettings &)
{
    return std::make_unique<AcceptSilence>();
}

} // namespace mockforge::chaos
