// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/mock/defaultconversation.h"

#include "server/grpc/schema/decode.h"

#include <google/protobuf/arena.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

namespace mockforge::grpc {

namespace {

constexpr int kStreamLength = 3;

} // namespace

DefaultConversation::DefaultConversation(std::shared_ptr<const Service> service,
                                         const Service::Private &parts, const MethodEntry &method, Call &call)
    : m_service(std::move(service))
    , m_parts(parts)
    , m_method(method)
    , m_call(call)
    , m_random(parts.seed, streamOf(method.path),
               parts.counters[method.index].fetch_add(1, std::memory_order_relaxed))
{}

void DefaultConversation::sendOne()
{
    m_call.send(m_parts.generator->serialised(m_method.descriptor->output_type(), m_random));
}

void DefaultConversation::finish(Status status)
{
    m_answered = true;
    m_call.finish(std::move(status), {});
}

void DefaultConversation::received(std::string_view message)
{
    if (m_answered || !m_call.isOpen())
        return;
    google::protobuf::Arena arena;
    google::protobuf::Message *decoded =
        m_parts.schema->prototype(m_method.descriptor->input_type()).New(&arena);
    if (std::string problem = decode(message, *decoded); !problem.empty())
        return finish({kInternal, std::move(problem), {}});
    if (m_method.clientStreaming) {
        if (m_method.serverStreaming)
            sendOne();
        return;
    }
    for (int i = 0; i < (m_method.serverStreaming ? kStreamLength : 1); ++i)
        sendOne();
    finish({});
}

void DefaultConversation::halfClosed()
{
    if (m_answered || !m_call.isOpen())
        return;
    if (!m_method.clientStreaming)
        return finish({kInternal, "the client ended its side without a message", {}});
    if (!m_method.serverStreaming)
        sendOne();
    finish({});
}

} // namespace mockforge::grpc
