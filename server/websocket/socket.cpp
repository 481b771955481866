// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/websocket/socket.h"

#include "metrics/base/clock.h"

#include <algorithm>
#include <sys/epoll.h>
#include <utility>

namespace mockforge::websocket {

namespace {

constexpr std::uint64_t kNsPerMs = 1'000'000;
constexpr std::uint64_t kLingerNs = 1'000'000'000;

std::size_t sizeOf(std::int64_t value) noexcept
{
    return static_cast<std::size_t>(std::max<std::int64_t>(0, value));
}

std::uint64_t nsOf(std::int64_t ms) noexcept
{
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, ms)) * kNsPerMs;
}

} // namespace

Socket::Socket(http::Takeover takeover, std::string accept, const project::WebSocketLimits &limits,
               metrics::Protocol protocol, const ConversationFactory &conversation,
               std::unique_ptr<ConnectionFaults> faults)
    : m_worker(*takeover.worker)
    , m_stream(std::move(takeover.stream))
    , m_ticket(std::move(takeover.ticket))
    , m_keep(std::move(takeover.keep))
    , m_ended(std::move(takeover.ended))
    , m_limits(limits)
    , m_protocol(protocol)
    , m_reader(sizeOf(limits.maxFrame), sizeOf(limits.maxMessage))
    , m_early(std::move(takeover.input))
    , m_link(std::make_shared<Channel *>(this))
    , m_faults(std::move(faults))
    , m_out(std::move(takeover.output) + accept)
    , m_queuedBytes(m_out.size())
{
    m_heardNs = m_pingNs = monotonicNs();
    recorder().connectionOpened(m_protocol);
    m_conversation = conversation(*this);
}

Socket::~Socket()
{
    end();
    *m_link = nullptr;
}

void Socket::start()
{
    m_interest = EPOLLIN | EPOLLRDHUP;
    m_stream.attach(m_worker, *this);
    if (!m_stream.isOpen() || !m_worker.watch(m_stream.descriptor(), m_interest, this)) {
        end();
        return;
    }
    m_corked = true;
    m_conversation->opened();
    applyFaults();
    if (!m_early.empty() && !m_readingHeld) {
        std::string early = std::exchange(m_early, {});
        take(early.data(), early.size());
    }
    m_corked = false;
    flush();
    // TLS may hold bytes that no event will announce.
    if (m_phase == Phase::Open && m_stream.hasBuffered())
        readAll();
    arm();
}

void Socket::send(MessageKind kind, std::string_view payload)
{
    if (m_phase == Phase::Open && !takenByFaults(Direction::Down, kind, payload))
        say(kind, payload);
}

void Socket::sendFramed(std::string_view frame)
{
    if (m_phase != Phase::Open)
        return;
    const std::string_view payload = payloadOf(frame);
    const bool isText = (static_cast<unsigned char>(frame.front()) & 0x0FU) == 1;
    if (takenByFaults(Direction::Down, isText ? MessageKind::Text : MessageKind::Binary, payload))
        return;
    m_out += frame;
    m_queuedBytes += frame.size();
    recorder().webSocketMessageSent();
    queued();
    messagePassed(false);
}

void Socket::close(std::uint16_t code, std::string_view reason)
{
    if (m_phase != Phase::Open)
        return;
    sayHeld();
    if (m_phase != Phase::Open)
        return;
    m_phase = Phase::Closing;
    m_closingNs = monotonicNs();
    enqueueClose(code, reason);
    conversationOver(code, reason);
    if (!m_early.empty())
        scheduleFaults(m_closingNs); // the client's own Close may be in it
    queued();
    arm();
}

void Socket::requestEnded(const metrics::RequestSample &sample, std::uint64_t startNs)
{
    if (m_faults && m_faults->held(Direction::Down) > 0) {
        const std::uint64_t until = m_faults->released(Direction::Down) + m_faults->held(Direction::Down);
        m_held.push_back({until, monotonicNs(), {0, startNs, sample}});
        return;
    }
    m_pending.push_back({m_queuedBytes, startNs, sample});
    if (m_phase == Phase::Closed)
        countBroken(); // what would have sent it is gone
    else if (!m_corked)
        countSent();
}

void Socket::readyForMore()
{
    if (m_corked || m_phase == Phase::Closed)
        return;
    flush();
    if (m_phase == Phase::Open && m_stream.hasBuffered())
        readAll();
}

/// Both halves of the closing handshake are done: the server ends the connection (RFC 6455 §7.1.1).
void Socket::finishClose()
{
    m_phase = Phase::Lingering;
    m_closingNs = monotonicNs();
    if (m_resets)
        return resetWhenTaken();
    m_stream.shutdownWrite();
    updateInterest();
    arm();
}

