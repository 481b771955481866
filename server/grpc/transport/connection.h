// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/transport/wirebytes.h"
#include "server/net/acceptthread.h"
#include "server/net/stream.h"
#include "server/net/worker.h"

#include <cstdint>
#include <memory>
#include <string>

namespace mockforge::grpc {

class Pump;
class Server;
class Site;

/// A client's connection from the accept to its end, on one worker. Until the client has shown that it
/// speaks HTTP/2 (the connection preface, RFC 9113 §3.4; before it the TLS handshake) it is ours, with a
/// deadline; then it is the gRPC library's. A plain one is handed over as it is, and a second descriptor of
/// the same socket tells when it has ended; behind TLS a pump carries the bytes, and so it does where the
/// connection's pipe acts when it is handed over: a chaos rule on bytes is in force.
class Connection final : public net::Watcher
{
public:
    Connection(Site &site, net::Accepted accepted);
    ~Connection() override;

    void start();
    void onReady(std::uint32_t events) override;
    /// Closes it when the library does not serve it yet.
    void drain();
    void close();
    /// Counts the bytes that have passed since the last time.
    void sample();
    bool isClosed() const noexcept { return m_phase == Phase::Closed; }

private:
    enum class Phase { Handshake, Preface, Served, Closed };

    void continueHandshake();
    void peekPreface();
    void readPreface();
    void judge(std::string_view begun);
    void refuse(metrics::Refusal reason, std::string_view reply);
    void discardInput();
    void handOver();
    void handOverToPump(std::unique_ptr<net::Pipe> pipe);
    void updateInterest();
    void expire();

    Site &m_site;
    net::Worker &m_worker;
    net::Stream m_stream; ///< until a plain one is handed over
    net::PeerAddress m_peer;
    net::Admission::Ticket m_ticket;
    Phase m_phase = Phase::Preface;
    std::string m_begun; ///< behind TLS: what the client has said
    std::uint32_t m_interest = 0;
    net::DelayQueue::Id m_deadline = 0;
    std::shared_ptr<Server> m_server; ///< kept for as long as it has a connection
    int m_shadow = -1;                ///< a plain one's second descriptor, once it is served
    WireBytes m_counted;
    std::unique_ptr<Pump> m_pump;
};

} // namespace mockforge::grpc
