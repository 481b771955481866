// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

namespace mockforge {

/// An immutable value that one thread replaces now and then and many threads read on every request. A reader
/// keeps its own reference and looks at one atomic number to learn that a newer value exists, so reading
/// takes no lock and touches no shared reference count. set() may be called by any thread; each Reader
/// belongs to one thread.
template <typename T>
class Published
{
public:
    explicit Published(std::shared_ptr<T> value)
        : m_value(std::move(value))
    {}

    void set(std::shared_ptr<T> value)
    {
        std::shared_ptr<T> old;
        {
            const std::lock_guard lock(m_mutex);
            old = std::exchange(m_value, std::move(value));
            m_generation.fetch_add(1, std::memory_order_release);
        }
    }

    std::shared_ptr<T> get() const
    {
        const std::lock_guard lock(m_mutex);
        return m_value;
    }

    class Reader
    {
    public:
        explicit Reader(const Published &source)
            : m_source(source)
        {
            refresh();
        }
        /// The newest value; stays alive at least until the next call.
        const std::shared_ptr<T> &get()
        {
            if (m_source.m_generation.load(std::memory_order_acquire) != m_generation)
                refresh();
            return m_value;
        }

    private:
        void refresh()
        {
            const std::lock_guard lock(m_source.m_mutex);
            m_value = m_source.m_value;
            m_generation = m_source.m_generation.load(std::memory_order_relaxed);
        }

        const Published &m_source;
        std::shared_ptr<T> m_value;
        std::uint64_t m_generation = 0;
    };

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<T> m_value;
    std::atomic<std::uint64_t> m_generation{1};
};

} // namespace mockforge
