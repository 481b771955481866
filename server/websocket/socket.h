// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/rulewatcher.h"
#include "server/http/session.h"
#include "server/net/worker.h"
#include "server/project/websocketmodel.h"
#include "server/websocket/connectionfaults.h"
#include "server/websocket/conversation.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <string>

namespace mockforge::websocket {

/// A WebSocket connection after its handshake: frames in and out, pings, the closing handshake, and every
/// limit of websocket.limits. Lives on one worker; what is said over it is its Conversation's.
class Socket final : public http::Session,
                     public net::Watcher,
                     public Channel,
                     private FrameEvents,
                     private chaos::RuleWatcher
{
public:
    using ConversationFactory = std::function<std::unique_ptr<Conversation>(Channel &)>;

    /// `accept`: the bytes of the 101 reply. `protocol`: whose connection and bytes these are. `faults`: null
    /// where no chaos rule acts.
    Socket(http::Takeover takeover, std::string accept, const project::WebSocketLimits &limits,
           metrics::Protocol protocol, const ConversationFactory &conversation,
           std::unique_ptr<ConnectionFaults> faults = nullptr);
    ~Socket() override;

    // http::Session
    void start() override;
    void drain() override;
    void abort() override;
    // net::Watcher
    void onReady(std::uint32_t events) override;
    // Channel
    bool isOpen() const override { return m_phase == Phase::Open; }
    void send(MessageKind kind, std::string_view payload) override;
    void sendFramed(std::string_view frame) override;
    void close(std::uint16_t code, std::string_view reason) override;
    void requestEnded(const metrics::RequestSample &sample, std::uint64_t startNs) override;
    void readyForMore() override;
    net::Worker &worker() override { return m_worker; }
    metrics::Recorder &recorder() override { return m_worker.recorder(); }
    ChannelLink link() override { return m_link; }
    std::uint64_t heldNs() const override { return m_heldNs; }

private:
    using Direction = ConnectionFaults::Direction;

    enum class Phase { Open, Closing, Lingering, Closed };

    struct Pending
    {
        std::uint64_t end = 0; ///< counted once so many bytes are with the kernel
        std::uint64_t startNs = 0;
        metrics::RequestSample sample;
    };

    void messageArrived(MessageKind kind, std::string_view payload) override;
    void pingArrived(std::string_view payload) override;
    void pongArrived(std::string_view payload) override;
    void closeArrived(std::uint16_t code, std::string_view reason) override;

    /// A request whose reply is held by chaos rules.
    struct Held
    {
        std::uint64_t until = 0; ///< so many messages have been let go
        std::uint64_t sinceNs = 0;
        Pending request;
    };

    bool takenByFaults(Direction direction, MessageKind kind, std::string_view payload);
    void handOn(Direction direction);
    void hear(MessageKind kind, std::string_view payload);
    void say(MessageKind kind, std::string_view payload);
    void hearHeld();
    void sayHeld();
    void settleHeld();
    void scheduleHeld();
    void handOnAll();
    bool holdsMuch() const;
    void rulesChanged() override;
    void messagePassed(bool fromClient);
    void applyFaults();
    void scheduleFaults(std::uint64_t dueNs);
    void readHeld();
    void cutOff(bool reset);
    void resetWhenTaken();

    void readAll();
    void take(char *data, std::size_t size);
    void failed(std::uint16_t code, std::string_view why);
    void enqueue(Opcode opcode, std::string_view payload);
    void enqueueClose(std::uint16_t code, std::string_view reason);
    void queued();
    void flush();
    void countSent();
    void countBroken();
    void finish(Pending &request, std::uint64_t now);
    void finishClose();
    void conversationOver(std::uint16_t code, std::string_view reason);
    void end();
    void updateInterest();
    void arm();
    void onTimer();

    net::Worker &m_worker;
    net::Stream m_stream;
    net::Admission::Ticket m_ticket;
    std::shared_ptr<void> m_keep; ///< of the handshake, until the connection ends
    std::function<void(http::Session *)> m_ended;
    project::WebSocketLimits m_limits;
    metrics::Protocol m_protocol;
    FrameReader m_reader;
    std::string m_early; ///< what the client sent behind its handshake, or while nothing is read
    std::unique_ptr<Conversation> m_conversation;
    ChannelLink m_link;
    std::unique_ptr<ConnectionFaults> m_faults; ///< null: none act, or the connection is over
    net::DelayQueue::Id m_faultTimer = 0;
    net::DelayQueue::Id m_lineTimer = 0; ///< for the messages that are held
    std::list<Held> m_held;
    std::uint64_t m_heldNs = 0; ///< of the message that is being received

    std::string m_out;
    std::size_t m_sent = 0; ///< of m_out
    std::uint64_t m_queuedBytes = 0;
    std::uint64_t m_sentBytes = 0;
    std::deque<Pending> m_pending;

    Phase m_phase = Phase::Open;
    std::uint32_t m_interest = 0;
    net::DelayQueue::Id m_timer = 0;
    std::uint64_t m_timerNs = 0;
    std::uint64_t m_heardNs = 0; ///< the last byte from the client
    std::uint64_t m_pingNs = 0;
    std::uint64_t m_progressNs = 0; ///< since when bytes wait without any leaving; 0: none wait
    std::uint64_t m_closingNs = 0;
    bool m_corked = false;
    bool m_over = false; ///< the conversation has been told
    bool m_closeAfterFlush = false;
    bool m_clientClosed = false;
    bool m_readingHeld = false; ///< by a chaos rule
    bool m_resets = false;      ///< it ends with an RST
};

} // namespace mockforge::websocket
