// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/services/health.h"

#include "server/grpc/call/statuscodes.h"
#include "server/grpc/services/wire.h"

#include <utility>

namespace mockforge::grpc {

namespace {

/// HealthCheckResponse.ServingStatus.
std::uint64_t numberOf(HealthBoard::State state) noexcept
{
    switch (state) {
    case HealthBoard::State::Serving:
        return 1;
    case HealthBoard::State::NotServing:
        return 2;
    default:
        return 3;
    }
}

std::string responseOf(HealthBoard::State state)
{
    std::string response;
    appendNumber(response, 1, numberOf(state));
    return response;
}

} // namespace

void HealthBoard::setServing(bool serving)
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_serving, serving) == serving)
            return;
    }
    tell();
}

void HealthBoard::setServices(const std::vector<std::string> &names)
{
    {
        const std::lock_guard lock(m_mutex);
        m_services = {names.begin(), names.end()};
    }
    tell();
}

HealthBoard::State HealthBoard::stateOf(const std::string &service) const
{
    const std::lock_guard lock(m_mutex);
    if (!service.empty() && !m_services.contains(service))
        return State::Unknown;
    return m_serving ? State::Serving : State::NotServing;
}

bool HealthBoard::isServing() const
{
    const std::lock_guard lock(m_mutex);
    return m_serving;
}

HealthBoard::WatchId HealthBoard::watch(Told told)
{
    const std::lock_guard lock(m_mutex);
    m_watchers.emplace(++m_lastId, std::move(told));
    return m_lastId;
}

void HealthBoard::unwatch(WatchId id)
{
    const std::lock_guard lock(m_mutex);
    m_watchers.erase(id);
}

void HealthBoard::tell()
{
    // A watcher takes its call's lock, under which the call may unwatch: never both at once.
    std::vector<Told> watchers;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[id, told] : m_watchers)
            watchers.push_back(told);
    }
    for (const Told &told : watchers)
        told();
}

HealthConversation::HealthConversation(RunningCall &call, std::shared_ptr<HealthBoard> board, bool watch)
    : m_call(call)
    , m_board(std::move(board))
    , m_watch(watch)
{}

HealthConversation::~HealthConversation()
{
    stopWatching();
}

void HealthConversation::received(std::string_view message)
{
    if (m_service)
        return; // one request makes a call; what follows changes nothing
    std::string service;
    WireReader reader(message);
    while (reader.next()) {
        if (reader.field() == 1)
            service = reader.bytes();
    }
    if (!reader.isValid()) {
        m_call.finish({code::kInternal, "the HealthCheckRequest is not a protobuf message", {}}, {});
        return;
    }
    m_service = std::move(service);
    if (!m_watch) {
        check();
        return;
    }
    m_id = m_board->watch([post = m_call.poster(), this] { post([this] { report(); }); });
    report();
}

void HealthConversation::halfClosed()
{
    if (!m_service && m_call.isOpen())
        m_call.finish({code::kInternal, "the call has no HealthCheckRequest", {}}, {});
}

void HealthConversation::cancelled()
{
    stopWatching();
}

void HealthConversation::check()
{
    const HealthBoard::State state = m_board->stateOf(*m_service);
    if (state == HealthBoard::State::Unknown) {
        m_call.finish({code::kNotFound, "there is no service '" + *m_service + "'", {}}, {});
        return;
    }
    m_call.send(responseOf(state));
    m_call.finish({}, {});
}

void HealthConversation::report()
{
    const HealthBoard::State state = m_board->stateOf(*m_service);
    if (m_reported != state) {
        m_reported = state;
        m_call.send(responseOf(state));
    }
    // An endpoint that stops waits for its calls, and this one would never end by itself.
    if (!m_board->isServing()) {
        stopWatching();
        m_call.finish({code::kUnavailable, "the endpoint is stopping", {}}, {});
    }
}

void HealthConversation::stopWatching()
{
    if (m_id != 0)
        m_board->unwatch(std::exchange(m_id, 0));
}

} // namespace mockforge::grpc
