// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/mock/messageconditions.h"
#include "server/grpc/mock/reply.h"
#include "server/grpc/mock/service.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mockforge::grpc {

/// How often a rule has answered; shared by its methods, and by the versions of a project.
using RuleCounter = std::shared_ptr<std::atomic<std::uint64_t>>;

/// A rule for one of the methods it names, or what answers a method without any rule. Immutable once
/// compiled, any thread.
class Rule
{
public:
    struct OnMessage
    {
        MessageConditions conditions;
        Reply reply;
    };
    struct MetadataItem
    {
        std::string name;
        templating::Template value;
    };

    /// `spec` outlives this. `index` is the rule's in the project.
    void compile(const project::GrpcRule &spec, std::size_t index, const MethodEntry &method,
                 RuleCounter counter, const ProtoSet &schema, const Problems &problems);

    const project::GrpcRule &spec() const noexcept { return *m_spec; }
    std::size_t index() const noexcept { return m_index; }
    bool isDefault() const noexcept { return m_spec->methods.empty(); }
    bool hasMessageConditions() const noexcept { return !m_message.empty(); }
    bool metadataFits(const Incoming &call) const { return m_metadata.hold(call); }
    bool messageFits(const Incoming &message) const { return m_message.hold(message); }
    /// Counts one answer and gives its number; nothing when the rule has answered often enough.
    std::optional<std::uint64_t> claim() const;
    std::uint64_t stream() const noexcept { return m_stream; } ///< of its random numbers

    const Reply &reply() const noexcept { return m_reply; }
    const Reply *onStart() const noexcept { return m_onStart ? &*m_onStart : nullptr; }
    const Reply *onHalfClose() const noexcept { return m_onHalfClose ? &*m_onHalfClose : nullptr; }
    /// Where both sides stream: what answers a message; null: nothing does.
    const Reply *replyTo(const Incoming &message) const;
    const Needs &needs() const noexcept { return m_needs; }

    Result<Metadata> initialMetadata(const templating::Context &context) const;
    Result<Metadata> trailingMetadata(const templating::Context &context) const;

private:
    void checkShape(const MethodEntry &method, const Problems &problems) const;
    void compileReply(const project::GrpcReply &spec, Reply &reply, const MethodEntry &method,
                      const ProtoSet &schema, const Problems &problems);
    std::vector<MetadataItem> compileMetadata(const project::GrpcMetadata &spec, const Problems &problems);

    const project::GrpcRule *m_spec = nullptr;
    std::size_t m_index = 0;
    std::uint64_t m_stream = 0;
    RuleCounter m_counter;
    MessageConditions m_metadata;
    MessageConditions m_message;
    Reply m_reply;
    std::optional<Reply> m_onStart;
    std::optional<Reply> m_onHalfClose;
    std::vector<OnMessage> m_onMessage;
    std::vector<MetadataItem> m_initial;
    std::vector<MetadataItem> m_trailing;
    Needs m_needs;
};

/// Whether a rule's "package.Service/Method" means the method: * stands for any text, a service alone for all
/// its methods.
bool methodFits(const std::string &pattern, const MethodEntry &method);

} // namespace mockforge::grpc
