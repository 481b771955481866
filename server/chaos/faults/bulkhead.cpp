// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"

#include <atomic>

namespace mockforge::chaos {

namespace {

class Bulkhead final : public ExchangeFault
{
public:
    explicit Bulkhead(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    bool answers() const noexcept override { return true; }
    bool watches() const noexcept override { return true; }
    bool countsConnections() const noexcept override { return true; }

    bool wants(const Subject &, std::uint64_t) const override
    {
        if (m_inside.fetch_add(1, std::memory_order_relaxed) < m_settings.maxConcurrent)
            return false;
        m_inside.fetch_sub(1, std::memory_order_relaxed);
        return true;
    }

    void ended(int, std::uint64_t) const override { m_inside.fetch_sub(1, std::memory_order_relaxed); }

    std::uint64_t act(Effects &effects, Draw &draw, const Subject &) const override
    {
        const std::size_t index = static_cast<std::size_t>(
            draw.random.between(0, static_cast<std::int64_t>(m_settings.status.size()) - 1));
        effects.abort = abortOf(m_settings, m_settings.status[index]);
        return static_cast<std::uint64_t>(effects.abort->status);
    }

private:
    project::FaultSettings m_settings;
    mutable std::atomic<std::int64_t> m_inside{0};
};

} // namespace

std::unique_ptr<Fault> makeBulkhead(const project::FaultSettings &settings)
{
    return std::make_unique<Bulkhead>(settings);
}

} // namespace mockforge::chaos
