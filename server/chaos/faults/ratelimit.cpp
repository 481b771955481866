// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/base/clock.h"
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/tokenbucket.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>

namespace mockforge::chaos {

namespace {

constexpr double kNsPerSecond = 1e9;
/// Above this many buckets the full ones are forgotten, and while all are in use a new client shares one.
constexpr std::size_t kMostBuckets = 65'536;

class RateLimit final : public ExchangeFault
{
public:
    explicit RateLimit(const project::FaultSettings &settings)
        : m_settings(settings)
        , m_all(kNsPerSecond / settings.rate, static_cast<double>(settings.burst))
    {}

    bool answers() const noexcept override { return true; }

    void continueFrom(const Fault &other) override
    {
        const auto *const same = dynamic_cast<const RateLimit *>(&other);
        if (!same)
            return;
        const std::uint64_t now = monotonicNs();
        m_all.continueFrom(same->m_all, now);
        const std::lock_guard lock(same->m_mutex);
        for (const auto &[key, bucket] : same->m_buckets)
            m_buckets.try_emplace(key, kNsPerSecond / m_settings.rate, static_cast<double>(m_settings.burst))
                .first->second.continueFrom(bucket, now);
    }

    bool wants(const Subject &subject, std::uint64_t nowNs) const override
    {
        if (m_settings.per == "all")
            return m_all.take(1, nowNs) > 0;
        std::string key;
        if (m_settings.per != "route")
            key = subject.peer;
        if (m_settings.per != "client")
            key.append("\n").append(subject.route);
        const std::lock_guard lock(m_mutex);
        auto found = m_buckets.find(key);
        if (found == m_buckets.end()) {
            if (m_buckets.size() >= kMostBuckets)
                std::erase_if(m_buckets, [nowNs](const auto &bucket) { return bucket.second.isFull(nowNs); });
            if (m_buckets.size() >= kMostBuckets)
                return m_all.take(1, nowNs) > 0;
            found = m_buckets
                        .try_emplace(std::move(key), kNsPerSecond / m_settings.rate,
                                     static_cast<double>(m_settings.burst))
                        .first;
        }
        return found->second.take(1, nowNs) > 0;
    }

    std::uint64_t act(Effects &effects, Draw &draw, const Subject &) const override
    {
        const std::size_t index = static_cast<std::size_t>(
            draw.random.between(0, static_cast<std::int64_t>(m_settings.status.size()) - 1));
        effects.abort = abortOf(m_settings, m_settings.status[index]);
        if (effects.abort->retryAfterS == 0)
            effects.abort->retryAfterS =
                std::max<std::int64_t>(1, static_cast<std::int64_t>(1 / m_settings.rate + 0.999));
        return static_cast<std::uint64_t>(effects.abort->status);
    }

private:
    project::FaultSettings m_settings;
    mutable TokenBucket m_all;
    mutable std::mutex m_mutex;
    mutable std::unordered_map<std::string, TokenBucket> m_buckets; ///< guarded by m_mutex
};

} // namespace

std::unique_ptr<Fault> makeRateLimit(const project::FaultSettings &settings)
{
    return std::make_unique<RateLimit>(settings);
}

} // namespace mockforge::chaos
