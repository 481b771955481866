// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/outputqueue.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace mockforge::http {

void OutputQueue::append(std::string_view bytes)
{
    m_queued += bytes.size();
    if (m_parts.empty() || m_parts.back().shared)
        m_parts.emplace_back();
    m_parts.back().owned.append(bytes);
}

net::IoResult OutputQueue::send(net::Stream &stream, std::string_view bytes)
{
    if (m_parts.empty()) {
        const net::IoResult result = stream.write(bytes);
        m_queued += result.size;
        m_written += result.size;
        bytes.remove_prefix(result.size);
        if (result.kind != net::IoResult::Kind::Done || bytes.empty()) {
            if (!bytes.empty())
                append(bytes);
            return result;
        }
    }
    append(bytes);
    return flush(stream);
}

void OutputQueue::append(BodyPart body)
{
    if (body.view().empty())
        return;
    m_queued += body.view().size();
    m_parts.push_back(std::move(body));
}

void OutputQueue::consume(std::size_t size)
{
    m_written += size;
    m_offset += size;
    while (!m_parts.empty() && m_offset >= m_parts.front().view().size()) {
        m_offset -= m_parts.front().view().size();
        m_parts.pop_front();
    }
}

net::IoResult OutputQueue::flush(net::Stream &stream)
{
    while (!m_parts.empty()) {
        std::array<std::string_view, 4> pieces;
        std::size_t count = 0;
        std::size_t offset = m_offset;
        std::size_t left = kSlice;
        for (auto part = m_parts.begin(); part != m_parts.end() && count < pieces.size() && left > 0;
             ++part) {
            pieces[count] = part->view().substr(offset, left);
            left -= pieces[count++].size();
            offset = 0;
        }
        const net::IoResult result = stream.writeAll(std::span(pieces).first(count));
        if (result.kind != net::IoResult::Kind::Done)
            return result;
        consume(result.size);
    }
    return {};
}

std::string OutputQueue::takeAll()
{
    std::string all;
    for (const BodyPart &part : m_parts) {
        all += part.view().substr(m_offset);
        m_offset = 0;
    }
    m_written = m_queued;
    clear();
    return all;
}

void OutputQueue::clear()
{
    m_parts.clear();
    m_offset = 0;
}

} // namespace mockforge::http
