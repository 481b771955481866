// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/stream.h"

#include "server/net/tlscontext.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <openssl/err.h>
#include <openssl/ssl.h>
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

Stream::Stream(int descriptor, const TlsContext *tls)
    : m_descriptor(descriptor)
{
    if (!tls)
        return;
    m_ssl = SSL_new(tls->native());
    if (m_ssl) {
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
{}

Stream &Stream::operator=(Stream &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_ssl, other.m_ssl);
    std::swap(m_wantsWrite, other.m_wantsWrite);
    return *this;
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

IoResult Stream::read(char *to, std::size_t size)
{
    if (m_ssl) {
        ERR_clear_error();
        return tlsResult(SSL_read(m_ssl, to, static_cast<int>(std::min<std::size_t>(size, INT_MAX))));
    }
    return socketResult(::recv(m_descriptor, to, size, 0), true);
}

IoResult Stream::write(std::string_view bytes)
{
    if (m_ssl) {
        ERR_clear_error();
        return tlsResult(
            SSL_write(m_ssl, bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), INT_MAX))));
    }
    return socketResult(::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL), false);
}

IoResult Stream::writeAll(std::span<const std::string_view> pieces)
{
    if (m_ssl || pieces.size() == 1)
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

int Stream::release() noexcept
{
    return std::exchange(m_descriptor, -1);
}

void Stream::close()
{
    if (m_ssl)
        SSL_free(m_ssl);
    m_ssl = nullptr;
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

} // namespace mockforge::net
