// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/call/call.h"
#include "server/grpc/mock/serviceparts.h"

namespace mockforge::grpc {

/// Answers a call that no rule takes, with data made from the schema: one message for a unary call, three for
/// a server's stream, one when a client's stream is over, one for each message where both stream.
class DefaultConversation final : public Conversation
{
public:
    DefaultConversation(std::shared_ptr<const Service> service, const Service::Private &parts,
                        const MethodEntry &method, Call &call);

    void started() override {}
    void received(std::string_view message) override;
    void halfClosed() override;
    void cancelled() override {}

private:
    void sendOne();
    void finish(Status status);

    std::shared_ptr<const Service> m_service;
    const Service::Private &m_parts;
    const MethodEntry &m_method;
    Call &m_call;
    Random m_random; ///< a function of seed, method and the number of the call
    bool m_answered = false;
};

} // namespace mockforge::grpc
