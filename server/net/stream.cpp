// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/stream.h"

#include "server/net/gate.h"
#include "server/net/tlscontext.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <linux/sockios.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#include <utility>

namespace mockforge::net {

namespace {

constexpr std::size_t kMaxPieces = 8;

IoResult socketResult(ssize_t returned, bool reading) noexcept
{
    if (returned > 0)
        return {IoResult::Kind::Done, static_cast<std::size_t>(returned)};
    if (returned == 0)
        return {reading ? IoResult::Kind::Closed : IoResult::Kind::WouldBlock, 0};
    if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)
        return {IoResult::Kind::WouldBlock, 0};
    return {IoResult::Kind::Failed, 0};
}

} // namespace

Stream::Stream() = default;

Stream::Stream(int descriptor, const TlsContext *tls, Flaw flaw)
    : m_descriptor(descriptor)
{
    if (!tls)
        return;
    m_ssl = SSL_new(tls->native());
    if (m_ssl && (flaw == Flaw::None || presentFlawed(m_ssl, flaw))) {
        SSL_set_fd(m_ssl, descriptor);
        SSL_set_accept_state(m_ssl);
    } else {
        close();
    }
}

Stream::~Stream()
{
    close();
}

Stream::Stream(Stream &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_ssl(std::exchange(other.m_ssl, nullptr))
    , m_wantsWrite(other.m_wantsWrite)
    , m_gate(std::move(other.m_gate))
    , m_pendingWrite(std::exchange(other.m_pendingWrite, 0))
{
    if (m_gate)
        m_gate->attach(nullptr, nullptr);
}

Stream &Stream::operator=(Stream &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_ssl, other.m_ssl);
    std::swap(m_wantsWrite, other.m_wantsWrite);
    std::swap(m_gate, other.m_gate);
    std::swap(m_pendingWrite, other.m_pendingWrite);
    if (m_gate)
        m_gate->attach(nullptr, nullptr);
    return *this;
}

void Stream::setPipe(std::unique_ptr<Pipe> pipe)
{
    m_gate = pipe ? std::make_unique<Gate>(std::move(pipe)) : nullptr;
}

void Stream::attach(Worker &worker, Watcher &watcher)
{
    m_worker = &worker;
    m_watcher = &watcher;
    if (m_gate)
        m_gate->attach(&worker, &watcher);
}

void Stream::pace(std::uint64_t skip, std::uint64_t bytes, std::size_t slice, std::uint64_t gapNs)
{
    if (!m_gate) {
        m_gate = std::make_unique<Gate>(nullptr);
        m_gate->attach(m_worker, m_watcher);
    }
    m_gate->pace(skip, bytes, slice, gapNs);
}

std::uint32_t Stream::heldEvents() const noexcept
{
    return m_gate ? m_gate->held() : 0;
}

std::uint64_t Stream::closeDelayNs() const
{
    return m_gate ? m_gate->closeDelayNs() : 0;
}

void Stream::resetOnClose() noexcept
{
    const linger atOnce{1, 0};
    if (m_descriptor >= 0)
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
}

std::size_t Stream::unacknowledged() const noexcept
{
    int bytes = 0;
    if (m_descriptor < 0 || ::ioctl(m_descriptor, SIOCOUTQ, &bytes) != 0)
        return 0;
    return static_cast<std::size_t>(bytes);
}

IoResult Stream::tlsResult(int returned)
{
    m_wantsWrite = false;
    if (returned > 0)
        return {IoResult::Kind::Done, static_cast<std::size_t>(returned)};
    const int reason = SSL_get_error(m_ssl, returned);
    ERR_clear_error();
    switch (reason) {
    case SSL_ERROR_WANT_READ:
        return {IoResult::Kind::WouldBlock, 0};
    case SSL_ERROR_WANT_WRITE:
        m_wantsWrite = true;
        return {IoResult::Kind::WouldBlock, 0};
    case SSL_ERROR_ZERO_RETURN:
        return {IoResult::Kind::Closed, 0};
    default:
        return {IoResult::Kind::Failed, 0};
    }
}

