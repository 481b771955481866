// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/acceptfault.h"
#include "server/chaos/faults/makers.h"

namespace mockforge::chaos {

namespace {

class TlsSelfSigned final : public AcceptFault
{
public:
    net::Welcome::Kind kind() const noexcept override { return net::Welcome::Kind::Admit; }
    net::Flaw flaw() const noexcept override { return net::Flaw::SelfSigned; }
    bool needsTls() const noexcept override { return true; }
};

} // namespace

std::unique_ptr<Fault> makeTlsSelfSigned(const project::FaultSettings &)
{
    return std::make_unique<TlsSelfSigned>();
}

} // namespace mockforge::chaos
