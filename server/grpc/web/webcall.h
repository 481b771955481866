// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/call/dispatcher.h"
#include "server/grpc/web/webframes.h"
#include "server/http/endpoint.h"
#include "server/net/worker.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mockforge::grpc {

/// Where a call's reply goes: into an HTTP reply as a whole, or piece by piece onto the connection.
class WebSink
{
public:
    virtual ~WebSink() = default;
    virtual void sendHead(const Metadata &initial) = 0;
    virtual void sendMessage(std::string_view message) = 0;
    virtual void end(const Status &status, const Metadata &trailers) = 0;
    virtual void hang() = 0;
    virtual void resume() = 0; ///< ends a hang()
    virtual std::size_t queuedBytes() const = 0;
    virtual void setRoute(metrics::RouteId route) = 0;
    virtual void addInjected(std::uint64_t injectedNs) = 0;
};

/// One call over gRPC-Web: its whole request is at hand, its reply goes to a sink. Lives on one worker's
/// thread; whoever awaits something for it holds it.
class WebCall final : public RunningCall,
                      public CallFaults::Host,
                      public std::enable_shared_from_this<WebCall>
{
public:
    WebCall(net::Worker &worker, CallStart start, std::shared_ptr<const Dispatcher> dispatcher);
    ~WebCall() override;

    /// Says what answers and how it is counted, before anything is sent.
    /// `deciders` are the worker's and outlive the call.
    Answer findAnswer(const Deciders &deciders);
    /// Lets `answer` see the request; the sink must outlive the call or let go of it by cancel().
    void run(std::unique_ptr<Conversation> answer, WebSink &sink, WebRequest request);
    /// A sink of the call's own, for run().
    void keep(std::unique_ptr<WebSink> sink) { m_kept = std::move(sink); }
    WebSink &kept() { return *m_kept; }
    /// The client has gone, or the sink goes.
    void cancel();

    const CallStart &start() const override { return m_start; }
    bool isOpen() const override { return m_sink != nullptr && !m_ending; }
    void sendInitialMetadata(Metadata metadata, bool now) override;
    void send(std::string message) override;
    std::size_t queuedBytes() const override
    {
        return (m_sink ? m_sink->queuedBytes() : 0) + (m_faults ? m_faults->bytesDown() : 0);
    }
    void finish(Status status, Metadata trailers) override;
    void hang() override;
    void resume() override;
    void after(std::uint64_t delayNs, std::function<void()> then) override;
    void markTrailers(Metadata trailers) override;
    void setRoute(std::uint16_t route) override;
    void addInjected(std::uint64_t injectedNs) override;
    metrics::Recorder &recorder() override { return m_worker.recorder(); }
    std::function<void(Task)> poster() override;
    CallFaults &faults(std::string_view method) override;

private:
    struct Ending
    {
        Status status;
        Metadata trailers;
    };

    // CallFaults::Host
    void passDown(std::string message) override;
    void passUp(std::string_view message) override;
    void endDown() override;
    void endUp() override;
    void moveLater(std::uint64_t delayNs) override;
    void endWith(Status status, Metadata trailers) override;
    std::function<void()> releaser() override;

    bool underRules(bool held) const;
    void end(const Status &status, Metadata trailers);
    void schedule(std::uint64_t delayNs, std::function<void()> then);
    void deliver();
    void armDeadline();
    void cancelTimers();

    net::Worker &m_worker;
    CallStart m_start;
    std::shared_ptr<const Dispatcher> m_dispatcher;
    std::unique_ptr<Conversation> m_conversation;
    chaos::Injector *m_rules = nullptr;   ///< the worker's; null: no rules are asked
    std::unique_ptr<CallFaults> m_faults; ///< null: no rule has acted on the call
    std::string_view m_label;             ///< of the method; empty: no rule acts on the call
    std::uint64_t m_sent = 0;             ///< messages, those that a rule drops too
    std::optional<Ending> m_ending;       ///< how it ends when the messages that a fault holds have left
    std::unique_ptr<WebSink> m_kept;
    WebSink *m_sink = nullptr; ///< null: before run() and once the call is over
    WebRequest m_request;
    std::size_t m_delivered = 0;
    bool m_halfClosed = false;
    Metadata m_initial;
    Metadata m_marks;
    bool m_headSent = false;
    bool m_hanging = false;
    std::optional<metrics::RouteId> m_route; ///< set before there was a sink
    std::uint64_t m_injectedNs = 0;
    std::vector<net::DelayQueue::Id> m_timers;
    net::DelayQueue::Id m_deadline = 0;
};

} // namespace mockforge::grpc
