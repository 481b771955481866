// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/acceptthread.h"

#include "metrics/base/clock.h"
#include "metrics/record/recorder.h"
#include "metrics/record/registry.h"
#include "server/net/heldconnections.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <future>
#include <mutex>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>
#include <unordered_map>
#include <utility>
#include <vector>

namespace mockforge::net {

namespace {

constexpr int kBatch = 256;
/// How long accepting rests when descriptors or memory have run out: long enough not to spin, short enough
/// not to show.
constexpr int kPauseMs = 50;
/// How often a door is asked for that may open or close by itself.
constexpr int kDoorMs = 5;

void sendReset(int descriptor) noexcept
{
    const linger atOnce{1, 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    ::close(descriptor);
}

bool outOfResources(int cause) noexcept
{
    return cause == EMFILE || cause == ENFILE || cause == ENOBUFS || cause == ENOMEM;
}

} // namespace

struct AcceptThread::Private
{
    explicit Private(metrics::Registry &recorders)
        : registry(recorders)
    {}

    struct Listener
    {
        ListenSocket socket;
        std::shared_ptr<Admission> admission;
        Receiver receiver;
        std::shared_ptr<Doorman> doorman;
        bool paused = false;
        bool closed = false; ///< by its doorman: bound, but not listening
    };

    metrics::Registry &registry;
    std::unique_ptr<metrics::Recorder> recorder;
    std::thread thread;
    int epoll = -1;
    int wakeUp = -1;
    HeldConnections held{epoll}; ///< accept thread only
    bool running = true;         ///< accept thread only
    std::atomic<ListenerId> lastId{0};
    std::unordered_map<ListenerId, Listener> listeners; ///< accept thread only
    std::mutex mutex;
    std::vector<std::function<void()>> commands; ///< guarded by mutex

    void run();
    void runCommands();
    void command(std::function<void()> task);
    void watch(ListenerId id, Listener &listener);
    void acceptBatch(ListenerId id);
    /// False when nothing more can be accepted now.
    bool acceptOne(ListenerId id, Listener &listener, bool &exhausted);
    void resume();
    bool anyPaused = false;

    void checkDoors();
    void checkDoor(ListenerId id, Listener &listener);
    void closeDoor(Listener &listener);
    void openDoor(ListenerId id, Listener &listener);
    bool doorsMayChange = false;

    void welcome(ListenerId id, Listener &listener, Accepted accepted);
    void goOn(ListenerId id, Accepted accepted);
    int waitMs() const noexcept;
};

void AcceptThread::Private::command(std::function<void()> task)
{
    {
        const std::lock_guard lock(mutex);
        commands.push_back(std::move(task));
    }
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto size = ::write(wakeUp, &one, sizeof one);
}

void AcceptThread::Private::runCommands()
{
    std::uint64_t ignored = 0;
    [[maybe_unused]] const auto size = ::read(wakeUp, &ignored, sizeof ignored);
    std::vector<std::function<void()>> taken;
    {
        const std::lock_guard lock(mutex);
        taken.swap(commands);
    }
    for (auto &task : taken)
        task();
}

void AcceptThread::Private::run()
{
    ::pthread_setname_np(::pthread_self(), "accept");
    recorder = registry.createRecorder();
    std::array<epoll_event, 16> events;
    while (running) {
        const int count = ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), waitMs());
        if (anyPaused)
            resume();
        for (int i = 0; i < count; ++i) {
            const ListenerId id = events[static_cast<std::size_t>(i)].data.u64;
            if (id == 0)
                runCommands();
            else if (id & HeldConnections::kBit)
                held.drop(id);
            else
                acceptBatch(id);
        }
        held.check([this](ListenerId id, Accepted accepted) { goOn(id, std::move(accepted)); });
        if (doorsMayChange)
            checkDoors();
    }
}

int AcceptThread::Private::waitMs() const noexcept
{
    if (const int ms = held.waitMs(); ms >= 0)
        return ms;
    return doorsMayChange ? kDoorMs : anyPaused ? kPauseMs : -1;
}

void AcceptThread::Private::welcome(ListenerId id, Listener &listener, Accepted accepted)
{
    Welcome welcome;
    if (listener.doorman)
        welcome = listener.doorman->welcome(accepted.peer, listener.admission->open());
    switch (welcome.kind) {
    case Welcome::Kind::Admit:
        accepted.flaw = welcome.flaw;
        listener.receiver(std::move(accepted));
        break;
    case Welcome::Kind::Close:
        ::close(accepted.descriptor);
        break;
    case Welcome::Kind::Reset:
        sendReset(accepted.descriptor);
        break;
    case Welcome::Kind::Hold:
        held.add(id, std::move(accepted), std::move(welcome.hold));
        break;
    }
}

/// A connection that was held goes where it would have gone at once.
void AcceptThread::Private::goOn(ListenerId id, Accepted accepted)
{
    const auto listener = listeners.find(id);
    if (listener != listeners.end())
        listener->second.receiver(std::move(accepted));
    else
        ::close(accepted.descriptor);
}

