// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/gate.h"

#include "metrics/base/clock.h"
#include "server/net/worker.h"

#include <algorithm>
#include <sys/epoll.h>
#include <utility>

namespace mockforge::net {

namespace {

/// Changed bytes are made in pieces of this size.
constexpr std::size_t kChangeAtOnce = 16 * 1024;
constexpr std::uint64_t kAskAgainNs = 50'000'000;

} // namespace

const std::uint32_t Gate::kReadEvents = EPOLLIN | EPOLLRDHUP;
const std::uint32_t Gate::kWriteEvents = EPOLLOUT;

Gate::Gate(std::unique_ptr<Pipe> pipe)
    : m_pipe(std::move(pipe))
{}

Gate::~Gate()
{
    attach(nullptr, nullptr);
}

void Gate::attach(Worker *worker, Watcher *watcher)
{
    if (m_worker) {
        m_worker->cancel(m_read.timer);
        m_worker->cancel(m_write.timer);
    }
    m_read = m_write = Side{};
    m_worker = worker;
    m_watcher = watcher;
}

void Gate::pace(std::uint64_t skip, std::uint64_t bytes, std::size_t slice, std::uint64_t gapNs)
{
    m_pace = Pace{m_written + skip, m_written + skip + bytes, std::max<std::size_t>(1, slice), gapNs, 0};
}

bool Gate::acts()
{
    return m_pace || !m_changed.empty() || (m_pipe && m_pipe->acts());
}

std::size_t Gate::pacedSize(std::size_t size, std::uint64_t nowNs, std::uint64_t &againNs) const
{
    if (!m_pace || m_written >= m_pace->to)
        return size;
    if (m_written < m_pace->from)
        return std::min(size, static_cast<std::size_t>(m_pace->from - m_written));
    if (nowNs < m_pace->nextNs) {
        againNs = m_pace->nextNs;
        return 0;
    }
    return std::min({size, m_pace->slice, static_cast<std::size_t>(m_pace->to - m_written)});
}

std::size_t Gate::admitWrite(std::size_t size, Pipe::End &end)
{
    const std::uint64_t now = monotonicNs();
    Pipe::Step step{size, 0, Pipe::End::None};
    if (m_pipe && m_pipe->acts())
        step = m_pipe->beforeWrite(size, now);
    end = step.end;
    std::uint64_t again = step.againNs;
    const std::size_t admitted = step.size == 0 ? 0 : pacedSize(step.size, now, again);
    if (admitted == 0 && end == Pipe::End::None)
        hold(m_write, again, kWriteEvents);
    return admitted;
}

std::size_t Gate::admitRead(std::size_t size, Pipe::End &end)
{
    if (!m_pipe || !m_pipe->acts())
        return size;
    const Pipe::Step step = m_pipe->beforeRead(size, monotonicNs());
    end = step.end;
    if (step.size == 0 && end == Pipe::End::None)
        hold(m_read, step.againNs, kReadEvents);
    return step.size;
}

std::string_view Gate::changed(std::string_view bytes)
{
    if (m_changed.empty()) {
        if (!m_pipe || !m_pipe->acts() || !m_pipe->changesWrites())
            return bytes;
        m_changed = bytes.substr(0, kChangeAtOnce);
        m_pipe->change(m_changed.data(), m_changed.size());
    }
    return std::string_view(m_changed).substr(0, bytes.size());
}

void Gate::wrote(std::size_t size)
{
    const std::uint64_t now = monotonicNs();
    if (!m_changed.empty())
        m_changed.erase(0, size);
    const bool paced = m_pace && m_written + size > m_pace->from;
    m_written += size;
    if (paced)
        m_pace->nextNs = now + m_pace->gapNs;
    if (m_pace && m_written >= m_pace->to)
        m_pace.reset();
    if (m_pipe && m_pipe->acts())
        m_pipe->wrote(size, now);
}

void Gate::read(char *bytes, std::size_t size)
{
    if (m_pipe && m_pipe->acts())
        m_pipe->read(bytes, size, monotonicNs());
}

void Gate::hold(Side &side, std::uint64_t untilNs, std::uint32_t events)
{
    if (!m_worker || side.waits)
        return;
    side.waits = true;
    side.timer =
        m_worker->schedule(untilNs != 0 ? untilNs : monotonicNs() + kAskAgainNs, [this, &side, events] {
            side.waits = false;
            side.timer = 0;
            // May destroy this.
            m_watcher->onReady(events & (EPOLLIN | EPOLLOUT));
        });
}

} // namespace mockforge::net
