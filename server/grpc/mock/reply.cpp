// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/mock/reply.h"

#include "server/grpc/schema/jsonreader.h"

#include <google/protobuf/arena.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace mockforge::grpc {

namespace {

namespace pb = google::protobuf;
using Json = nlohmann::ordered_json;

/// The place of the innermost value that stands in the file.
project::Location placeOf(const project::GrpcMessage &message, std::string pointer)
{
    while (true) {
        for (const auto &[at, location] : message.places) {
            if (at == pointer)
                return location;
        }
        if (pointer.empty())
            return {};
        pointer.resize(pointer.rfind('/'));
    }
}

std::string shownPointer(const std::string &pointer)
{
    std::string path;
    for (const char c : pointer)
        path += c == '/' ? '.' : c;
    return path.empty() ? path : path.substr(1) + ": ";
}

void report(const project::GrpcMessage &spec, const std::vector<JsonProblem> &found, const Problems &problems)
{
    for (const JsonProblem &problem : found)
        problems.error(placeOf(spec, problem.pointer), "bad_message",
                       shownPointer(problem.pointer) + problem.message, problem.suggestion);
}

} // namespace

void Needs::scan(const std::string &text)
{
    // "{{…}}" in texts; "#each …" and its like as keys.
    if (text.find("{{") == std::string::npos && text.find("\"#") == std::string::npos)
        return;
    call = true;
    message |= text.find("message") != std::string::npos;
    messages |= text.find("messages") != std::string::npos;
    body |= text.find("body") != std::string::npos;
}

void Needs::operator|=(const Needs &other)
{
    call |= other.call;
    message |= other.message;
    messages |= other.messages;
    body |= other.body;
}

ReplyVariables::ReplyVariables()
    : m_known({"message", "messages", "count", "metadata", "index"})
{}

void ReplyMessage::compile(const project::GrpcMessage &spec, const pb::Descriptor *type, bool fill,
                           const ProtoSet &schema, const Problems &problems)
{
    m_type = type;
    m_fill = fill;
    std::vector<templating::JsonTemplate::Located> errors;
    m_json.compile(spec.json, errors);
    for (const auto &[pointer, error] : errors)
        problems.error(placeOf(spec, pointer), "bad_template", shownPointer(pointer) + error.message,
                       error.suggestion);
    m_needs.scan(spec.json.dump(-1, ' ', false, Json::error_handler_t::replace));
    const bool constant = m_json.isConstant();
    const std::unique_ptr<pb::Message> message(schema.prototype(type).New());
    std::vector<JsonProblem> found;
    const bool strict = constant && !fill;
    fromJson(spec.json, *message, schema, strict ? JsonReading::Strict : JsonReading::Template, found);
    report(spec, found, problems);
    if (strict && found.empty())
        m_constant = message->SerializeAsString();
}

Result<std::string> ReplyMessage::make(const templating::Context &context, const ProtoSet &schema,
                                       const Generator &generator) const
{
    if (m_constant)
        return *m_constant;
    std::string text;
    if (auto rendered = m_json.render(context, text); !rendered)
        return rendered.error();
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded())
        return Error{"bad_message", "the template did not give JSON", text.substr(0, 200)};
    pb::Arena arena;
    pb::Message *message = schema.prototype(m_type).New(&arena);
    std::vector<JsonProblem> found;
    // What is required may be what is filled in.
    fromJson(json, *message, schema, JsonReading::Rendered, found);
    if (m_fill && context.random) {
        generator.fill(*message, *context.random);
        if (message->IsInitialized())
            std::erase_if(found, [](const JsonProblem &problem) {
                return problem.message.starts_with("required and missing");
            });
    }
    if (!found.empty())
        return Error{"bad_message", shownPointer(found.front().pointer) + found.front().message,
                     found.front().suggestion};
    std::string out;
    message->AppendPartialToString(&out);
    return out;
}

void Reply::compile(const project::GrpcReply &spec, const pb::Descriptor *type, int generatedCount,
                    const ProtoSet &schema, const Problems &problems)
{
    m_spec = &spec;
    m_type = type;
    for (const project::GrpcMessage &message : spec.messages) {
        m_messages.emplace_back().compile(message, type, spec.fill, schema, problems);
        m_needs |= m_messages.back().needs();
    }
    const bool fails = spec.status && spec.status->code != 0;
    if (!spec.messagesGiven && !fails)
        m_generated = static_cast<std::size_t>(generatedCount);
    if (spec.status)
        compileStatus(schema, problems);
}

void Reply::compileStatus(const ProtoSet &schema, const Problems &problems)
{
    const project::GrpcStatus &status = *m_spec->status;
    std::vector<templating::CompileError> errors;
    m_statusMessage.compile(status.message, errors);
    for (const templating::CompileError &error : errors)
        problems.error(status.location, "bad_template", error.message, error.suggestion);
    m_needs.scan(status.message);
    if (status.details.empty())
        return;
    m_statusJson.json = {{"code", status.code}, {"message", status.message}, {"details", Json::array()}};
    m_statusJson.places.emplace_back("", status.location);
    for (const project::GrpcMessage &detail : status.details) {
        const std::string at = "/details/" + std::to_string(m_statusJson.json["details"].size());
        m_statusJson.json["details"].push_back(detail.json);
        for (const auto &[pointer, location] : detail.places)
            m_statusJson.places.emplace_back(at + pointer, location);
    }
    m_details.emplace().compile(m_statusJson, schema.findMessage("google.rpc.Status"), false, schema,
                                problems);
    m_needs |= m_details->needs();
}

Result<std::string> Reply::message(std::size_t index, const templating::Context &context,
                                   const ProtoSet &schema, const Generator &generator) const
{
    if (!m_messages.empty())
        return m_messages[index].make(context, schema, generator);
    return generator.serialised(m_type, *context.random);
}

Result<Status> Reply::status(const templating::Context &context, const ProtoSet &schema,
                             const Generator &generator) const
{
    Status status;
    if (!m_spec->status)
        return status;
    status.code = m_spec->status->code;
    if (auto rendered = m_statusMessage.render(context, status.message); !rendered)
        return rendered.error();
    if (m_details) {
        auto details = m_details->make(context, schema, generator);
        if (!details)
            return details.error();
        status.details = std::move(details).value();
    }
    return status;
}

} // namespace mockforge::grpc
