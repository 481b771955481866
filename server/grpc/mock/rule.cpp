// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/mock/rule.h"

#include <google/protobuf/descriptor.h>

#include <string_view>

namespace mockforge::grpc {

namespace {

constexpr int kGeneratedStream = 3;

/// Globs have one wildcard, so going back to the last one is enough.
bool globFits(std::string_view pattern, std::string_view text)
{
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t mark = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            mark = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

Result<Metadata> rendered(const std::vector<Rule::MetadataItem> &items, const templating::Context &context)
{
    Metadata metadata;
    for (const Rule::MetadataItem &item : items) {
        auto &[name, value] = metadata.emplace_back(item.name, std::string());
        if (auto done = item.value.render(context, value); !done)
            return done.error();
        if (!name.ends_with("-bin")) // what a template took from a request may not break the header
            std::erase_if(value, [](char c) { return c < 0x20 || c > 0x7e; });
    }
    return metadata;
}

} // namespace

bool methodFits(const std::string &pattern, const MethodEntry &method)
{
    const std::string_view wanted =
        pattern.starts_with('/') ? std::string_view(pattern).substr(1) : std::string_view(pattern);
    const std::string_view path = std::string_view(method.path).substr(1);
    return globFits(wanted, path) ||
           (wanted.find('/') == std::string_view::npos && globFits(wanted, method.service));
}

void Rule::compile(const project::GrpcRule &spec, std::size_t index, const MethodEntry &method,
                   RuleCounter counter, const ProtoSet &schema, const Problems &problems)
{
    m_spec = &spec;
    m_index = index;
    m_counter = std::move(counter);
    m_stream = streamOf(spec.methods.empty() ? method.path : "grpc rule " + spec.id);
    m_metadata.compile(spec.metadata, nullptr, problems);
    m_message.compile(spec.message, method.descriptor->input_type(), problems);
    checkShape(method, problems);
    compileReply(spec.reply, m_reply, method, schema, problems);
    if (spec.onStart)
        compileReply(*spec.onStart, m_onStart.emplace(), method, schema, problems);
    if (spec.onHalfClose)
        compileReply(*spec.onHalfClose, m_onHalfClose.emplace(), method, schema, problems);
    for (const project::GrpcMessageRule &one : spec.onMessage) {
        OnMessage &added = m_onMessage.emplace_back();
        added.conditions.compile(one.conditions, method.descriptor->input_type(), problems);
        compileReply(one.reply, added.reply, method, schema, problems);
    }
    m_initial = compileMetadata(spec.initialMetadata, problems);
    m_trailing = compileMetadata(spec.trailingMetadata, problems);
}

void Rule::compileReply(const project::GrpcReply &spec, Reply &reply, const MethodEntry &method,
                        const ProtoSet &schema, const Problems &problems)
{
    const bool stream = method.serverStreaming && !method.clientStreaming;
    reply.compile(spec, method.descriptor->output_type(), stream ? kGeneratedStream : 1, schema, problems);
    m_needs |= reply.needs();
    if (spec.repeatCount == 0 && spec.status)
        problems.error(spec.location, "conflict", "a repeat without a count never comes to its status",
                       "give repeat a count");
}

void Rule::checkShape(const MethodEntry &method, const Problems &problems) const
{
    const std::string name = method.path.substr(1);
    const bool both = method.clientStreaming && method.serverStreaming;
    if (!both && (m_spec->onStart || m_spec->onHalfClose || !m_spec->onMessage.empty()))
        problems.error(m_spec->location, "wrong_kind",
                       name + " does not stream both ways: it has no on_start, on_message or on_half_close",
                       "give its answer in response.message" +
                           std::string(method.serverStreaming ? " or response.messages" : ""));
    const project::GrpcReply &reply = m_spec->reply;
    if (!method.serverStreaming && (reply.messages.size() > 1 || reply.repeatCount != 1))
        problems.error(reply.location, "wrong_kind", name + " answers with one message",
                       "messages and repeat are for methods that return a stream");
    if (!method.serverStreaming && reply.messagesGiven && reply.status && reply.status->code != 0)
        problems.error(reply.status->location, "conflict",
                       "a call of " + name + " answers with a message or fails, never both",
                       "remove the message or the status");
    if (!method.clientStreaming && m_spec->which != project::GrpcRule::Which::Any)
        problems.error(m_spec->location, "wrong_kind",
                       name + " takes one message: match.messages means nothing", "remove match.messages");
}

std::vector<Rule::MetadataItem> Rule::compileMetadata(const project::GrpcMetadata &spec,
                                                      const Problems &problems)
{
    std::vector<MetadataItem> items;
    for (std::size_t i = 0; i < spec.values.size(); ++i) {
        MetadataItem &item = items.emplace_back();
        item.name = spec.values[i].first;
        std::vector<templating::CompileError> errors;
        item.value.compile(spec.values[i].second, errors);
        for (const templating::CompileError &error : errors)
            problems.error(spec.places[i], "bad_template", error.message, error.suggestion);
        m_needs.scan(spec.values[i].second);
    }
    return items;
}

std::optional<std::uint64_t> Rule::claim() const
{
    const std::uint64_t number = m_counter->fetch_add(1, std::memory_order_relaxed);
    if (m_spec->times > 0 && number >= static_cast<std::uint64_t>(m_spec->times))
        return std::nullopt;
    return number;
}

const Reply *Rule::replyTo(const Incoming &message) const
{
    for (const OnMessage &one : m_onMessage) {
        if (one.conditions.hold(message))
            return &one.reply;
    }
    // Beside on_message the rule's own reply is for whatever fits none of them, if there is one.
    return m_onMessage.empty() || m_spec->reply.messagesGiven ? &m_reply : nullptr;
}

Result<Metadata> Rule::initialMetadata(const templating::Context &context) const
{
    return rendered(m_initial, context);
}

Result<Metadata> Rule::trailingMetadata(const templating::Context &context) const
{
    return rendered(m_trailing, context);
}

} // namespace mockforge::grpc
