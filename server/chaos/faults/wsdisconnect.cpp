// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/distribution.h"
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/websocketfault.h"

namespace mockforge::chaos {

namespace {

class WsDisconnectEffect final : public WebSocketEffect
{
public:
    WsDisconnectEffect(const project::FaultSettings &settings, Draw draw)
        : m_end(settings.end == "reset" ? WebSocketStep::End::Reset : WebSocketStep::End::Fin)
        , m_countdown(settings.messages, drawDelay(settings.delay, draw.random, draw.elapsedNs))
    {}

    void passed(bool) override { m_countdown.passed(); }
    void act(WebSocketStep &step, std::uint64_t nowNs) override
    {
        if (!m_countdown.isOver(step, nowNs))
            return;
        step.end = m_end;
        acted();
    }

private:
    WebSocketStep::End m_end;
    Countdown m_countdown;
};

class WsDisconnect final : public WebSocketFault
{
public:
    explicit WsDisconnect(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    std::unique_ptr<WebSocketEffect> begin(Draw draw) const override
    {
        return std::make_unique<WsDisconnectEffect>(m_settings, draw);
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeWsDisconnect(const project::FaultSettings &settings)
{
    return std::make_unique<WsDisconnect>(settings);
}

} // namespace mockforge::chaos
