// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/call/call.h"

#include <deque>
#include <memory>
#include <string>

namespace mockforge::grpc {

/// In front of what answers a call, as long as a mode or a rule keeps the call waiting: holds back what the
/// client says meanwhile. Called as every Conversation.
class WaitingConversation : public Conversation
{
public:
    /// `inner` null: whoever derives from this answers.
    WaitingConversation(Call &call, std::unique_ptr<Conversation> inner);

    void received(std::string_view message) override;
    void halfClosed() override;
    void cancelled() override;
    bool isBusy() const override;

protected:
    Call &call() noexcept { return m_call; }
    /// Nothing of what the client says is wanted any more.
    void ignoreClient() noexcept { m_ignoring = true; }
    /// Lets `inner` answer, all that has come meanwhile first.
    void passOn();

private:
    Call &m_call;
    std::unique_ptr<Conversation> m_inner;
    std::deque<std::string> m_waiting;
    bool m_halfClosed = false;
    bool m_passed = false;
    bool m_ignoring = false;
};

} // namespace mockforge::grpc
