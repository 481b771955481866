// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/worker.h"

#include "metrics/base/clock.h"
#include "metrics/record/registry.h"

#include <QCoreApplication>
#include <QEvent>
#include <QEventLoop>
#include <QSocketNotifier>

#include <algorithm>
#include <array>
#include <future>
#include <mutex>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace mockforge::net {

namespace {

/// Rounds of epoll before Qt's own events get their turn.
constexpr int kRounds = 32;
constexpr int kEventsPerRound = 128;
constexpr std::size_t kMaxThreadName = 15;

timespec toTimespec(std::uint64_t ns) noexcept
{
    timespec spec{};
    spec.tv_sec = static_cast<time_t>(ns / 1'000'000'000U);
    spec.tv_nsec = static_cast<long>(ns % 1'000'000'000U);
    return spec;
}

} // namespace

struct Worker::Private
{
    Private(metrics::Registry &recorders, std::string threadName)
        : registry(recorders)
        , name(std::move(threadName))
    {}

    metrics::Registry &registry;
    std::string name;
    /// Not a QThread: thread sanitizers see through std::thread, and Qt adopts any thread that runs an event
    /// loop.
    std::thread thread;
    std::unique_ptr<metrics::Recorder> recorder;
    DelayQueue delays;
    std::uint64_t armedNs = 0;
    bool inRound = false;
    int epoll = -1;
    int wakeUp = -1;
    int timer = -1;
    std::vector<std::function<void()>> after;
    std::function<void()> quit;

    std::mutex mutex;
    std::vector<std::function<void()>> posted; ///< guarded by mutex
    std::vector<std::function<void()>> taken;

    void open();
    void close();
    void run();
    void drive();
    bool round();
    void runPosted();
    void runAfter();
    void arm();
};

void Worker::Private::open()
{
    epoll = ::epoll_create1(EPOLL_CLOEXEC);
    wakeUp = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    timer = ::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (epoll < 0 || wakeUp < 0 || timer < 0)
        qFatal("cannot open the descriptors of a worker thread");
    for (int *descriptor : {&wakeUp, &timer}) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = descriptor;
        ::epoll_ctl(epoll, EPOLL_CTL_ADD, *descriptor, &event);
    }
}

void Worker::Private::close()
{
    ::close(timer);
    ::close(wakeUp);
    ::close(epoll);
}

void Worker::Private::run()
{
    // A write to a connection that is gone must be an error, not a signal; TLS writes cannot ask for that one
    // by one.
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);

    // The loop comes first: it gives the thread its event dispatcher.
    QEventLoop loop;
    QSocketNotifier notifier(epoll, QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &notifier, [this] { drive(); });
    quit = [&loop] {
        loop.quit();
    };
    loop.exec();
    runPosted();
    runAfter();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void Worker::Private::drive()
{
    for (int i = 0; i < kRounds && round(); ++i) {
    }
}

bool Worker::Private::round()
{
    std::array<epoll_event, kEventsPerRound> events;
    const int count = ::epoll_wait(epoll, events.data(), kEventsPerRound, 0);
    inRound = true;
    bool due = false;
    bool woken = false;
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[static_cast<std::size_t>(i)];
        if (event.data.ptr == &wakeUp)
            woken = true;
        else if (event.data.ptr == &timer)
            due = true;
        else
            static_cast<Watcher *>(event.data.ptr)->onReady(event.events);
    }
    std::uint64_t ignored = 0;
    if (woken) {
        [[maybe_unused]] const auto size = ::read(wakeUp, &ignored, sizeof ignored);
        runPosted();
    }
    if (due) {
        [[maybe_unused]] const auto size = ::read(timer, &ignored, sizeof ignored);
        armedNs = 0;
        delays.runDue(monotonicNs());
    }
    runAfter();
    inRound = false;
    arm();
    return count > 0;
}

void Worker::Private::runPosted()
{
    {
        const std::lock_guard lock(mutex);
        taken.swap(posted);
    }
    for (auto &task : taken)
        task();
    taken.clear();
}

void Worker::Private::runAfter()
{
    while (!after.empty()) {
        std::vector<std::function<void()>> tasks;
        tasks.swap(after);
        for (auto &task : tasks)
            task();
    }
}

void Worker::Private::arm()
{
    const std::uint64_t due = delays.nextDueNs();
    if (due == armedNs || (due != 0 && armedNs != 0 && armedNs <= due))
        return; // an early alarm that finds nothing due costs less than arming for every change
    armedNs = due;
    itimerspec spec{};
    spec.it_value = toTimespec(due);
    ::timerfd_settime(timer, TFD_TIMER_ABSTIME, &spec, nullptr);
}

Worker::Worker(metrics::Registry &registry, std::string name)
    : d(std::make_unique<Private>(registry, std::move(name)))
{
    d->open();
    std::promise<void> ready;
    d->thread = std::thread([this, &ready] {
        ::pthread_setname_np(::pthread_self(), d->name.substr(0, kMaxThreadName).c_str());
        d->recorder = d->registry.createRecorder();
        ready.set_value();
        d->run();
    });
    ready.get_future().wait();
}

Worker::~Worker()
{
    post([this] { d->quit(); });
    d->thread.join();
    d->close();
}

void Worker::post(std::function<void()> task)
{
    bool first = false;
    {
        const std::lock_guard lock(d->mutex);
        first = d->posted.empty();
        d->posted.push_back(std::move(task));
    }
    if (first) {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto size = ::write(d->wakeUp, &one, sizeof one);
    }
}

bool Worker::isCurrentThread() const noexcept
{
    return std::this_thread::get_id() == d->thread.get_id();
}

const std::string &Worker::name() const noexcept
{
    return d->name;
}

metrics::Recorder &Worker::recorder() noexcept
{
    return *d->recorder;
}

DelayQueue::Id Worker::schedule(std::uint64_t dueNs, std::function<void()> then)
{
    const DelayQueue::Id id = d->delays.add(dueNs, std::move(then));
    d->arm();
    return id;
}

void Worker::cancel(DelayQueue::Id id)
{
    d->delays.cancel(id);
}

std::size_t Worker::waiting() const noexcept
{
    return d->delays.size();
}

bool Worker::watch(int descriptor, std::uint32_t events, Watcher *watcher)
{
    epoll_event event{};
    event.events = events;
    event.data.ptr = watcher;
    return ::epoll_ctl(d->epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void Worker::rewatch(int descriptor, std::uint32_t events, Watcher *watcher)
{
    epoll_event event{};
    event.events = events;
    event.data.ptr = watcher;
    ::epoll_ctl(d->epoll, EPOLL_CTL_MOD, descriptor, &event);
}

void Worker::unwatch(int descriptor)
{
    ::epoll_ctl(d->epoll, EPOLL_CTL_DEL, descriptor, nullptr);
}

void Worker::afterRound(std::function<void()> task)
{
    if (d->after.empty() && !d->inRound) {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto size = ::write(d->wakeUp, &one, sizeof one);
    }
    d->after.push_back(std::move(task));
}

WorkerPool::WorkerPool(metrics::Registry &registry, int count)
{
    const int cores = std::max(2, static_cast<int>(std::thread::hardware_concurrency()));
    const int workers = count > 0 ? count : cores;
    for (int i = 0; i < workers; ++i)
        m_workers.push_back(std::make_unique<Worker>(registry, "worker " + std::to_string(i)));
}

std::vector<Worker *> WorkerPool::workers() const
{
    std::vector<Worker *> result;
    for (const auto &worker : m_workers)
        result.push_back(worker.get());
    return result;
}

} // namespace mockforge::net
