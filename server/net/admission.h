// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/labels.h"
#include "server/net/address.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace mockforge::net {

/// Who may come in: caps on the open connections of one endpoint, in total and per host. Any thread; takes a
/// lock once when a connection opens and once when it closes, never for a request.
class Admission : public std::enable_shared_from_this<Admission>
{
public:
    /// A place that is taken until it is destroyed.
    class Ticket
    {
    public:
        Ticket() = default;
        Ticket(std::shared_ptr<Admission> admission, const PeerAddress &peer) noexcept;
        ~Ticket();
        Ticket(Ticket &&other) noexcept = default;
        Ticket &operator=(Ticket &&other) noexcept;

    private:
        std::shared_ptr<Admission> m_admission;
        PeerAddress m_peer;
    };

    Admission(std::int64_t maxTotal, std::int64_t maxPerHost) noexcept;

    /// For connections from now on; nobody is thrown out. 0: no cap.
    void setLimits(std::int64_t maxTotal, std::int64_t maxPerHost) noexcept;
    /// Takes a place, or says why there is none.
    std::optional<metrics::Refusal> enter(const PeerAddress &peer, Ticket &ticket);
    std::int64_t open() const noexcept { return m_open.load(std::memory_order_relaxed); }

private:
    struct Hash
    {
        std::size_t operator()(const std::array<unsigned char, 16> &bytes) const noexcept;
    };

    void leave(const PeerAddress &peer) noexcept;

    std::atomic<std::int64_t> m_maxTotal;
    std::atomic<std::int64_t> m_maxPerHost;
    std::atomic<std::int64_t> m_open{0};
    std::mutex m_mutex;
    std::unordered_map<std::array<unsigned char, 16>, std::int64_t, Hash> m_perHost;
};

} // namespace mockforge::net
