// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/delayqueue.h"
#include "server/net/pipe.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mockforge::net {

class Watcher;
class Worker;

/// Lets a stream's bytes through as its pipe allows, and wakes the stream's watcher when held ones may move
/// on. Owned by the stream; one thread.
class Gate
{
public:
    explicit Gate(std::unique_ptr<Pipe> pipe);
    ~Gate();
    Gate(const Gate &) = delete;
    Gate &operator=(const Gate &) = delete;

    /// Whom to wake, and on which worker's clock; null while the stream moves from one owner to the next.
    void attach(Worker *worker, Watcher *watcher);

    /// Until `bytes` more have been written, at most `slice` of them at a time, with `gapNs` between.
    void pace(std::uint64_t skip, std::uint64_t bytes, std::size_t slice, std::uint64_t gapNs);
    bool acts();
    /// How much may be written of it now. 0: held, or `end` says how the connection ends.
    std::size_t admitWrite(std::size_t size, Pipe::End &end);
    std::size_t admitRead(std::size_t size, Pipe::End &end);
    /// The bytes to write in place of these, which begin where the last write ended.
    std::string_view changed(std::string_view bytes);
    void wrote(std::size_t size);
    void read(char *bytes, std::size_t size);
    std::uint64_t closeDelayNs() { return m_pipe ? m_pipe->closeDelayNs() : 0; }
    /// The readiness that must not be asked for (EPOLLIN and EPOLLRDHUP, EPOLLOUT).
    std::uint32_t held() const noexcept
    {
        return (m_read.waits ? kReadEvents : 0U) | (m_write.waits ? kWriteEvents : 0U);
    }

private:
    static const std::uint32_t kReadEvents;
    static const std::uint32_t kWriteEvents;

    struct Side
    {
        bool waits = false;
        DelayQueue::Id timer = 0;
    };

    void hold(Side &side, std::uint64_t untilNs, std::uint32_t events);
    std::size_t pacedSize(std::size_t size, std::uint64_t nowNs, std::uint64_t &againNs) const;

    struct Pace
    {
        std::uint64_t from = 0; ///< positions in what has been written
        std::uint64_t to = 0;
        std::size_t slice = 0;
        std::uint64_t gapNs = 0;
        std::uint64_t nextNs = 0;
    };

    std::unique_ptr<Pipe> m_pipe; ///< null: only pace
    Worker *m_worker = nullptr;
    Watcher *m_watcher = nullptr;
    Side m_read;
    Side m_write;
    std::optional<Pace> m_pace;
    std::uint64_t m_written = 0;
    std::string m_changed; ///< changed bytes that the socket has not taken
};

} // namespace mockforge::net