void Socket::conversationOver(std::uint16_t code, std::string_view reason)
{
    if (std::exchange(m_over, true))
        return;
    if (m_phase == Phase::Open)
        m_phase = Phase::Closing;
    const std::string why(reason);
    m_conversation->closed(code, why);
}

void Socket::drain()
{
    close(closecode::kGoingAway, "the server is stopping");
}

void Socket::abort()
{
    conversationOver(closecode::kAbnormal, "the server has stopped");
    end();
}

/// What is answered but not sent never will be.
void Socket::countBroken()
{
    const std::uint64_t now = monotonicNs();
    for (Held &held : std::exchange(m_held, {})) {
        held.request.sample.injectedNs += now - held.sinceNs;
        m_pending.push_back(held.request);
    }
    for (Pending &broken : m_pending) {
        broken.sample.error = metrics::ErrorType::ConnectionError;
        broken.sample.status = metrics::kStatusError;
        finish(broken, now);
    }
    m_pending.clear();
}

void Socket::finish(Pending &request, std::uint64_t now)
{
    request.sample.totalNs = now - request.startNs;
    request.sample.injectedNs = std::min(request.sample.injectedNs, request.sample.totalNs);
    request.sample.serviceNs = request.sample.totalNs - request.sample.injectedNs;
    recorder().requestFinished(request.sample);
}

void Socket::end()
{
    if (m_phase == Phase::Closed)
        return;
    conversationOver(closecode::kAbnormal, {});
    m_phase = Phase::Closed;
    m_worker.cancel(m_timer);
    m_worker.cancel(std::exchange(m_faultTimer, 0));
    m_worker.cancel(std::exchange(m_lineTimer, 0));
    m_faults.reset();
    if (m_resets)
        m_stream.resetOnClose();
    if (m_stream.isOpen())
        m_worker.unwatch(m_stream.descriptor());
    m_stream.close();
    countBroken();
    m_out.clear();
    m_sent = 0;
    recorder().connectionClosed(m_protocol);
    m_ticket = {};
    m_keep.reset();
    if (m_ended)
        std::exchange(m_ended, nullptr)(this);
}

/// One timer for all deadlines, set to the nearest; it looks at the clock and sets itself anew.
void Socket::arm()
{
    std::uint64_t due = 0;
    const auto consider = [&due](std::uint64_t at) {
        due = due == 0 ? at : std::min(due, at);
    };
    if (m_progressNs > 0)
        consider(m_progressNs + nsOf(m_limits.writeTimeoutMs));
    if (m_phase == Phase::Open) {
        if (m_limits.pingIntervalMs > 0)
            consider(m_pingNs + nsOf(m_limits.pingIntervalMs));
        if (m_limits.idleTimeoutMs > 0)
            consider(m_heardNs + nsOf(m_limits.idleTimeoutMs));
    } else if (m_phase == Phase::Closing) {
        consider(m_closingNs + nsOf(m_limits.closeTimeoutMs));
    } else if (m_phase == Phase::Lingering) {
        consider(m_closingNs + kLingerNs);
    } else {
        return;
    }
    if (due == 0 || (m_timer != 0 && m_timerNs <= due))
        return;
    m_worker.cancel(m_timer);
    m_timerNs = due;
    m_timer = m_worker.schedule(due, [this] { onTimer(); });
}

void Socket::onTimer()
{
    m_timer = 0;
    const std::uint64_t now = monotonicNs();
    if (m_progressNs > 0 && now >= m_progressNs + nsOf(m_limits.writeTimeoutMs)) {
        recorder().refused(metrics::Refusal::SlowReader);
        conversationOver(closecode::kAbnormal, "the client does not read");
        end();
        return;
    }
    if (m_phase == Phase::Lingering && now >= m_closingNs + kLingerNs)
        return end();
    if (m_phase == Phase::Closing && now >= m_closingNs + nsOf(m_limits.closeTimeoutMs))
        return end();
    if (m_readingHeld)
        m_heardNs = now;
    if (m_phase == Phase::Open) {
        if (m_limits.idleTimeoutMs > 0 && now >= m_heardNs + nsOf(m_limits.idleTimeoutMs)) {
            recorder().refused(metrics::Refusal::IdleTimeout);
            close(closecode::kGoingAway, "nothing was heard for too long");
        } else if (m_limits.pingIntervalMs > 0 && now >= m_pingNs + nsOf(m_limits.pingIntervalMs)) {
            m_pingNs = now;
            enqueue(Opcode::Ping, "mockforge");
            queued();
        }
    }
    if (m_phase != Phase::Closed)
        arm();
}

} // namespace mockforge::websocket
