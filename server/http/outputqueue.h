// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/responsewriter.h"
#include "server/net/stream.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace mockforge::http {

/// Replies on their way to the kernel, in order. Bodies are sent from where they lie, in slices, so a large
/// reply is never copied as a whole. Positions count bytes since the connection opened.
class OutputQueue
{
public:
    /// The end of what was queued; where the reply that was just queued ends.
    std::uint64_t queued() const noexcept { return m_queued; }
    /// What the kernel has taken.
    std::uint64_t written() const noexcept { return m_written; }
    std::uint64_t waiting() const noexcept { return m_queued - m_written; }

    void append(std::string_view bytes);
    /// Writes now what the kernel takes now, and queues the rest: the way of a small reply, without a copy.
    net::IoResult send(net::Stream &stream, std::string_view bytes);
    void append(BodyPart body);
    /// Writes until the kernel takes no more; Done when nothing waits.
    net::IoResult flush(net::Stream &stream);
    void clear();
    /// What waits, as one piece; the queue is empty afterwards.
    std::string takeAll();

private:
    static constexpr std::size_t kSlice = 256 * 1024;

    void consume(std::size_t size);

    std::deque<BodyPart> m_parts;
    std::size_t m_offset = 0; ///< into the first part
    std::uint64_t m_queued = 0;
    std::uint64_t m_written = 0;
};

} // namespace mockforge::http
