// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"

#include <mutex>

namespace mockforge::chaos {

namespace {

constexpr std::uint64_t kNsPerMs = 1'000'000;

/// Closed: all pass, failures in a row are counted. Open: none pass. Half open: they pass again; the first
/// failure opens it, enough successes close it.
class CircuitBreaker final : public ExchangeFault
{
public:
    explicit CircuitBreaker(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    bool answers() const noexcept override { return true; }
    bool watches() const noexcept override { return true; }

    bool wants(const Subject &, std::uint64_t nowNs) const override
    {
        const std::lock_guard lock(m_mutex);
        return m_open && nowNs < m_openUntilNs;
    }

    void ended(int status, std::uint64_t nowNs) const override
    {
        const std::lock_guard lock(m_mutex);
        // What began before it opened says nothing about whether it may close.
        if (status == 0 || (m_open && nowNs < m_openUntilNs))
            return;
        if (status >= 500) {
            m_successes = 0;
            if (m_open || ++m_failures >= m_settings.failures) {
                m_open = true;
                m_openUntilNs = nowNs + static_cast<std::uint64_t>(m_settings.openForMs) * kNsPerMs;
            }
            return;
        }
        m_failures = 0;
        if (m_open && ++m_successes >= m_settings.successes) {
            m_open = false;
            m_successes = 0;
        }
    }

    std::uint64_t act(Effects &effects, Draw &draw, const Subject &) const override
    {
        const std::size_t index = static_cast<std::size_t>(
            draw.random.between(0, static_cast<std::int64_t>(m_settings.status.size()) - 1));
        effects.abort = abortOf(m_settings, m_settings.status[index]);
        return static_cast<std::uint64_t>(effects.abort->status);
    }

private:
    project::FaultSettings m_settings;
    mutable std::mutex m_mutex;
    mutable bool m_open = false; ///< all guarded by m_mutex
    mutable std::uint64_t m_openUntilNs = 0;
    mutable std::int64_t m_failures = 0;
    mutable std::int64_t m_successes = 0;
};

} // namespace

std::unique_ptr<Fault> makeCircuitBreaker(const project::FaultSettings &settings)
{
    return std::make_unique<CircuitBreaker>(settings);
}

} // namespace mockforge::chaos
