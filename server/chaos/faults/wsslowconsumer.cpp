// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/websocketfault.h"

#include <algorithm>

namespace mockforge::chaos {

namespace {

class WsSlowConsumerEffect final : public WebSocketEffect
{
public:
    explicit WsSlowConsumerEffect(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    void passed(bool fromClient) override { m_seen += fromClient ? 1 : 0; }
    void act(WebSocketStep &step, std::uint64_t nowNs) override
    {
        if (m_seen >= m_settings.messages) {
            m_seen = 0;
            m_untilNs = m_settings.gapMs == 0
                            ? UINT64_MAX // until the rule goes, or rests
                            : nowNs + static_cast<std::uint64_t>(m_settings.gapMs) * 1'000'000;
            acted();
        }
        if (nowNs >= m_untilNs)
            return;
        step.readAgainNs = std::max(step.readAgainNs, m_untilNs);
        step.askAgain(m_untilNs);
    }

private:
    project::FaultSettings m_settings;
    std::int64_t m_seen = 0;
    std::uint64_t m_untilNs = 0;
};

class WsSlowConsumer final : public WebSocketFault
{
public:
    explicit WsSlowConsumer(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    std::unique_ptr<WebSocketEffect> begin(Draw) const override
    {
        return std::make_unique<WsSlowConsumerEffect>(m_settings);
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeWsSlowConsumer(const project::FaultSettings &settings)
{
    return std::make_unique<WsSlowConsumer>(settings);
}

} // namespace mockforge::chaos
