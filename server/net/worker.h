// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/recorder.h"
#include "server/net/delayqueue.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace mockforge::metrics {
class Registry;
}

namespace mockforge::net {

/// What a worker calls when a descriptor is ready. The object must live until its unwatch() has returned and
/// the current round of events is over: destroy it from Worker::afterRound().
class Watcher
{
public:
    virtual ~Watcher() = default;
    /// `events` as epoll gives them (EPOLLIN, EPOLLOUT, EPOLLRDHUP, EPOLLHUP, EPOLLERR).
    virtual void onReady(std::uint32_t events) = 0;
};

/// One thread that serves connections: a Qt event loop (QtHttpServer needs one) with an epoll set hung into
/// it, so that a ready descriptor costs no Qt event and an idle one costs nothing; a delay queue on one timer
/// descriptor; a metrics recorder made on the thread. Only post() may be called from other threads.
class Worker
{
public:
    Worker(metrics::Registry &registry, std::string name);
    /// Stops the loop and joins. What was posted before runs first.
    ~Worker();
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    /// Runs `task` on the worker's thread, in the order of posting. Any thread.
    void post(std::function<void()> task);
    bool isCurrentThread() const noexcept;
    const std::string &name() const noexcept;

    /// The thread's own recorder; its thread only.
    metrics::Recorder &recorder() noexcept;
    DelayQueue::Id schedule(std::uint64_t dueNs, std::function<void()> then);
    void cancel(DelayQueue::Id id);
    std::size_t waiting() const noexcept;

    /// Level-triggered. False when the kernel refuses (no memory, limit).
    bool watch(int descriptor, std::uint32_t events, Watcher *watcher);
    void rewatch(int descriptor, std::uint32_t events, Watcher *watcher);
    void unwatch(int descriptor);
    /// Runs `task` when the events at hand have been delivered; where watchers are destroyed.
    void afterRound(std::function<void()> task);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// The workers of the data plane. Made and destroyed by one thread; the workers outlive every endpoint on
/// them.
class WorkerPool
{
public:
    /// `count` 0: one per core, at least 2.
    WorkerPool(metrics::Registry &registry, int count);
    std::vector<Worker *> workers() const;

private:
    std::vector<std::unique_ptr<Worker>> m_workers;
};

} // namespace mockforge::net
