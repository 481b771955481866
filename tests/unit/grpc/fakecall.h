// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/registry.h"
#include "server/grpc/call/call.h"

#include <QtGlobal>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// A call without a wire, on a clock of its own: keeps what the conversation did.
class FakeCall final : public mockforge::grpc::Call
{
public:
    FakeCall(mockforge::metrics::Registry &registry, std::string path, mockforge::grpc::Metadata metadata)
        : m_recorder(registry.createRecorder())
    {
        m_start.path = std::move(path);
        m_start.peer = "127.0.0.1";
        m_start.metadata = std::move(metadata);
    }

    const mockforge::grpc::CallStart &start() const override { return m_start; }
    bool isOpen() const override { return !status && !gone; }
    void sendInitialMetadata(mockforge::grpc::Metadata metadata, bool) override
    {
        initial = std::move(metadata);
    }
    void send(std::string message) override
    {
        queued += message.size();
        sent.push_back(std::move(message));
        sentAt.push_back(now);
    }
    std::size_t queuedBytes() const override { return reads ? 0 : queued; }
    void finish(mockforge::grpc::Status ended, mockforge::grpc::Metadata trailing) override
    {
        if (status)
            qFatal("finished twice");
        status = std::move(ended);
        trailers = std::move(trailing);
        finishedAt = now;
    }
    void hang() override {}
    void after(std::uint64_t delayNs, std::function<void()> then) override
    {
        m_timers.emplace(now + delayNs, std::move(then));
    }
    void setRoute(std::uint16_t label) override { route = label; }
    void addInjected(std::uint64_t ns) override { injected += ns; }
    mockforge::metrics::Recorder &recorder() override { return *m_recorder; }

    bool isWaiting() const { return !m_timers.empty(); }
    /// Lets time pass, timers firing in their order.
    void advance(std::uint64_t ns)
    {
        const std::uint64_t end = now + ns;
        while (!m_timers.empty() && m_timers.begin()->first <= end) {
            auto node = m_timers.extract(m_timers.begin());
            now = std::max(now, node.key());
            if (isOpen())
                node.mapped()();
        }
        now = end;
    }

    std::uint64_t now = 0;
    bool reads = true; ///< whether the client takes what is sent
    bool gone = false;
    std::size_t queued = 0;
    std::vector<std::string> sent;
    std::vector<std::uint64_t> sentAt;
    mockforge::grpc::Metadata initial;
    mockforge::grpc::Metadata trailers;
    std::optional<mockforge::grpc::Status> status;
    std::uint64_t finishedAt = 0;
    std::uint16_t route = 0;
    std::uint64_t injected = 0; ///< time that was added on purpose

private:
    mockforge::grpc::CallStart m_start;
    std::unique_ptr<mockforge::metrics::Recorder> m_recorder;
    std::multimap<std::uint64_t, std::function<void()>> m_timers;
};
