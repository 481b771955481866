// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace mockforge::http {

/// The bytes of a connection that have arrived and are not dealt with. Its memory stays where it is until
/// room() is asked to make some.
class ReadBuffer
{
public:
    static constexpr std::size_t kSize = 16 * 1024;

    ReadBuffer()
        : ReadBuffer(kSize)
    {}
    explicit ReadBuffer(std::size_t capacity)
        : m_bytes(new char[capacity])
        , m_capacity(capacity)
    {}

    std::string_view view() const noexcept { return {m_bytes.get() + m_begin, m_end - m_begin}; }
    bool empty() const noexcept { return m_begin == m_end; }
    std::size_t capacity() const noexcept { return m_capacity; }

    char *spare() noexcept { return m_bytes.get() + m_end; }
    std::size_t spareSize() const noexcept { return m_capacity - m_end; }
    void added(std::size_t size) noexcept { m_end += size; }
    /// Drops the first bytes.
    void consume(std::size_t size) noexcept;
    /// Drops bytes from the middle of view().
    void erase(std::size_t from, std::size_t size) noexcept;
    void append(std::string_view bytes);
    /// Makes spare room by moving what is there or doubling the memory; views into it end.
    void room();

private:
    std::unique_ptr<char[]> m_bytes;
    std::size_t m_capacity;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

/// Buffers that no connection needs now, so that ten thousand idle connections hold none. One per worker.
class ReadBufferPool
{
public:
    std::unique_ptr<ReadBuffer> take();
    void give(std::unique_ptr<ReadBuffer> buffer);

private:
    std::vector<std::unique_ptr<ReadBuffer>> m_free;
};

} // namespace mockforge::http
