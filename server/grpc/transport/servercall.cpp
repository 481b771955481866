// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/transport/servercall.h"

#include "metrics/base/clock.h"
#include "server/grpc/call/statuscodes.h"
#include "server/grpc/transport/bytebuffers.h"
#include "server/grpc/transport/metadata.h"

#include <algorithm>
#include <utility>

namespace mockforge::grpc {

namespace {

/// Smaller messages do not gain by compression, as over HTTP.
constexpr std::size_t kCompressAbove = 1024;
/// A hanging call costs memory until its client gives up: so many may, and for so long.
constexpr std::int64_t kMostHanging = 10'000;
constexpr std::uint64_t kHangLimitNs = 600'000'000'000;

} // namespace

/// One callback of gRPC's or a timer's: alone with the call, on a thread with its own recorder; what the
/// conversation asked for meanwhile is started when it ends.
class ServerCall::Turn
{
public:
    explicit Turn(ServerCall &call)
        : m_call(call)
        , m_lock(call.m_mutex)
    {
        if (call.m_done)
            return; // a timer or a poster that comes too late: what calls share may be gone too
        call.m_thread = &call.m_environment.threads.current();
        if (call.m_waitingNs != 0)
            call.m_waitedNs += monotonicNs() - std::exchange(call.m_waitingNs, 0);
    }
    ~Turn()
    {
        if (m_call.m_done)
            return;
        m_call.advance();
        if (m_call.waitsForClient())
            m_call.m_waitingNs = monotonicNs();
    }
    Turn(const Turn &) = delete;
    Turn &operator=(const Turn &) = delete;

private:
    ServerCall &m_call;
    std::lock_guard<std::mutex> m_lock;
};

::grpc::ServerGenericBidiReactor *ServerCall::create(const CallEnvironment &environment,
                                                     ::grpc::GenericCallbackServerContext &context)
{
    auto call = std::make_shared<ServerCall>(environment, context);
    call->m_self = call;
    call->begin();
    return call.get();
}

ServerCall::ServerCall(const CallEnvironment &environment, ::grpc::GenericCallbackServerContext &context)
    : m_environment(environment)
    , m_context(context)
    , m_thread(&environment.threads.current())
    , m_startNs(monotonicNs())
{
    m_start.path = context.method();
    m_start.endpoint = environment.endpoint;
    m_start.framed = true;
    m_start.authority = context.host();
    ConnectionTable::Peer peer = environment.connections->find(context.peer());
    m_start.peer = std::move(peer.address);
    m_start.peerPort = peer.port;
    m_start.secure = peer.secure;
    m_start.metadata = receivedMetadata(context);
    m_start.deadlineNs = monotonicDeadline(context.raw_deadline());
}

ServerCall::~ServerCall() = default;

void ServerCall::begin()
{
    const Turn turn(*this);
    recorder().requestStarted(metrics::Protocol::Grpc);
    if (m_environment.compression)
        m_context.set_compression_level(GRPC_COMPRESS_LEVEL_LOW); // of what the client accepts: gzip first
    m_dispatcher = m_thread->dispatcher.get();
    Answer answer = m_dispatcher->answer(*this, {m_thread->modes, &m_thread->chaos});
    m_method = answer.method;
    m_label = answer.label;
    m_conversation = std::move(answer.conversation);
    m_conversation->started();
}

std::function<void(RunningCall::Task)> ServerCall::poster()
{
    return [weak = weak_from_this()](const Task &task) {
        const auto call = weak.lock();
        if (!call)
            return;
        const Turn turn(*call);
        if (!call->m_done && call->isOpen())
            task();
    };
}

void ServerCall::sendInitialMetadata(Metadata metadata, bool now)
{
    if (!isOpen() || m_written)
        return;
    addHeaders(metadata);
    m_metadataNow = now;
}

void ServerCall::send(std::string message)
{
    if (!isOpen())
        return;
    ++m_sent;
    if (underRules(m_faults && m_faults->wantsDown()))
        faults(m_label).down(std::move(message), m_sent, m_thread->chaos, recorder());
    else
        passDown(std::move(message));
}

void ServerCall::addHeaders(const Metadata &headers)
{
    for (const auto &[name, value] : headers) {
        if (isLegal(name))
            m_context.AddInitialMetadata(name, legalValue(name, value));
    }
}

void ServerCall::addTrailers(const Metadata &trailers)
{
    for (const auto &[name, value] : trailers) {
        if (isLegal(name))
            m_context.AddTrailingMetadata(name, legalValue(name, value));
    }
}

void ServerCall::finish(Status status, Metadata trailers)
{
    if (!isOpen())
        return;
    addTrailers(trailers);
    if (!m_faults) {
        m_status = std::move(status);
        return;
    }
    m_faults->ended(status.code);
    m_ending = std::move(status);
    m_faults->finishDown();
}

void ServerCall::endHang()
{
    if (m_hangingNs == 0)
        return;
    m_injectedNs += monotonicNs() - std::exchange(m_hangingNs, 0);
    m_environment.hanging->fetch_sub(1, std::memory_order_relaxed);
}

void ServerCall::resume()
{
    endHang();
}

void ServerCall::hang()
{
    if (!isOpen() || m_hangingNs != 0)
        return;
    if (m_environment.hanging->fetch_add(1, std::memory_order_relaxed) >= kMostHanging) {
        m_environment.hanging->fetch_sub(1, std::memory_order_relaxed);
        finish({code::kUnavailable, "too many calls hang already", {}}, {});
        return;
    }
    m_hangingNs = monotonicNs();
    after(kHangLimitNs, [this, begunNs = m_hangingNs] {
        if (m_hangingNs == begunNs)
            finish({code::kUnavailable, "the call has hung long enough", {}}, {});
    });
}

void ServerCall::after(std::uint64_t delayNs, std::function<void()> then)
{
    if (isOpen())
        schedule(delayNs, std::move(then), false);
}

std::function<void()> ServerCall::releaser()
{
    return [weak = weak_from_this()] {
        const auto call = weak.lock();
        if (!call)
            return;
        const Turn turn(*call);
        if (!call->m_done && !call->m_cancelled)
            call->m_faults->release();
    };
}

void ServerCall::schedule(std::uint64_t delayNs, std::function<void()> then, bool forFaults)
{
    m_timers.push_back(std::make_unique<Timer>());
    Timer *const timer = m_timers.back().get();
    timer->then = std::move(then);
    timer->forFaults = forFaults;
    const gpr_timespec due = gpr_time_add(
        gpr_now(GPR_CLOCK_MONOTONIC), gpr_time_from_nanos(static_cast<std::int64_t>(delayNs), GPR_TIMESPAN));
    timer->alarm.Set(due, [weak = weak_from_this(), timer](bool) {
        if (const auto self = weak.lock())
            self->onTimer(timer);
    });
}

/// `timer` may be gone: it is compared and not looked into.
void ServerCall::onTimer(const Timer *timer)
{
    const Turn turn(*this);
    const auto found = std::find_if(m_timers.begin(), m_timers.end(),
                                    [timer](const auto &other) { return other.get() == timer; });
    if (found == m_timers.end())
        return;
    const std::function<void()> then = std::move((*found)->then);
    const bool runs = (*found)->forFaults ? !m_status && !m_cancelled : isOpen();
    m_timers.erase(found);
    if (runs)
        then();
}

void ServerCall::OnSendInitialMetadataDone(bool)
{
    // What fails here fails everywhere: the call is cancelled.
}

void ServerCall::OnReadDone(bool ok)
{
    const Turn turn(*this);
    m_reading = false;
    if (!ok) {
        m_readEnded = true;
        // A client that cancels ends its stream too, and the news of the one may come before that of the
        // other: what follows the end of the stream waits for its turn behind both.
        if (isOpen())
            after(0, [this] {
                if (m_faults && m_faults->holdsUp())
                    m_faults->finishUp();
                else
                    endUp();
            });
        return;
    }
    if (!isOpen())
        return;
    const MessageView message(m_readBuffer);
    ++m_received;
    if (message.isValid() && underRules(m_faults && m_faults->holdsUp()))
        faults(m_label).up(message.bytes(), m_received, m_thread->chaos, recorder());
    else if (message.isValid())
        m_conversation->received(message.bytes());
    else
        finish({code::kInternal, "the message cannot be read", {}}, {});
    m_readBuffer.Clear();
}

void ServerCall::OnWriteDone(bool)
{
    const Turn turn(*this);
    m_writing = false;
    m_queuedBytes -= m_writeBuffer.Length();
    m_writeBuffer.Clear();
}

void ServerCall::OnCancel()
{
    const Turn turn(*this);
    const bool answered = m_status.has_value() || m_ending.has_value();
    m_cancelled = true;
    if (!answered)
        m_conversation->cancelled();
}

void ServerCall::OnDone()
{
    const std::shared_ptr<ServerCall> self = std::exchange(m_self, nullptr);
    // The lock is free by now unless a timer that comes too late looks around.
    const std::lock_guard lock(m_mutex);
    m_done = true;
    // The end of the client's stream may have been seen before its cancellation, and answered in good faith.
    m_cancelled = m_cancelled || m_context.IsCancelled();
    m_thread = &m_environment.threads.current();
    if (m_faults)
        m_faults->settle();
    account();
    m_timers.clear();
    m_conversation.reset();
    m_faults.reset();
    m_dispatcher.reset();
}

bool ServerCall::waitsForClient() const
{
    return m_reading && !m_writing && m_timers.empty() && m_hangingNs == 0 && isOpen();
}

::grpc::Status ServerCall::takeStatus()
{
    m_finishing = true;
    if (m_cancelled)
        return ::grpc::Status::CANCELLED;
    return {static_cast<::grpc::StatusCode>(m_status->code), m_status->message, m_status->details};
}

void ServerCall::write()
{
    const std::size_t size = m_out.front().size();
    m_writeBuffer = toByteBuffer(std::move(m_out.front()));
    m_out.pop_front();
    ::grpc::WriteOptions options;
    if (size < kCompressAbove)
        options.set_no_compression();
    m_written = true;
    if (m_status && m_out.empty()) {
        StartWriteAndFinish(&m_writeBuffer, options, takeStatus());
        return;
    }
    m_writing = true;
    StartWrite(&m_writeBuffer, options);
}

/// Starts on the stream what can be started.
void ServerCall::advance()
{
    if (m_status || m_cancelled)
        m_timers.clear();
    else if (m_ending)
        std::erase_if(m_timers, [](const auto &timer) { return !timer->forFaults; });
    if (m_finishing)
        return;
    if (m_cancelled) {
        m_out.clear();
        Finish(takeStatus());
        return;
    }
    if (m_metadataNow && !m_written && m_out.empty() && !m_status) {
        m_written = true;
        StartSendInitialMetadata();
    }
    if (!m_writing) {
        if (!m_out.empty())
            write();
        else if (m_status)
            Finish(takeStatus());
    }
    if (!m_reading && !m_readEnded && isOpen() && !m_conversation->isBusy() &&
        !(m_faults && m_faults->isFull())) {
        m_reading = true;
        StartRead(&m_readBuffer);
    }
}

void ServerCall::account()
{
    const std::uint64_t now = monotonicNs();
    endHang();
    metrics::RequestSample sample;
    sample.protocol = metrics::Protocol::Grpc;
    sample.method = m_method;
    sample.route = m_route;
    const bool failed = m_cancelled || !m_status || m_status->code != code::kOk;
    sample.status = failed ? metrics::kStatusError : metrics::kStatusOk;
    sample.error = failed ? metrics::ErrorType::GrpcError : metrics::ErrorType::None;
    sample.totalNs = now - m_startNs;
    sample.injectedNs = std::min(m_injectedNs, sample.totalNs);
    sample.serviceNs = sample.totalNs - std::min(sample.totalNs, sample.injectedNs + m_waitedNs);
    recorder().requestFinished(sample);
}

} // namespace mockforge::grpc
