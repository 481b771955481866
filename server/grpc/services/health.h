// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/call/dispatcher.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::grpc {

/// How the gRPC endpoint and its services really are, for the health service; whoever watches is told of
/// every change. Lives as long as the engine, over reloads. Any thread; watchers are told without the lock.
class HealthBoard
{
public:
    enum class State { Serving, NotServing, Unknown };
    using Told = std::function<void()>;
    using WatchId = std::uint64_t;

    void setServing(bool serving);
    void setServices(const std::vector<std::string> &names);
    /// Of a service by its full name, or of all for an empty one.
    State stateOf(const std::string &service) const;
    bool isServing() const;

    /// `told` is called, by any thread, after something has changed; once more at most behind unwatch().
    WatchId watch(Told told);
    void unwatch(WatchId id);

private:
    void tell();

    mutable std::mutex m_mutex;
    bool m_serving = false;
    std::set<std::string, std::less<>> m_services;
    std::map<WatchId, Told> m_watchers;
    WatchId m_lastId = 0;
};

/// grpc.health.v1.Health, Check and Watch (grpc/doc/health-checking.md).
class HealthConversation final : public Conversation
{
public:
    HealthConversation(RunningCall &call, std::shared_ptr<HealthBoard> board, bool watch);
    ~HealthConversation() override;

    void started() override {}
    void received(std::string_view message) override;
    void halfClosed() override;
    void cancelled() override;

private:
    void check();
    void report();
    void stopWatching();

    RunningCall &m_call;
    std::shared_ptr<HealthBoard> m_board;
    bool m_watch;
    std::optional<std::string> m_service;
    std::optional<HealthBoard::State> m_reported;
    HealthBoard::WatchId m_id = 0;
};

} // namespace mockforge::grpc
