// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/acceptthread.h"
#include "server/net/doorman.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>

namespace mockforge::net {

/// Connections that were accepted and that their port's doorman holds, before a byte of them is read. Owns
/// their descriptors, and watches for clients that go. The accept thread's, and used on it only.
class HeldConnections
{
public:
    /// Tells the numbers of held connections from those of listeners in a set of events.
    static constexpr std::uint64_t kBit = std::uint64_t{1} << 63;
    using GoesOn = std::function<void(AcceptThread::ListenerId, Accepted)>;

    /// `epoll`: the set of events, which outlives this.
    explicit HeldConnections(const int &epoll)
        : m_epoll(epoll)
    {}
    ~HeldConnections();
    HeldConnections(const HeldConnections &) = delete;
    HeldConnections &operator=(const HeldConnections &) = delete;

    void add(AcceptThread::ListenerId listener, Accepted accepted, std::unique_ptr<Welcome::Hold> reason);
    /// The client of that number has gone.
    void drop(std::uint64_t number);
    void dropOf(AcceptThread::ListenerId listener);
    /// Gives back each that is held no longer.
    void check(const GoesOn &goesOn);
    /// When check() is due again, in milliseconds; -1: nothing is held. It bounds the error of a delay.
    int waitMs() const noexcept;

private:
    struct Held
    {
        AcceptThread::ListenerId listener = 0;
        Accepted accepted;
        std::unique_ptr<Welcome::Hold> hold;
    };

    const int &m_epoll;
    std::unordered_map<std::uint64_t, Held> m_held; ///< by kBit and a number
    std::uint64_t m_last = 0;
};

} // namespace mockforge::net
