// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/transport/connection.h"

#include "metrics/base/clock.h"
#include "server/grpc/transport/pump.h"
#include "server/grpc/transport/site.h"

#include <algorithm>
#include <array>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace mockforge::grpc {

namespace {

using Kind = net::IoResult::Kind;

constexpr std::string_view kPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
constexpr std::uint64_t kNsPerMs = 1'000'000;
/// For somebody who opens the gRPC port with a browser or curl.
constexpr std::string_view kNotHttp1 =
    "HTTP/1.1 505 HTTP Version Not Supported\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n"
    "Content-Length: 83\r\n"
    "Connection: close\r\n\r\n"
    "This port speaks gRPC over HTTP/2 only; gRPC-Web is answered by the HTTP endpoint.\n";

bool looksLikeHttp1(std::string_view begun)
{
    return !begun.empty() && begun.front() >= 'A' && begun.front() <= 'Z' && !begun.starts_with("PRI ");
}

} // namespace

Connection::Connection(Site &site, net::Accepted accepted)
    : m_site(site)
    , m_worker(site.worker())
    , m_stream(accepted.descriptor, site.tls(), accepted.flaw)
    , m_peer(accepted.peer)
    , m_ticket(std::move(accepted.ticket))
{
    m_worker.recorder().connectionOpened(metrics::Protocol::Grpc);
}

Connection::~Connection()
{
    close();
}

void Connection::start()
{
    m_interest = EPOLLIN | EPOLLRDHUP | EPOLLET;
    if (!m_stream.isOpen() || !m_worker.watch(m_stream.descriptor(), m_interest, this)) {
        close();
        return;
    }
    m_phase = m_stream.isSecure() ? Phase::Handshake : Phase::Preface;
    m_deadline = m_worker.schedule(monotonicNs() + m_site.handshakeTimeoutMs() * kNsPerMs, [this] {
        m_deadline = 0;
        expire();
    });
}

void Connection::expire()
{
    m_worker.recorder().refused(m_phase == Phase::Handshake ? metrics::Refusal::TlsHandshake
                                                            : metrics::Refusal::HeaderTimeout);
    discardInput();
    close();
}

void Connection::onReady(std::uint32_t events)
{
    switch (m_phase) {
    case Phase::Handshake:
        continueHandshake();
        break;
    case Phase::Preface:
        if ((events & (EPOLLERR | EPOLLHUP)) != 0)
            close();
        else
            readPreface();
        // Told once only: who ends before the preface is complete will never complete it.
        if (m_phase == Phase::Preface && (events & EPOLLRDHUP) != 0)
            close();
        break;
    case Phase::Served: // the pump is woken
    case Phase::Closed:
        break;
    }
}

void Connection::continueHandshake()
{
    const net::IoResult result = m_stream.handshake();
    if (result.kind == Kind::WouldBlock) {
        updateInterest();
        return;
    }
    if (result.kind != Kind::Done) {
        m_worker.recorder().errorOccurred(metrics::Protocol::Grpc, metrics::ErrorType::ConnectionError);
        refuse(metrics::Refusal::TlsHandshake, {});
        return;
    }
    m_phase = Phase::Preface;
    updateInterest();
    readPreface();
}

void Connection::updateInterest()
{
    const std::uint32_t wanted =
        EPOLLET | EPOLLRDHUP | (m_stream.wantsWrite() ? std::uint32_t{EPOLLOUT} : std::uint32_t{EPOLLIN});
    if (wanted != m_interest)
        m_worker.rewatch(m_stream.descriptor(), m_interest = wanted, this);
}

void Connection::readPreface()
{
    std::array<char, 4096> bytes;
    while (m_phase == Phase::Preface) {
        const net::IoResult result = m_stream.read(bytes.data(), bytes.size());
        if (result.kind == Kind::WouldBlock)
            return;
        if (result.kind != Kind::Done) {
            close();
            return;
        }
        m_begun.append(bytes.data(), result.size);
        judge(m_begun);
    }
}

/// Decides as soon as the bytes tell: the client may be waiting for an answer to what is not HTTP/2.
void Connection::judge(std::string_view begun)
{
    const std::size_t size = std::min(begun.size(), kPreface.size());
    if (begun.substr(0, size) == kPreface.substr(0, size)) {
        if (size == kPreface.size())
            handOver();
        return;
    }
    if (looksLikeHttp1(begun))
        refuse(metrics::Refusal::VersionNotSupported, kNotHttp1);
    else
        refuse(metrics::Refusal::BadRequest, {});
}

void Connection::refuse(metrics::Refusal reason, std::string_view reply)
{
    m_worker.recorder().refused(reason);
    if (!reply.empty()) {
        discardInput();
        m_stream.write(reply);
        m_stream.shutdownWrite();
    }
    close();
}

/// What the client has sent must be read: closing over it would be a reset, which takes a reply along.
void Connection::discardInput()
{
    std::array<char, 4096> ignored;
    while (!m_stream.isSecure() && m_stream.read(ignored.data(), ignored.size()).kind == Kind::Done) {
    }
}

void Connection::handOver()
{
    m_worker.cancel(std::exchange(m_deadline, 0));
    std::array<int, 2> ends{-1, -1};
    const bool secure = m_stream.isSecure();
    m_worker.unwatch(m_stream.descriptor());
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        close();
        return;
    }
    m_phase = Phase::Served;
    m_stream.setPipe(m_site.makePipe(m_peer));
    m_pump = std::make_unique<Pump>(m_worker, std::move(m_stream), ends[0], std::move(m_begun),
                                    [this] { close(); });
    m_server = m_site.serve(ends[1], m_peer, secure);
    m_pump->start();
}

void Connection::drain()
{
    if (m_phase == Phase::Handshake || m_phase == Phase::Preface)
        close();
}

void Connection::close()
{
    if (std::exchange(m_phase, Phase::Closed) == Phase::Closed)
        return;
    m_worker.cancel(std::exchange(m_deadline, 0));
    if (m_stream.isOpen())
        m_worker.unwatch(m_stream.descriptor());
    m_stream.close();
    if (m_pump)
        m_pump->close();
    m_worker.recorder().connectionClosed(metrics::Protocol::Grpc);
    m_ticket = {};
    m_site.remove(this);
}

} // namespace mockforge::grpc
