// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/acceptfault.h"
#include "server/chaos/faults/makers.h"

namespace mockforge::chaos {

namespace {

class TlsWrongHost final : public AcceptFault
{
public:
    net::Welcome::Kind kind() const noexcept override { return net::Welcome::Kind::Admit; }
    net::Flaw flaw() const noexcept override { return net::Flaw::WrongHost; }
    bool needsTls() const noexcept override { return true; }
};

} // namespace

std::unique_ptr<Fault> makeTlsWrongHost(const project::FaultSettings &)
{
    return std::make_unique<TlsWrongHost>();
}

} // namespace mockforge::chaos
