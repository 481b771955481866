// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/published.h"
#include "metrics/record/recorder.h"
#include "server/grpc/call/dispatcher.h"
#include "server/scenario/director.h"

#include <memory>
#include <mutex>
#include <vector>

namespace mockforge::metrics {
class Registry;
}

namespace mockforge::grpc {

/// What a thread of gRPC's needs of its own to serve calls without a lock: a metrics shard, and its view of
/// the mode, of the chaos rules and of the project. Used by one thread at a time.
struct ThreadState
{
    ThreadState(metrics::Registry &registry, const scenario::Director &director,
                const chaos::Controller &rules, const Published<const Dispatcher> &calls);

    std::unique_ptr<metrics::Recorder> recorder;
    scenario::Director::Reader modes;
    chaos::Injector chaos;
    Published<const Dispatcher>::Reader dispatcher;
};

/// The states of gRPC's threads, which come and go with its servers and timers: a thread takes one when it
/// first serves a call and leaves it to another when it ends, so that shards do not pile up. Any thread; a
/// lock only when a thread is new. All that it is made with must outlive it.
class ThreadStates
{
public:
    ThreadStates(metrics::Registry &registry, const scenario::Director &director,
                 const chaos::Controller &rules, const Published<const Dispatcher> &calls);
    ~ThreadStates();
    ThreadStates(const ThreadStates &) = delete;
    ThreadStates &operator=(const ThreadStates &) = delete;

    /// The calling thread's own.
    ThreadState &current();

private:
    struct Pool;
    struct Lease;

    std::shared_ptr<Pool> m_pool;
};

} // namespace mockforge::grpc
