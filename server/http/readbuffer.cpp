// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/readbuffer.h"

#include <cstring>
#include <utility>

namespace mockforge::http {

namespace {

constexpr std::size_t kMaxFree = 128;

} // namespace

void ReadBuffer::consume(std::size_t size) noexcept
{
    m_begin += size;
    if (m_begin == m_end)
        m_begin = m_end = 0;
}

void ReadBuffer::erase(std::size_t from, std::size_t size) noexcept
{
    char *hole = m_bytes.get() + m_begin + from;
    std::memmove(hole, hole + size, m_end - m_begin - from - size);
    m_end -= size;
}

void ReadBuffer::append(std::string_view bytes)
{
    while (spareSize() < bytes.size())
        room();
    std::memcpy(spare(), bytes.data(), bytes.size());
    added(bytes.size());
}

void ReadBuffer::room()
{
    const std::size_t held = m_end - m_begin;
    if (m_begin >= m_capacity / 2) {
        std::memmove(m_bytes.get(), m_bytes.get() + m_begin, held);
    } else {
        std::unique_ptr<char[]> larger(new char[m_capacity * 2]);
        std::memcpy(larger.get(), m_bytes.get() + m_begin, held);
        m_bytes = std::move(larger);
        m_capacity *= 2;
    }
    m_begin = 0;
    m_end = held;
}

std::unique_ptr<ReadBuffer> ReadBufferPool::take()
{
    if (m_free.empty())
        return std::make_unique<ReadBuffer>();
    std::unique_ptr<ReadBuffer> buffer = std::move(m_free.back());
    m_free.pop_back();
    return buffer;
}

void ReadBufferPool::give(std::unique_ptr<ReadBuffer> buffer)
{
    if (!buffer || buffer->capacity() > ReadBuffer::kSize || m_free.size() >= kMaxFree)
        return;
    buffer->consume(buffer->view().size());
    m_free.push_back(std::move(buffer));
}

} // namespace mockforge::http
