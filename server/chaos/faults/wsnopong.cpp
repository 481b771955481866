// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/websocketfault.h"

namespace mockforge::chaos {

namespace {

class WsNoPongEffect final : public WebSocketEffect
{
public:
    bool swallowsPing() override
    {
        acted();
        return true;
    }
};

class WsNoPong final : public WebSocketFault
{
public:
    std::unique_ptr<WebSocketEffect> begin(Draw) const override { return std::make_unique<WsNoPongEffect>(); }
};

} // namespace

std::unique_ptr<Fault> makeWsNoPong(const project::FaultSettings &)
{
    return std::make_unique<WsNoPong>();
}

} // namespace mockforge::chaos
