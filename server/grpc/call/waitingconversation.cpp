// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/call/waitingconversation.h"

#include <utility>

namespace mockforge::grpc {

namespace {

/// A client may stream while its call is being delayed; above so many messages it is not read any more.
constexpr std::size_t kMostWaiting = 64;

} // namespace

WaitingConversation::WaitingConversation(Call &call, std::unique_ptr<Conversation> inner)
    : m_call(call)
    , m_inner(std::move(inner))
{}

void WaitingConversation::received(std::string_view message)
{
    if (m_passed)
        m_inner->received(message);
    else if (!m_ignoring)
        m_waiting.emplace_back(message);
}

void WaitingConversation::halfClosed()
{
    if (m_passed)
        m_inner->halfClosed();
    else
        m_halfClosed = true;
}

void WaitingConversation::cancelled()
{
    if (m_passed)
        m_inner->cancelled();
}

bool WaitingConversation::isBusy() const
{
    if (m_passed)
        return m_inner->isBusy();
    return m_ignoring || m_waiting.size() >= kMostWaiting;
}

void WaitingConversation::passOn()
{
    if (!m_inner)
        return;
    m_passed = true;
    m_inner->started();
    while (!m_waiting.empty() && m_call.isOpen()) {
        const std::string message = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_inner->received(message);
    }
    m_waiting.clear();
    if (m_halfClosed && m_call.isOpen())
        m_inner->halfClosed();
}

} // namespace mockforge::grpc
