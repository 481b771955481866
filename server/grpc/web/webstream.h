// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/web/webcall.h"
#include "server/http/session.h"

#include <cstdint>
#include <memory>
#include <string>

namespace mockforge::grpc {

/// What a stream's reply needs to know of its request.
struct WebStreamSettings
{
    WebFormat format;
    Metadata headers;    ///< CORS
    bool chunked = true; ///< HTTP/1.1; an older client reads to the end of the connection
    metrics::MethodId method = metrics::kUnknownMethod;
    std::uint64_t startNs = 0;
    std::uint64_t writeTimeoutNs = 0; ///< without the client taking a byte
};

/// The reply of a server-streaming call over gRPC-Web: a connection taken over from HTTP, onto which each
/// message goes as it comes, in chunks (RFC 9112 §7.1); closed behind the trailers. Counts the call and its
/// connection. Lives on one worker.
class WebStream final : public http::Session, public WebSink, public net::Watcher
{
public:
    WebStream(http::Takeover takeover, WebStreamSettings settings, std::shared_ptr<WebCall> call,
              std::unique_ptr<Conversation> answer, WebRequest request);
    ~WebStream() override;

    void start() override;
    void drain() override {} // the call may end; the endpoint aborts what does not
    void abort() override;
    void onReady(std::uint32_t events) override;

    void sendHead(const Metadata &initial) override;
    void sendMessage(std::string_view message) override;
    void end(const Status &status, const Metadata &trailers) override;
    void hang() override { m_hangingNs = monotonicTime(); }
    void resume() override;
    std::size_t queuedBytes() const override { return m_out.size() - m_sent; }
    void setRoute(metrics::RouteId route) override { m_sample.route = route; }
    void addInjected(std::uint64_t injectedNs) override { m_sample.injectedNs += injectedNs; }

private:
    static std::uint64_t monotonicTime();
    void queue(std::string_view frame);
    void appendHead(const Metadata &fields);
    void flush();
    void account(bool failed);
    void close();
    void lost();
    void watchProgress();

    net::Worker &m_worker;
    net::Stream m_stream;
    net::Admission::Ticket m_ticket;
    std::function<void(http::Session *)> m_ended;
    WebStreamSettings m_settings;
    std::shared_ptr<WebCall> m_call;
    std::unique_ptr<Conversation> m_answer;
    WebRequest m_request;
    std::string m_out;
    std::size_t m_sent = 0;
    std::uint32_t m_interest = 0;
    metrics::RequestSample m_sample;
    std::uint64_t m_hangingNs = 0;
    std::uint64_t m_progressNs = 0; ///< when the client last took a byte of those that wait; 0: none wait
    net::DelayQueue::Id m_timer = 0;
    bool m_headSent = false;
    bool m_over = false;   ///< the trailers are in the queue
    bool m_failed = false; ///< what they say
    bool m_counted = false;
    bool m_closed = false;
};

} // namespace mockforge::grpc
