// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/transport/pump.h"

#include "metrics/base/clock.h"

#include <algorithm>
#include <cerrno>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace mockforge::grpc {

namespace {

using Kind = net::IoResult::Kind;

constexpr std::size_t kBufferSize = 64 * 1024;
constexpr int kMovesPerEvent = 8;
/// How long a client may take to close its half behind our last byte.
constexpr std::uint64_t kLingerNs = 1'000'000'000;

net::IoResult resultOf(ssize_t returned) noexcept
{
    if (returned > 0)
        return {Kind::Done, static_cast<std::size_t>(returned)};
    if (returned == 0)
        return {Kind::Closed, 0};
    const bool again = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
    return {again ? Kind::WouldBlock : Kind::Failed, 0};
}

} // namespace

Pump::Pump(net::Worker &worker, net::Stream client, int library, std::string begun,
           std::function<void()> ended)
    : m_worker(worker)
    , m_client(std::move(client))
    , m_library(library)
    , m_ended(std::move(ended))
{
    m_up.bytes.resize(std::max(kBufferSize, begun.size()));
    m_down.bytes.resize(kBufferSize);
    std::copy(begun.begin(), begun.end(), m_up.bytes.begin());
    m_up.left = {m_up.bytes.data(), begun.size()};
    m_frames.up(m_up.left);
    m_worker.recorder().bytesReceived(metrics::Protocol::Grpc, begun.size());
}

Pump::~Pump()
{
    close();
}

void Pump::start()
{
    m_clientSide.descriptor = m_client.descriptor();
    m_librarySide.descriptor = m_library;
    m_clientSide.interest = m_librarySide.interest = EPOLLIN;
    m_client.attach(m_worker, m_clientSide);
    if (!m_worker.watch(m_clientSide.descriptor, EPOLLIN, &m_clientSide) ||
        !m_worker.watch(m_librarySide.descriptor, EPOLLIN, &m_librarySide)) {
        fail();
        return;
    }
    move();
}

void Pump::Side::onReady(std::uint32_t events)
{
    if (pump.m_library < 0)
        return;
    if ((events & EPOLLERR) != 0) {
        pump.fail();
        return;
    }
    if ((events & EPOLLHUP) != 0 && this == &pump.m_librarySide && !std::exchange(pump.m_libraryGone, true)) {
        // It would be told again and again; what the library has left behind is read as the client takes it.
        pump.m_worker.unwatch(descriptor);
    }
    pump.move();
}

net::IoResult Pump::readLibrary(char *to, std::size_t size)
{
    return resultOf(::recv(m_library, to, size, 0));
}

net::IoResult Pump::writeLibrary(std::string_view bytes)
{
    return resultOf(::send(m_library, bytes.data(), bytes.size(), MSG_NOSIGNAL));
}

/// One read and one write from the client to the library; whether anything moved.
bool Pump::moveUp()
{
    bool moved = false;
    if (m_up.isEmpty() && !m_up.sourceEnded) {
        const net::IoResult result = m_client.read(m_up.bytes.data(), m_up.bytes.size());
        m_clientWantsWrite = m_clientWantsWrite || m_client.wantsWrite();
        if (result.kind == Kind::Failed) {
            fail();
            return false;
        }
        m_up.sourceEnded = result.kind == Kind::Closed;
        if (result.kind == Kind::Done) {
            m_up.left = {m_up.bytes.data(), result.size};
            m_frames.up(m_up.left);
            m_worker.recorder().bytesReceived(metrics::Protocol::Grpc, result.size);
        }
    }
    while (!m_up.isEmpty()) {
        const net::IoResult result = writeLibrary(m_up.left);
        if (result.kind == Kind::Failed)
            m_up.left = {}; // the library has closed; its own end says so
        if (result.kind != Kind::Done)
            break;
        m_up.left.remove_prefix(result.size);
        moved = true;
    }
    if (m_up.sourceEnded && m_up.isEmpty() && !std::exchange(m_up.endPassedOn, true))
        ::shutdown(m_library, SHUT_WR);
    return moved;
}

