// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/web/webstream.h"

#include "metrics/base/clock.h"
#include "server/grpc/call/statuscodes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <sys/epoll.h>
#include <utility>

namespace mockforge::grpc {

namespace {

using Kind = net::IoResult::Kind;

constexpr std::size_t kCompactAbove = 256 * 1024;

void appendHex(std::string &out, std::size_t number)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr;
    out.append(digits.data(), end);
}

} // namespace

WebStream::WebStream(http::Takeover takeover, WebStreamSettings settings, std::shared_ptr<WebCall> call,
                     std::unique_ptr<Conversation> answer, WebRequest request)
    : m_worker(*takeover.worker)
    , m_stream(std::move(takeover.stream))
    , m_ticket(std::move(takeover.ticket))
    , m_ended(std::move(takeover.ended))
    , m_settings(std::move(settings))
    , m_call(std::move(call))
    , m_answer(std::move(answer))
    , m_request(std::move(request))
    , m_out(std::move(takeover.output))
{
    m_sample.protocol = metrics::Protocol::Grpc;
    m_sample.method = m_settings.method;
    m_worker.recorder().connectionOpened(metrics::Protocol::Grpc);
}

WebStream::~WebStream()
{
    lost();
}

std::uint64_t WebStream::monotonicTime()
{
    return monotonicNs();
}

void WebStream::start()
{
    m_interest = EPOLLIN | EPOLLRDHUP;
    if (!m_stream.isOpen() || !m_worker.watch(m_stream.descriptor(), m_interest, this)) {
        lost();
        return;
    }
    m_call->run(std::move(m_answer), *this, std::move(m_request));
}

void WebStream::onReady(std::uint32_t events)
{
    if (m_closed)
        return;
    if ((events & (EPOLLERR | EPOLLHUP)) != 0) {
        lost();
        return;
    }
    if ((events & EPOLLOUT) != 0)
        flush();
    if (m_closed || (events & (EPOLLIN | EPOLLRDHUP)) == 0)
        return;
    // Nothing more is expected on a connection that closes behind its reply; its end is the client's wish.
    std::array<char, 4096> ignored;
    const net::IoResult result = m_stream.read(ignored.data(), ignored.size());
    if (result.kind == Kind::Closed || result.kind == Kind::Failed)
        lost();
}

void WebStream::appendHead(const Metadata &fields)
{
    m_headSent = true;
    m_out += "HTTP/1.1 200 OK\r\nContent-Type: " + m_settings.format.contentType + "\r\n";
    for (const auto &[name, value] : m_settings.headers)
        m_out += name + ": " + value + "\r\n";
    for (const auto &[name, value] : fields)
        m_out += name + ": " + fieldValue(name, value) + "\r\n";
    if (m_settings.chunked)
        m_out += "Transfer-Encoding: chunked\r\n";
    m_out += "Connection: close\r\n\r\n";
}

void WebStream::sendHead(const Metadata &initial)
{
    appendHead(initial);
    flush();
}

void WebStream::queue(std::string_view frame)
{
    const std::string encoded = m_settings.format.text ? toBase64(frame) : std::string();
    const std::string_view piece = m_settings.format.text ? std::string_view(encoded) : frame;
    if (m_settings.chunked) {
        appendHex(m_out, piece.size());
        m_out += "\r\n";
    }
    m_out += piece;
    if (m_settings.chunked)
        m_out += "\r\n";
}

void WebStream::sendMessage(std::string_view message)
{
    if (m_closed)
        return;
    queue(messageFrame(message));
    flush();
}

void WebStream::end(const Status &status, const Metadata &trailers)
{
    if (m_closed)
        return;
    m_over = true;
    m_failed = status.code != code::kOk;
    if (!m_headSent) {
        Metadata fields = trailers;
        Metadata own = trailerFields(status, {});
        fields.insert(fields.begin(), own.begin(), own.end());
        appendHead(fields);
    } else {
        queue(trailerFrame(status, trailers));
    }
    if (m_settings.chunked)
        m_out += "0\r\n\r\n";
    flush();
}

void WebStream::flush()
{
    while (m_sent < m_out.size() && !m_closed) {
        const net::IoResult result = m_stream.write(std::string_view(m_out).substr(m_sent));
        if (result.kind == Kind::WouldBlock)
            break;
        if (result.kind != Kind::Done) {
            lost();
            return;
        }
        m_sent += result.size;
        m_progressNs = 0;
        m_worker.recorder().bytesSent(metrics::Protocol::Grpc, result.size);
    }
    if (m_closed)
        return;
    if (m_sent == m_out.size()) {
        m_out.clear();
        m_sent = 0;
        if (m_over) {
            account(m_failed);
            m_stream.shutdownWrite();
            close();
            return;
        }
    } else {
        if (m_sent > kCompactAbove) {
            m_out.erase(0, m_sent);
            m_sent = 0;
        }
        watchProgress();
    }
    const std::uint32_t wanted =
        EPOLLIN | EPOLLRDHUP | (m_out.empty() ? 0U : static_cast<std::uint32_t>(EPOLLOUT));
    if (wanted != m_interest)
        m_worker.rewatch(m_stream.descriptor(), m_interest = wanted, this);
}

/// A client that takes nothing for too long is closed.
void WebStream::watchProgress()
{
    if (m_progressNs == 0)
        m_progressNs = monotonicNs();
    if (m_timer != 0 || m_settings.writeTimeoutNs == 0)
        return;
    m_timer = m_worker.schedule(m_progressNs + m_settings.writeTimeoutNs, [this] {
        m_timer = 0;
        if (m_progressNs == 0)
            return;
        if (monotonicNs() < m_progressNs + m_settings.writeTimeoutNs) {
            watchProgress();
            return;
        }
        m_worker.recorder().refused(metrics::Refusal::SlowReader);
        lost();
    });
}

void WebStream::account(bool failed)
{
    if (std::exchange(m_counted, true))
        return;
    m_sample.totalNs = monotonicNs() - m_settings.startNs;
    if (m_hangingNs != 0)
        m_sample.injectedNs += monotonicNs() - m_hangingNs;
    m_sample.injectedNs = std::min(m_sample.injectedNs, m_sample.totalNs);
    m_sample.serviceNs = m_sample.totalNs - m_sample.injectedNs;
    m_sample.status = failed ? metrics::kStatusError : metrics::kStatusOk;
    m_sample.error = failed ? metrics::ErrorType::GrpcError : metrics::ErrorType::None;
    m_worker.recorder().requestFinished(m_sample);
}

void WebStream::resume()
{
    m_sample.injectedNs += monotonicNs() - std::exchange(m_hangingNs, 0);
}

void WebStream::abort()
{
    lost();
}

void WebStream::lost()
{
    if (m_closed)
        return;
    account(true);
    close();
    m_call->cancel();
}

void WebStream::close()
{
    if (std::exchange(m_closed, true))
        return;
    m_worker.cancel(std::exchange(m_timer, 0));
    if (m_stream.isOpen())
        m_worker.unwatch(m_stream.descriptor());
    m_stream.close();
    m_worker.recorder().connectionClosed(metrics::Protocol::Grpc);
    m_ticket = {};
    if (m_ended)
        std::exchange(m_ended, nullptr)(this);
}

} // namespace mockforge::grpc