IoResult Stream::handshake()
{
    if (!m_ssl)
        return {};
    ERR_clear_error();
    return tlsResult(SSL_do_handshake(m_ssl));
}

IoResult Stream::readNow(char *to, std::size_t size)
{
    if (m_ssl) {
        ERR_clear_error();
        return tlsResult(SSL_read(m_ssl, to, static_cast<int>(std::min<std::size_t>(size, INT_MAX))));
    }
    return socketResult(::recv(m_descriptor, to, size, 0), true);
}

IoResult Stream::writeNow(std::string_view bytes)
{
    if (m_ssl) {
        ERR_clear_error();
        const IoResult result = tlsResult(
            SSL_write(m_ssl, bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), INT_MAX))));
        m_pendingWrite = result.kind == IoResult::Kind::WouldBlock ? bytes.size() : 0;
        return result;
    }
    return socketResult(::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL), false);
}

/// The pipe ends the connection: its owner sees a client that has gone, and closes.
IoResult Stream::ended(bool reset)
{
    if (reset)
        resetOnClose();
    return {IoResult::Kind::Failed, 0};
}

IoResult Stream::gatedRead(char *to, std::size_t size)
{
    Pipe::End end = Pipe::End::None;
    const std::size_t admitted = m_gate->admitRead(size, end);
    if (end != Pipe::End::None)
        return ended(end == Pipe::End::Reset);
    if (admitted == 0)
        return {IoResult::Kind::WouldBlock, 0};
    const IoResult result = readNow(to, admitted);
    if (result.kind == IoResult::Kind::Done)
        m_gate->read(to, result.size);
    return result;
}

IoResult Stream::gatedWrite(std::string_view bytes)
{
    Pipe::End end = Pipe::End::None;
    // What TLS has begun to write it wants whole again.
    const std::size_t begun = std::min(m_pendingWrite, bytes.size());
    const std::size_t admitted = begun > 0 ? begun : m_gate->admitWrite(bytes.size(), end);
    if (end != Pipe::End::None)
        return ended(end == Pipe::End::Reset);
    if (admitted == 0)
        return {IoResult::Kind::WouldBlock, 0};
    const std::string_view out = m_gate->changed(bytes.substr(0, admitted));
    const IoResult result = writeNow(out);
    if (result.kind == IoResult::Kind::Done)
        m_gate->wrote(result.size);
    return result;
}

IoResult Stream::read(char *to, std::size_t size)
{
    return m_gate && m_gate->acts() ? gatedRead(to, size) : readNow(to, size);
}

IoResult Stream::write(std::string_view bytes)
{
    return m_gate && (m_pendingWrite > 0 || m_gate->acts()) ? gatedWrite(bytes) : writeNow(bytes);
}

IoResult Stream::writeAll(std::span<const std::string_view> pieces)
{
    if (m_ssl || pieces.size() == 1 || (m_gate && m_gate->acts()))
        return pieces.empty() ? IoResult{} : write(pieces.front());
    std::array<iovec, kMaxPieces> vectors{};
    msghdr message{};
    message.msg_iov = vectors.data();
    for (const std::string_view piece : pieces.first(std::min(pieces.size(), kMaxPieces)))
        vectors[message.msg_iovlen++] = {const_cast<char *>(piece.data()), piece.size()};
    return socketResult(::sendmsg(m_descriptor, &message, MSG_NOSIGNAL), false);
}

bool Stream::hasBuffered() const noexcept
{
    return m_ssl && SSL_pending(m_ssl) > 0;
}

void Stream::shutdownWrite()
{
    if (m_ssl && SSL_is_init_finished(m_ssl)) {
        ERR_clear_error();
        SSL_shutdown(m_ssl);
        ERR_clear_error();
    }
    if (m_descriptor >= 0)
        ::shutdown(m_descriptor, SHUT_WR);
}

void Stream::close()
{
    m_gate.reset();
    if (m_ssl)
        SSL_free(m_ssl);
    m_ssl = nullptr;
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

} // namespace mockforge::net
