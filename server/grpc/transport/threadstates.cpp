// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/transport/threadstates.h"

#include "metrics/record/registry.h"

#include <utility>

namespace mockforge::grpc {

ThreadState::ThreadState(metrics::Registry &registry, const scenario::Director &director,
                         const chaos::Controller &rules, const Published<const Dispatcher> &calls)
    : recorder(registry.createRecorder())
    , modes(director)
    , chaos(rules)
    , dispatcher(calls)
{}

struct ThreadStates::Pool
{
    metrics::Registry &registry;
    const scenario::Director &director;
    const chaos::Controller &rules;
    const Published<const Dispatcher> &calls;
    std::mutex mutex;
    std::vector<std::unique_ptr<ThreadState>> all; ///< guarded by mutex
    std::vector<ThreadState *> free;               ///< guarded by mutex

    ThreadState *take()
    {
        const std::lock_guard lock(mutex);
        if (free.empty()) {
            all.push_back(std::make_unique<ThreadState>(registry, director, rules, calls));
            return all.back().get();
        }
        ThreadState *state = free.back();
        free.pop_back();
        return state;
    }

    void give(ThreadState *state)
    {
        const std::lock_guard lock(mutex);
        free.push_back(state);
    }
};

/// A thread's hold on its state. The thread may outlive the pool, as gRPC's timer threads do.
struct ThreadStates::Lease
{
    std::weak_ptr<Pool> pool;
    const Pool *owner = nullptr;
    ThreadState *state = nullptr;

    Lease() = default;
    Lease(const Lease &) = delete;
    Lease &operator=(const Lease &) = delete;
    ~Lease() { release(); }

    void release()
    {
        if (const auto alive = pool.lock(); alive && state)
            alive->give(state);
        state = nullptr;
    }

    void renew(const std::shared_ptr<Pool> &from)
    {
        release();
        pool = from;
        owner = from.get();
        state = from->take();
    }
};

ThreadStates::ThreadStates(metrics::Registry &registry, const scenario::Director &director,
                           const chaos::Controller &rules, const Published<const Dispatcher> &calls)
    : m_pool(std::shared_ptr<Pool>(new Pool{registry, director, rules, calls, {}, {}, {}}))
{}

ThreadStates::~ThreadStates() = default;

ThreadState &ThreadStates::current()
{
    static thread_local Lease lease;
    if (lease.owner != m_pool.get() || lease.pool.expired())
        lease.renew(m_pool);
    return *lease.state;
}

} // namespace mockforge::grpc