bool Pump::moveDown()
{
    bool moved = false;
    if (m_down.isEmpty() && !m_down.sourceEnded) {
        const net::IoResult result = readLibrary(m_down.bytes.data(), m_down.bytes.size());
        m_down.sourceEnded = result.kind == Kind::Closed || result.kind == Kind::Failed;
        if (result.kind == Kind::Done)
            m_down.left = m_frames.down({m_down.bytes.data(), result.size});
    }
    while (!m_down.isEmpty()) {
        const net::IoResult result = m_client.write(m_down.left);
        if (result.kind == Kind::WouldBlock) {
            m_clientWantsWrite = true;
            break;
        }
        if (result.kind != Kind::Done) {
            fail();
            return false;
        }
        m_down.left.remove_prefix(result.size);
        m_worker.recorder().bytesSent(metrics::Protocol::Grpc, result.size);
        moved = true;
    }
    if (m_down.sourceEnded && m_down.isEmpty() && !m_down.endPassedOn)
        passEndDown();
    return moved;
}

/// The library has ended the connection, and the client has all that came before.
void Pump::passEndDown()
{
    if (m_closesLate)
        return;
    if (const std::uint64_t delay = m_client.closeDelayNs(); delay > 0) {
        m_closesLate = true;
        m_linger = m_worker.schedule(monotonicNs() + delay, [this] {
            m_linger = 0;
            fail();
        });
        return;
    }
    m_down.endPassedOn = true;
    m_client.shutdownWrite();
    m_linger = m_worker.schedule(monotonicNs() + kLingerNs, [this] {
        m_linger = 0;
        fail();
    });
}

void Pump::move()
{
    m_clientWantsWrite = false;
    for (int i = 0; i < kMovesPerEvent; ++i) {
        const bool up = moveUp();
        const bool down = m_library >= 0 && moveDown();
        if (m_library < 0)
            return; // it has failed
        if (!up && !down)
            break;
    }
    if (m_up.endPassedOn && m_down.endPassedOn) {
        fail();
        return;
    }
    updateInterest();
}

void Pump::watch(Side &side, std::uint32_t wanted)
{
    if (side.interest == wanted)
        return;
    side.interest = wanted;
    m_worker.rewatch(side.descriptor, wanted, &side);
}

void Pump::updateInterest()
{
    std::uint32_t client = m_up.isEmpty() && !m_up.sourceEnded ? std::uint32_t{EPOLLIN} : 0U;
    if (m_clientWantsWrite || !m_down.isEmpty())
        client |= EPOLLOUT;
    // TLS may hold bytes that no event announces: being writable wakes us for them.
    const std::uint32_t held = m_client.heldEvents();
    const bool mayRead = (held & EPOLLIN) == 0;
    if ((m_up.isEmpty() && mayRead && m_client.hasBuffered()) ||
        (m_libraryGone && !m_down.endPassedOn && !m_closesLate))
        client |= EPOLLOUT;
    client &= ~held;
    std::uint32_t library = m_down.isEmpty() && !m_down.sourceEnded ? std::uint32_t{EPOLLIN} : 0U;
    if (!m_up.isEmpty())
        library |= EPOLLOUT;
    watch(m_clientSide, client);
    if (!m_libraryGone)
        watch(m_librarySide, library);
}

void Pump::fail()
{
    if (m_ended)
        std::exchange(m_ended, nullptr)();
}

void Pump::close()
{
    m_ended = nullptr;
    m_worker.cancel(std::exchange(m_linger, 0));
    if (m_library < 0)
        return;
    m_worker.unwatch(m_client.descriptor());
    m_worker.unwatch(m_library);
    m_client.close();
    ::close(std::exchange(m_library, -1));
}

} // namespace mockforge::grpc
