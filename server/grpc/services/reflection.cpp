// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/services/reflection.h"

#include "server/grpc/call/statuscodes.h"
#include "server/grpc/services/wire.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>

#include <set>
#include <utility>

namespace mockforge::grpc {

namespace pb = google::protobuf;

namespace {

// ServerReflectionRequest.
enum Asked : std::uint32_t {
    kHost = 1,
    kFileByName = 3,
    kFileBySymbol = 4,
    kFileByExtension = 5,
    kExtensionNumbers = 6,
    kListServices = 7
};
// ServerReflectionResponse.
enum Told : std::uint32_t {
    kValidHost = 1,
    kOriginal = 2,
    kFiles = 4,
    kNumbers = 5,
    kServices = 6,
    kError = 7
};

void appendError(std::string &response, int status, const std::string &message)
{
    std::string error;
    appendNumber(error, 1, static_cast<std::uint64_t>(status));
    appendBytes(error, 2, message);
    appendBytes(response, kError, error);
}

template <typename Find>
auto findIn(const std::vector<const pb::DescriptorPool *> &pools, const Find &find)
    -> decltype(find(*pools.front()))
{
    for (const pb::DescriptorPool *pool : pools) {
        if (const auto found = find(*pool))
            return found;
    }
    return nullptr;
}

} // namespace

ReflectionConversation::ReflectionConversation(Call &call, std::shared_ptr<const ReflectedSchema> schema)
    : m_call(call)
    , m_schema(std::move(schema))
{}

void ReflectionConversation::received(std::string_view message)
{
    std::string_view host;
    std::string_view value;
    std::uint32_t asked = 0;
    WireReader reader(message);
    while (reader.next()) {
        if (reader.field() == kHost)
            host = reader.bytes();
        if (reader.field() >= kFileByName && reader.field() <= kListServices) {
            asked = reader.field(); // of a oneof the last one counts
            value = reader.bytes();
        }
    }
    if (!reader.isValid()) {
        m_call.finish({code::kInternal, "the ServerReflectionRequest is not a protobuf message", {}}, {});
        return;
    }
    std::string response;
    appendBytes(response, kValidHost, host);
    appendBytes(response, kOriginal, message);
    appendAnswer(response, asked, value);
    m_call.send(std::move(response));
}

void ReflectionConversation::halfClosed()
{
    m_call.finish({}, {});
}

void ReflectionConversation::appendAnswer(std::string &response, std::uint32_t asked, std::string_view value)
{
    const std::string name(value);
    switch (asked) {
    case kFileByName:
        appendFile(response,
                   findIn(m_schema->pools, [&](const auto &pool) { return pool.FindFileByName(name); }),
                   "file '" + name + "'");
        break;
    case kFileBySymbol:
        appendFile(
            response,
            findIn(m_schema->pools, [&](const auto &pool) { return pool.FindFileContainingSymbol(name); }),
            "symbol '" + name + "'");
        break;
    case kFileByExtension:
        appendExtension(response, value);
        break;
    case kExtensionNumbers:
        appendExtensionNumbers(response, name);
        break;
    case kListServices:
        appendServices(response);
        break;
    default:
        appendError(response, code::kInvalidArgument, "the request asks for nothing that is known");
    }
}

/// The file behind those that it imports.
void ReflectionConversation::collect(std::string &list, const pb::FileDescriptor &file)
{
    if (!m_sent.insert(file.name()).second)
        return;
    for (int i = 0; i < file.dependency_count(); ++i)
        collect(list, *file.dependency(i));
    pb::FileDescriptorProto proto;
    file.CopyTo(&proto);
    appendBytes(list, 1, proto.SerializeAsString());
}

void ReflectionConversation::appendFile(std::string &response, const pb::FileDescriptor *file,
                                        const std::string &what)
{
    if (!file) {
        appendError(response, code::kNotFound, "the schema has no " + what);
        return;
    }
    std::string list;
    pb::FileDescriptorProto proto;
    file->CopyTo(&proto);
    appendBytes(list, 1, proto.SerializeAsString()); // asked for, therefore sent, also a second time
    m_sent.insert(file->name());
    for (int i = 0; i < file->dependency_count(); ++i)
        collect(list, *file->dependency(i));
    appendBytes(response, kFiles, list);
}

void ReflectionConversation::appendExtension(std::string &response, std::string_view request)
{
    std::string type;
    int number = 0;
    WireReader reader(request);
    while (reader.next()) {
        if (reader.field() == 1)
            type = reader.bytes();
        if (reader.field() == 2)
            number = static_cast<int>(reader.number());
    }
    const pb::FieldDescriptor *extension =
        findIn(m_schema->pools, [&](const pb::DescriptorPool &pool) -> const pb::FieldDescriptor * {
            const pb::Descriptor *extended = pool.FindMessageTypeByName(type);
            return extended ? pool.FindExtensionByNumber(extended, number) : nullptr;
        });
    appendFile(response, extension ? extension->file() : nullptr,
               "extension " + std::to_string(number) + " of '" + type + "'");
}

void ReflectionConversation::appendExtensionNumbers(std::string &response, const std::string &type)
{
    std::set<int> numbers;
    bool known = false;
    for (const pb::DescriptorPool *pool : m_schema->pools) {
        const pb::Descriptor *extended = pool->FindMessageTypeByName(type);
        if (!extended)
            continue;
        known = true;
        std::vector<const pb::FieldDescriptor *> extensions;
        pool->FindAllExtensions(extended, &extensions);
        for (const pb::FieldDescriptor *extension : extensions)
            numbers.insert(extension->number());
    }
    if (!known) {
        appendError(response, code::kNotFound, "the schema has no message '" + type + "'");
        return;
    }
    std::string list;
    appendBytes(list, 1, type);
    for (const int number : numbers)
        appendNumber(list, 2, static_cast<std::uint64_t>(number));
    appendBytes(response, kNumbers, list);
}

void ReflectionConversation::appendServices(std::string &response) const
{
    std::string list;
    for (const std::string &name : m_schema->services) {
        std::string service;
        appendBytes(service, 1, name);
        appendBytes(list, 1, service);
    }
    appendBytes(response, kServices, list);
}

} // namespace mockforge::grpc