void AcceptThread::Private::watch(ListenerId id, Listener &listener)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = id;
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, listener.socket.descriptor(), &event);
    listener.paused = false;
}

void AcceptThread::Private::resume()
{
    anyPaused = false;
    for (auto &[id, listener] : listeners) {
        if (listener.paused && !listener.closed)
            watch(id, listener);
    }
}

void AcceptThread::Private::checkDoors()
{
    doorsMayChange = false;
    for (auto &[id, listener] : listeners)
        checkDoor(id, listener);
}

void AcceptThread::Private::checkDoor(ListenerId id, Listener &listener)
{
    if (!listener.doorman)
        return;
    const Doorman::Door door = listener.doorman->door(monotonicNs());
    doorsMayChange = doorsMayChange || door.mayChange || door.isClosed;
    if (door.isClosed && !listener.closed)
        closeDoor(listener);
    else if (!door.isClosed && listener.closed)
        openDoor(id, listener);
}

/// The socket stops listening and stays bound (tcp(7), as Linux has it): connections are refused, those that
/// wait to be accepted are reset, and nobody else can take the port meanwhile.
void AcceptThread::Private::closeDoor(Listener &listener)
{
    ::epoll_ctl(epoll, EPOLL_CTL_DEL, listener.socket.descriptor(), nullptr);
    ::shutdown(listener.socket.descriptor(), SHUT_RD);
    // Two sockets that both have it may share a port on which none listens; listenAgain() sets it again.
    const int off = 0;
    ::setsockopt(listener.socket.descriptor(), SOL_SOCKET, SO_REUSEADDR, &off, sizeof off);
    listener.closed = true;
}

void AcceptThread::Private::openDoor(ListenerId id, Listener &listener)
{
    if (!listener.socket.listenAgain()) {
        doorsMayChange = true; // tried again
        return;
    }
    listener.closed = false;
    watch(id, listener);
}

bool AcceptThread::Private::acceptOne(ListenerId id, Listener &listener, bool &exhausted)
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    void *raw = &address;
    const int descriptor = ::accept4(listener.socket.descriptor(), static_cast<sockaddr *>(raw), &size,
                                     SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0) {
        exhausted = outOfResources(errno);
        // A connection that was reset while it waited is not the end of the queue (accept(2)).
        return errno == ECONNABORTED || errno == EINTR || errno == EPROTO;
    }
    Accepted accepted;
    accepted.descriptor = descriptor;
    accepted.peer = PeerAddress::from(address);
    if (const auto refusal = listener.admission->enter(accepted.peer, accepted.ticket)) {
        recorder->refused(*refusal);
        ::close(descriptor);
        return true;
    }
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    welcome(id, listener, std::move(accepted));
    return true;
}

void AcceptThread::Private::acceptBatch(ListenerId id)
{
    const auto found = listeners.find(id);
    if (found == listeners.end())
        return;
    Listener &listener = found->second;
    bool exhausted = false;
    for (int i = 0; i < kBatch && acceptOne(id, listener, exhausted); ++i) {
    }
    if (exhausted) {
        ::epoll_ctl(epoll, EPOLL_CTL_DEL, listener.socket.descriptor(), nullptr);
        listener.paused = true;
        anyPaused = true;
    }
}

AcceptThread::AcceptThread(metrics::Registry &registry)
    : d(std::make_unique<Private>(registry))
{
    d->epoll = ::epoll_create1(EPOLL_CLOEXEC);
    d->wakeUp = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = 0;
    ::epoll_ctl(d->epoll, EPOLL_CTL_ADD, d->wakeUp, &event);
    d->thread = std::thread([this] { d->run(); });
}

AcceptThread::~AcceptThread()
{
    d->command([this] { d->running = false; });
    d->thread.join();
    d->listeners.clear();
    ::close(d->wakeUp);
    ::close(d->epoll);
}

void AcceptThread::askDoors()
{
    d->command([this] { d->checkDoors(); });
}

AcceptThread::ListenerId AcceptThread::add(ListenSocket socket, std::shared_ptr<Admission> admission,
                                           Receiver receiver, std::shared_ptr<Doorman> doorman)
{
    const ListenerId id = ++d->lastId;
    // std::function wants copyable captures; the socket is not.
    auto listener = std::make_shared<Private::Listener>(
        Private::Listener{std::move(socket), std::move(admission), std::move(receiver), std::move(doorman)});
    d->command([this, id, listener] {
        Private::Listener &added = d->listeners.emplace(id, std::move(*listener)).first->second;
        d->watch(id, added);
        d->checkDoor(id, added);
    });
    return id;
}

void AcceptThread::remove(ListenerId id)
{
    std::promise<void> removed;
    d->command([this, id, &removed] {
        d->acceptBatch(id);
        d->held.dropOf(id);
        d->listeners.erase(id);
        removed.set_value();
    });
    removed.get_future().wait();
}

} // namespace mockforge::net
