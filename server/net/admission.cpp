// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/admission.h"

#include <string_view>
#include <utility>

namespace mockforge::net {

Admission::Ticket::Ticket(std::shared_ptr<Admission> admission, const PeerAddress &peer) noexcept
    : m_admission(std::move(admission))
    , m_peer(peer)
{}

Admission::Ticket::~Ticket()
{
    if (m_admission)
        m_admission->leave(m_peer);
}

Admission::Ticket &Admission::Ticket::operator=(Ticket &&other) noexcept
{
    std::swap(m_admission, other.m_admission);
    std::swap(m_peer, other.m_peer);
    return *this;
}

Admission::Admission(std::int64_t maxTotal, std::int64_t maxPerHost) noexcept
    : m_maxTotal(maxTotal)
    , m_maxPerHost(maxPerHost)
{}

void Admission::setLimits(std::int64_t maxTotal, std::int64_t maxPerHost) noexcept
{
    m_maxTotal.store(maxTotal, std::memory_order_relaxed);
    m_maxPerHost.store(maxPerHost, std::memory_order_relaxed);
}

std::optional<metrics::Refusal> Admission::enter(const PeerAddress &peer, Ticket &ticket)
{
    const std::int64_t maxTotal = m_maxTotal.load(std::memory_order_relaxed);
    const std::int64_t maxPerHost = m_maxPerHost.load(std::memory_order_relaxed);
    const std::lock_guard lock(m_mutex);
    if (maxTotal > 0 && open() >= maxTotal)
        return metrics::Refusal::TooManyConnections;
    std::int64_t &fromHost = m_perHost[peer.bytes];
    if (maxPerHost > 0 && fromHost >= maxPerHost)
        return metrics::Refusal::TooManyFromHost;
    ++fromHost;
    m_open.fetch_add(1, std::memory_order_relaxed);
    ticket = Ticket(shared_from_this(), peer);
    return std::nullopt;
}

void Admission::leave(const PeerAddress &peer) noexcept
{
    const std::lock_guard lock(m_mutex);
    m_open.fetch_sub(1, std::memory_order_relaxed);
    const auto found = m_perHost.find(peer.bytes);
    if (found != m_perHost.end() && --found->second <= 0)
        m_perHost.erase(found);
}

std::size_t Admission::Hash::operator()(const std::array<unsigned char, 16> &bytes) const noexcept
{
    const void *start = bytes.data();
    return std::hash<std::string_view>{}(std::string_view(static_cast<const char *>(start), bytes.size()));
}

} // namespace mockforge::net
