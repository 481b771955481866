// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/call/call.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace google::protobuf {
class DescriptorPool;
class FileDescriptor;
} // namespace google::protobuf

namespace mockforge::grpc {

/// What server reflection tells of: the names to list, and the pools to look in, the first before the next.
/// Immutable, shared by calls.
struct ReflectedSchema
{
    std::vector<std::string> services; ///< full names, in order
    std::vector<const google::protobuf::DescriptorPool *> pools;
    std::shared_ptr<const void> owner; ///< of the pools
};

/// One call of ServerReflectionInfo, whichever version (their messages are the same on the wire): answers
/// request by request. A file comes with the files it imports, each once in a call.
class ReflectionConversation final : public Conversation
{
public:
    ReflectionConversation(Call &call, std::shared_ptr<const ReflectedSchema> schema);

    void started() override {}
    void received(std::string_view message) override;
    void halfClosed() override;
    void cancelled() override {}

private:
    /// The answer's part of the response: one of its fields 4 to 7.
    void appendAnswer(std::string &response, std::uint32_t asked, std::string_view value);
    void appendFile(std::string &response, const google::protobuf::FileDescriptor *file,
                    const std::string &what);
    void collect(std::string &list, const google::protobuf::FileDescriptor &file);
    void appendExtension(std::string &response, std::string_view request);
    void appendExtensionNumbers(std::string &response, const std::string &type);
    void appendServices(std::string &response) const;

    Call &m_call;
    std::shared_ptr<const ReflectedSchema> m_schema;
    std::unordered_set<std::string> m_sent; ///< names of files
};

} // namespace mockforge::grpc
