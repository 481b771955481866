// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
/// deadline; then the gRPC library serves it, and a pump carries the bytes between the two.
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

private:
    enum class Phase { Handshake, Preface, Served, Closed };

    void continueHandshake();
    void readPreface();
    void judge(std::string_view begun);
    void refuse(metrics::Refusal reason, std::string_view reply);
    void discardInput();
    void handOver();
    void updateInterest();
    void expire();

    Site &m_site;
    net::Worker &m_worker;
    net::Stream m_stream; ///< until it is handed over
    net::PeerAddress m_peer;
    net::Admission::Ticket m_ticket;
    Phase m_phase = Phase::Preface;
    std::string m_begun; ///< what the client has said
    std::uint32_t m_interest = 0;
    net::DelayQueue::Id m_deadline = 0;
    std::shared_ptr<Server> m_server; ///< kept for as long as it has a connection
    std::unique_ptr<Pump> m_pump;
};

} // namespace mockforge::grpc
