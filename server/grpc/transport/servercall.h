// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/call/dispatcher.h"
#include "server/grpc/transport/connectiontable.h"
#include "server/grpc/transport/threadstates.h"

#include <grpcpp/alarm.h>
#include <grpcpp/generic/async_generic_service.h>

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace mockforge::grpc {

/// What the calls of an endpoint share.
struct CallEnvironment
{
    ThreadStates &threads;
    std::shared_ptr<ConnectionTable> connections;
    std::shared_ptr<std::atomic<std::int64_t>> hanging;
    std::string endpoint; ///< its id
    bool compression = true;
};

/// One call over HTTP/2: gRPC's reactor on one side, the conversation that answers on the other. gRPC calls
/// from any of its threads and from several at once; a mutex of the call's own makes them one at a time.
/// Nothing is started on the stream before the conversation has returned, so that a message and the status
/// behind it leave together. Counts itself, once, in the metrics. Owns itself until gRPC is done with it.
class ServerCall final : public RunningCall,
                         public CallFaults::Host,
                         public ::grpc::ServerGenericBidiReactor,
                         public std::enable_shared_from_this<ServerCall>
{
public:
    /// The reactor for a call that has just come.
    static ::grpc::ServerGenericBidiReactor *create(const CallEnvironment &environment,
                                                    ::grpc::GenericCallbackServerContext &context);
    ServerCall(const CallEnvironment &environment, ::grpc::GenericCallbackServerContext &context);
    ~ServerCall() override;

    const CallStart &start() const override { return m_start; }
    bool isOpen() const override { return !m_status && !m_ending && !m_cancelled; }
    void sendInitialMetadata(Metadata metadata, bool now) override;
    void send(std::string message) override;
    std::size_t queuedBytes() const override
    {
        return m_queuedBytes + (m_faults ? m_faults->bytesDown() : 0);
    }
    void finish(Status status, Metadata trailers) override;
    void hang() override;
    void resume() override;
    void after(std::uint64_t delayNs, std::function<void()> then) override;
    void markTrailers(Metadata trailers) override { addTrailers(trailers); }
    void markHeaders(Metadata headers) override { addHeaders(headers); }
    void setRoute(std::uint16_t route) override { m_route = route; }
    void addInjected(std::uint64_t injectedNs) override { m_injectedNs += injectedNs; }
    metrics::Recorder &recorder() override { return *m_thread->recorder; }
    std::function<void(Task)> poster() override;
    CallFaults &faults(std::string_view method) override;

    void OnSendInitialMetadataDone(bool ok) override;
    void OnReadDone(bool ok) override;
    void OnWriteDone(bool ok) override;
    void OnCancel() override;
    void OnDone() override;

private:
    class Turn;
    struct Timer
    {
        ::grpc::Alarm alarm;
        std::function<void()> then;
        bool forFaults = false; ///< goes on when the conversation has finished
    };

    // CallFaults::Host
    void passDown(std::string message) override;
    void passUp(std::string_view message) override;
    void endDown() override;
    void endUp() override;
    void moveLater(std::uint64_t delayNs) override;
    void endWith(Status status, Metadata trailers) override;
    std::function<void()> releaser() override;

    void begin();
    void schedule(std::uint64_t delayNs, std::function<void()> then, bool forFaults);
    bool underRules(bool held) const;
    void endHang();
    void onTimer(const Timer *timer);
    void addHeaders(const Metadata &headers);
    void addTrailers(const Metadata &trailers);
    void advance();
    void write();
    ::grpc::Status takeStatus();
    bool waitsForClient() const;
    void account();

    CallEnvironment m_environment;
    ::grpc::GenericCallbackServerContext &m_context;
    std::shared_ptr<ServerCall> m_self; ///< until OnDone
    CallStart m_start;
    std::shared_ptr<const Dispatcher> m_dispatcher;
    ThreadState *m_thread; ///< the thread that is calling

    mutable std::mutex m_mutex; ///< held whenever gRPC or a timer calls; guards all below
    std::unique_ptr<Conversation> m_conversation;
    ::grpc::ByteBuffer m_readBuffer;
    ::grpc::ByteBuffer m_writeBuffer;
    std::deque<std::string> m_out;
    std::size_t m_queuedBytes = 0;
    std::vector<std::unique_ptr<Timer>> m_timers;
    std::unique_ptr<CallFaults> m_faults; ///< null: no rule has acted on the call
    std::string_view m_label;             ///< of the method; empty: no rule acts on the call
    std::uint64_t m_sent = 0;             ///< messages of each direction, those that a rule drops too
    std::uint64_t m_received = 0;
    std::optional<Status> m_ending; ///< how it ends when the messages that a fault holds have left
    std::optional<Status> m_status;
    bool m_metadataNow = false;
    bool m_reading = false;
    bool m_readEnded = false;
    bool m_writing = false;
    bool m_written = false;
    bool m_finishing = false; ///< gRPC has been told
    bool m_cancelled = false;
    bool m_done = false; ///< gRPC has let go of it

    metrics::MethodId m_method = metrics::kUnknownMethod;
    metrics::RouteId m_route = metrics::kUnmatchedRoute;
    std::uint64_t m_startNs;
    std::uint64_t m_injectedNs = 0;
    std::uint64_t m_waitedNs = 0;  ///< for the client's next message
    std::uint64_t m_waitingNs = 0; ///< since when; 0: we do not wait
    std::uint64_t m_hangingNs = 0; ///< since when; 0: it does not hang
};

} // namespace mockforge::grpc
