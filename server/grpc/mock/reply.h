// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/call/call.h"
#include "server/grpc/mock/generator.h"
#include "server/grpc/mock/problems.h"
#include "server/project/grpcmodel.h"
#include "server/templating/template.h"

#include <optional>
#include <string>
#include <vector>

namespace mockforge::grpc {

/// What templates of replies look at, so that only that is made for them.
struct Needs
{
    bool call = false;     ///< anything of the call
    bool message = false;  ///< the message at hand
    bool messages = false; ///< all of the stream's
    bool body = false;     ///< the message as text
    void scan(const std::string &text);
    void operator|=(const Needs &other);
};

/// A message to send: serialised when the project is loaded, where nothing in it depends on a call.
/// Immutable once compiled, any thread.
class ReplyMessage
{
public:
    /// `spec` outlives this.
    void compile(const project::GrpcMessage &spec, const google::protobuf::Descriptor *type, bool fill,
                 const ProtoSet &schema, const Problems &problems);
    Result<std::string> make(const templating::Context &context, const ProtoSet &schema,
                             const Generator &generator) const;
    const Needs &needs() const noexcept { return m_needs; }

private:
    const google::protobuf::Descriptor *m_type = nullptr;
    bool m_fill = false;
    std::optional<std::string> m_constant;
    templating::JsonTemplate m_json;
    Needs m_needs;
};

/// A GrpcReply for one method, ready to be sent. Immutable once compiled, any thread.
class Reply
{
public:
    void compile(const project::GrpcReply &spec, const google::protobuf::Descriptor *type, int generatedCount,
                 const ProtoSet &schema, const Problems &problems);
    const project::GrpcReply &spec() const noexcept { return *m_spec; }
    std::size_t count() const noexcept { return m_messages.empty() ? m_generated : m_messages.size(); }
    /// The message of that number, from 0.
    Result<std::string> message(std::size_t index, const templating::Context &context, const ProtoSet &schema,
                                const Generator &generator) const;
    /// OK where the reply says nothing of a status.
    Result<Status> status(const templating::Context &context, const ProtoSet &schema,
                          const Generator &generator) const;
    const Needs &needs() const noexcept { return m_needs; }

private:
    void compileStatus(const ProtoSet &schema, const Problems &problems);

    const project::GrpcReply *m_spec = nullptr;
    const google::protobuf::Descriptor *m_type = nullptr;
    std::vector<ReplyMessage> m_messages;
    std::size_t m_generated = 0; ///< messages made from the schema
    templating::Template m_statusMessage;
    project::GrpcMessage m_statusJson; ///< of a google.rpc.Status, where there are details
    std::optional<ReplyMessage> m_details;
    Needs m_needs;
};

/// While it lives, templates compiled on this thread know what a reply's may use.
class ReplyVariables
{
public:
    ReplyVariables();

private:
    templating::KnownVariables m_known;
};

} // namespace mockforge::grpc
