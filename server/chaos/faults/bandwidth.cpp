// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/base/clock.h"
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/streamfault.h"
#include "server/chaos/faults/tokenbucket.h"

#include <algorithm>
#include <atomic>

namespace mockforge::chaos {

namespace {

/// A fiftieth of a second passes at once after a rest; bytes that were held make up for a timer that came
/// late, up to a quarter of a second.
constexpr double kBurstSeconds = 0.02;
constexpr double kCatchUpSeconds = 0.25;

/// The tokens of one rate, for one connection or for several on any threads.
struct Rate
{
    explicit Rate(double bytesPerSecond)
        : burst(std::max(1.0, bytesPerSecond * kBurstSeconds))
        , bucket(1e9 / bytesPerSecond, std::max(1.0, bytesPerSecond * kCatchUpSeconds))
    {}

    /// Lets `step` through as far as there are tokens, and otherwise says when half a burst will be there.
    bool admit(net::Pipe::Step &step, std::uint64_t nowNs) noexcept
    {
        if (!held.exchange(false, std::memory_order_relaxed))
            bucket.keepAtMost(burst, nowNs);
        const auto there = static_cast<std::size_t>(bucket.takeUpTo(static_cast<double>(step.size), nowNs));
        if (there > 0) {
            held.store(there < step.size, std::memory_order_relaxed);
            step.size = there;
            return true;
        }
        held.store(true, std::memory_order_relaxed);
        step.size = 0;
        step.againNs = nowNs + bucket.wait(std::max(1.0, burst / 2), nowNs);
        return false;
    }

    /// Goes on where another rate stands, for one that changes under way.
    void continueFrom(const Rate &other) noexcept
    {
        bucket.continueFrom(other.bucket, monotonicNs());
        held.store(other.held.load(std::memory_order_relaxed), std::memory_order_relaxed);
    }

    double burst;
    TokenBucket bucket;
    std::atomic<bool> held{false}; ///< some bytes had to wait
};

class BandwidthEffect final : public StreamEffect
{
public:
    BandwidthEffect(std::shared_ptr<Rate> down, std::shared_ptr<Rate> up, bool isOwn)
        : m_down(std::move(down))
        , m_up(std::move(up))
        , m_isOwn(isOwn)
    {}

    void beforeWrite(net::Pipe::Step &step, std::uint64_t nowNs) override
    {
        wrote(0, nowNs); // what was admitted before and not used
        const std::size_t wanted = step.size;
        if (m_down && (!m_down->admit(step, nowNs) || step.size < wanted))
            acted();
        m_admittedOut = m_down ? step.size : 0;
    }
    void wrote(std::size_t size, std::uint64_t) override
    {
        if (m_down && size < m_admittedOut)
            m_down->bucket.giveBack(static_cast<double>(m_admittedOut - size));
        m_admittedOut = 0;
    }
    void beforeRead(net::Pipe::Step &step, std::uint64_t nowNs) override
    {
        read(nullptr, 0, nowNs);
        const std::size_t wanted = step.size;
        if (m_up && (!m_up->admit(step, nowNs) || step.size < wanted))
            acted();
        m_admittedIn = m_up ? step.size : 0;
    }
    void read(char *, std::size_t size, std::uint64_t) override
    {
        if (m_up && size < m_admittedIn) {
            m_up->bucket.giveBack(static_cast<double>(m_admittedIn - size));
            // A read asks for more than there is: what came was all, so nothing was held and nothing is to be
            // caught up.
            m_up->held.store(false, std::memory_order_relaxed);
        }
        m_admittedIn = 0;
    }

    void continueFrom(const StreamEffect &other) override
    {
        const auto *const same = dynamic_cast<const BandwidthEffect *>(&other);
        if (!same || !m_isOwn)
            return;
        if (m_down && same->m_down)
            m_down->continueFrom(*same->m_down);
        if (m_up && same->m_up)
            m_up->continueFrom(*same->m_up);
    }

private:
    std::shared_ptr<Rate> m_down;
    std::shared_ptr<Rate> m_up;
    bool m_isOwn; ///< the rates are of this connection alone
    std::size_t m_admittedOut = 0;
    std::size_t m_admittedIn = 0;
};

class Bandwidth final : public StreamFault
{
public:
    explicit Bandwidth(const project::FaultSettings &settings)
        : m_settings(settings)
        , m_down(std::make_shared<Rate>(settings.rate))
        , m_up(std::make_shared<Rate>(settings.rate))
    {}

    std::unique_ptr<StreamEffect> begin(Draw) const override
    {
        const bool down = m_settings.direction != "up";
        const bool up = m_settings.direction != "down";
        if (m_settings.per == "all")
            return std::make_unique<BandwidthEffect>(down ? m_down : nullptr, up ? m_up : nullptr, false);
        return std::make_unique<BandwidthEffect>(down ? std::make_shared<Rate>(m_settings.rate) : nullptr,
                                                 up ? std::make_shared<Rate>(m_settings.rate) : nullptr,
                                                 true);
    }
    void continueFrom(const Fault &other) override
    {
        const auto *const same = dynamic_cast<const Bandwidth *>(&other);
        if (!same)
            return;
        m_down->continueFrom(*same->m_down);
        m_up->continueFrom(*same->m_up);
    }

private:
    project::FaultSettings m_settings;
    std::shared_ptr<Rate> m_down; ///< shared by the connections, where they share
    std::shared_ptr<Rate> m_up;
};

} // namespace

std::unique_ptr<Fault> makeBandwidth(const project::FaultSettings &settings)
{
    return std::make_unique<Bandwidth>(settings);
}

} // namespace mockforge::chaos
