// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/heldconnections.h"

#include "metrics/base/clock.h"

#include <sys/epoll.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace mockforge::net {

namespace {

constexpr int kFewMs = 1;
constexpr int kManyMs = 20;
constexpr std::size_t kMany = 500;

} // namespace

HeldConnections::~HeldConnections()
{
    for (const auto &[number, one] : m_held)
        ::close(one.accepted.descriptor);
}

void HeldConnections::add(AcceptThread::ListenerId listener, Accepted accepted,
                          std::unique_ptr<Welcome::Hold> reason)
{
    const std::uint64_t number = kBit | ++m_last;
    epoll_event event{};
    event.events = EPOLLRDHUP;
    event.data.u64 = number;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, accepted.descriptor, &event);
    m_held.emplace(number, Held{listener, std::move(accepted), std::move(reason)});
}

void HeldConnections::drop(std::uint64_t number)
{
    const auto found = m_held.find(number);
    if (found == m_held.end())
        return;
    ::close(found->second.accepted.descriptor);
    m_held.erase(found);
}

void HeldConnections::dropOf(AcceptThread::ListenerId listener)
{
    std::vector<std::uint64_t> gone;
    for (const auto &[number, one] : m_held) {
        if (one.listener == listener)
            gone.push_back(number);
    }
    for (const std::uint64_t number : gone)
        drop(number);
}

void HeldConnections::check(const GoesOn &goesOn)
{
    if (m_held.empty())
        return;
    const std::uint64_t now = monotonicNs();
    for (auto one = m_held.begin(); one != m_held.end();) {
        if (one->second.hold->holds(now)) {
            ++one;
            continue;
        }
        Held held = std::move(one->second);
        one = m_held.erase(one);
        ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, held.accepted.descriptor, nullptr);
        goesOn(held.listener, std::move(held.accepted));
    }
}

int HeldConnections::waitMs() const noexcept
{
    if (m_held.empty())
        return -1;
    return m_held.size() > kMany ? kManyMs : kFewMs;
}

} // namespace mockforge::net
