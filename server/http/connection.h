// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/httpexchange.h"
#include "server/http/outputqueue.h"
#include "server/http/readbuffer.h"
#include "server/http/requestparser.h"
#include "server/net/acceptthread.h"
#include "server/net/stream.h"
#include "server/net/worker.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <memory>

namespace mockforge::http {

class Site;

/// http.limits as the guard's parser takes them.
inline ParserLimits parserLimitsOf(const project::Limits &limits) noexcept
{
    const auto limit = [](std::int64_t value) {
        return static_cast<std::size_t>(std::max<std::int64_t>(0, value));
    };
    return {limit(limits.maxTarget), limit(limits.maxHeader), limit(limits.maxBody), limit(limits.maxChunks)};
}

/// The guard: one client connection from accept to close. Reads, checks framing before anything else sees a
/// byte, has one request at a time answered, writes the replies in order, and enforces every cap and
/// deadline. Lives on one worker; owned by its Site, which destroys it after the round of events in which it
/// closed.
class Connection final : public net::Watcher
{
public:
    Connection(Site &site, net::Accepted accepted);
    ~Connection() override;

    void start();
    void onReady(std::uint32_t events) override;
    /// The endpoint stops: what has begun is answered, an idle connection closes now.
    void drain();
    /// Closes now; what was in hand counts as a connection error.
    void abort();

    // The exchange in hand calls these.
    /// Around a handler's code that runs later: what follows the reply waits until it has returned.
    void enterHandler() noexcept { m_inHandler = true; }
    void leaveHandler();
    void answer(exchange::Response response);
    void takeOver(SessionFactory factory, bool inFlight);
    void recordsMoved(metrics::Protocol from, metrics::Protocol to);
    void hang();
    /// The handler let go of the exchange without an answer.
    void dropped();

private:
    enum class Phase { Handshake, Reading, Handling, Lingering, Closed };
    enum class Deadline { None, Handshake, Header, Body, Idle, Hang, Linger, Ending };

    /// A reply that the kernel has not taken completely, and what is to be recorded then.
    struct Unsent
    {
        std::uint64_t end = 0;
        std::uint64_t startNs = 0;
        std::uint64_t answeredNs = 0;
        metrics::RequestSample sample;
    };

    // connection.cpp: reading; connectionserve.cpp: serving
    void continueHandshake();
    bool readMore();
    void readWhileHandling();
    void countPipelined();
    void process();
    /// Serves the requests that are complete in the buffer, until one waits, the output blocks, or there is
    /// none.
    void serveBuffered();
    void serve();
    void callHandler();
    void prepareDelivery(const exchange::Delivery &delivery, std::string &framed, BodyPart &body);
    void advance();
    void consumeRequest();
    void handOver();
    void sendContinue();
    void incomplete();
    void refuse(int status, metrics::Refusal reason, std::string_view why);
    bool outputBlocks() const noexcept;

    // connectionio.cpp: writing, deadlines, the end
    void flush();
    void settle(const net::IoResult &result);
    void recordSent();
    void finishOutput();
    void endConnection();
    void linger();
    void discardInput();
    void clientGone();
    void close();
    void letGo();
    void updateInterest();
    void setDeadline(Deadline kind, std::int64_t milliseconds);
    void clearDeadline() noexcept { m_deadlineKind = Deadline::None; }
    void armTimer();
    void onTimer();
    void onDeadline();
    void onSlowReader();
    metrics::RequestSample sampleFor(metrics::StatusId status, metrics::ErrorType error) const;
    void finishExchangeBroken(metrics::StatusId status);

    Site &m_site;
    net::Worker &m_worker;
    net::Stream m_stream;
    net::PeerAddress m_peer;
    net::Admission::Ticket m_ticket;
    metrics::Recorder *m_metrics; ///< null when this endpoint's traffic is not recorded

    Phase m_phase = Phase::Reading;
    std::unique_ptr<ReadBuffer> m_input;
    std::unique_ptr<RequestParser> m_parser;
    std::unique_ptr<HttpExchange> m_exchange;
    SessionFactory m_takeOver;       ///< set: what the request in hand ends in
    bool m_takeOverInFlight = false; ///< the session counts the request's end
    OutputQueue m_output;
    std::deque<Unsent> m_unsent;
    std::unique_ptr<RequestParser> m_ahead; ///< counts the requests that wait behind the one in hand
    std::size_t m_aheadOffset = 0;
    std::int64_t m_aheadCount = 0;
    std::int64_t m_serveBeforeRefusal = -1; ///< -1: no refusal is due

    std::uint32_t m_interest = 0;
    std::uint64_t m_deadlineNs = 0;
    std::uint64_t m_writeDeadlineNs = 0; ///< 0: nothing waits for a slow reader
    std::uint64_t m_reportedBytes = 0;
    Deadline m_deadlineKind = Deadline::None;
    net::DelayQueue::Id m_timer = 0;
    net::DelayQueue::Id m_advance = 0;
    std::uint64_t m_timerNs = 0;
    std::uint64_t m_headStartNs = 0;
    std::int64_t m_served = 0;
    std::size_t m_lingered = 0;
    exchange::Delivery::End m_end = exchange::Delivery::End::AsUsual; ///< after the output, when it closes
    int m_endTries = 0;

    bool m_readClosed = false;
    bool m_closeAfterOutput = false;
    bool m_answered = false; ///< the request in hand has its reply
    bool m_inHandler = false;
    bool m_processing = false;
    bool m_hanging = false;
    bool m_continueSent = false;
    bool m_draining = false;
};

} // namespace mockforge::http
