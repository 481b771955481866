// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/distribution.h"
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/websocketfault.h"

namespace mockforge::chaos {

namespace {

class WsCloseEffect final : public WebSocketEffect
{
public:
    WsCloseEffect(const project::FaultSettings &settings, Draw draw)
        : m_code(static_cast<std::uint16_t>(settings.code))
        , m_reason(settings.reason)
        , m_countdown(settings.messages, drawDelay(settings.delay, draw.random, draw.elapsedNs))
    {}

    void passed(bool) override { m_countdown.passed(); }
    void act(WebSocketStep &step, std::uint64_t nowNs) override
    {
        if (!m_countdown.isOver(step, nowNs))
            return;
        step.end = WebSocketStep::End::Close;
        step.code = m_code;
        step.reason = m_reason;
        acted();
    }

private:
    std::uint16_t m_code;
    std::string m_reason;
    Countdown m_countdown;
};

class WsClose final : public WebSocketFault
{
public:
    explicit WsClose(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    std::unique_ptr<WebSocketEffect> begin(Draw draw) const override
    {
        return std::make_unique<WsCloseEffect>(m_settings, draw);
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeWsClose(const project::FaultSettings &settings)
{
    return std::make_unique<WsClose>(settings);
}

} // namespace mockforge::chaos
