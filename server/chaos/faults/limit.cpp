// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/streamfault.h"

#include <algorithm>

namespace mockforge::chaos {

namespace {

/// How often a hung connection asks whether the rule is still in force.
constexpr std::uint64_t kAskAgainNs = 50'000'000;

class LimitEffect final : public StreamEffect
{
public:
    LimitEffect(const project::FaultSettings &settings, const Draw &)
        : m_bytes(static_cast<std::size_t>(settings.bytes))
        , m_end(settings.end)
    {}

    void beforeWrite(net::Pipe::Step &step, std::uint64_t nowNs) override
    {
        if (m_sent < m_bytes) {
            step.size = std::min(step.size, m_bytes - m_sent);
            return;
        }
        acted();
        if (m_end == "hang") {
            hold(step, nowNs + kAskAgainNs);
            return;
        }
        step.size = 0;
        step.end = m_end == "reset" ? net::Pipe::End::Reset : net::Pipe::End::Fin;
    }
    void wrote(std::size_t size, std::uint64_t) override { m_sent += size; }
    void continueFrom(const StreamEffect &other) override
    {
        if (const auto *const same = dynamic_cast<const LimitEffect *>(&other))
            m_sent = same->m_sent;
    }

private:
    std::size_t m_bytes;
    std::size_t m_sent = 0;
    std::string m_end;
};

class Limit final : public StreamFault
{
public:
    explicit Limit(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    std::unique_ptr<StreamEffect> begin(Draw draw) const override
    {
        return std::make_unique<LimitEffect>(m_settings, draw);
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeLimit(const project::FaultSettings &settings)
{
    return std::make_unique<Limit>(settings);
}

} // namespace mockforge::chaos
