// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the chaos rules do to a call over HTTP/2: where its messages go on, and how it ends.

#include "server/grpc/transport/servercall.h"

#include <utility>

namespace mockforge::grpc {

CallFaults &ServerCall::faults(std::string_view method)
{
    if (!m_faults)
        m_faults = std::make_unique<CallFaults>(*this, m_start, method);
    return *m_faults;
}

/// Whether a message goes under the rules: behind others that are held, or because a rule is in force.
bool ServerCall::underRules(bool held) const
{
    return held || (!m_label.empty() && m_thread->chaos.actsOnMessages());
}

void ServerCall::passDown(std::string message)
{
    if (m_status || m_cancelled)
        return;
    m_queuedBytes += message.size();
    m_out.push_back(std::move(message));
}

void ServerCall::endDown()
{
    m_status = std::move(m_ending);
    m_ending.reset();
}

void ServerCall::endWith(Status status, Metadata trailers)
{
    m_ending.reset();
    if (m_status || m_cancelled)
        return;
    addTrailers(trailers);
    m_status = std::move(status);
}

void ServerCall::moveLater(std::uint64_t delayNs)
{
    schedule(
        delayNs, [this] { m_faults->woken(); }, true);
}

void ServerCall::passUp(std::string_view message)
{
    if (isOpen())
        m_conversation->received(message);
}

void ServerCall::endUp()
{
    if (isOpen() && !m_context.IsCancelled())
        m_conversation->halfClosed();
}

} // namespace mockforge::grpc
