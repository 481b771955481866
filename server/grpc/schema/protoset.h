// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/diagnostic.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace google::protobuf {
class Descriptor;
class DescriptorPool;
class Message;
class ServiceDescriptor;
} // namespace google::protobuf

namespace mockforge::grpc {

/// Where a schema comes from. Absolute paths.
struct ProtoSources
{
    std::string folder; ///< the project's: imports are looked for there last
    std::string protoDir;
    std::vector<std::string> protoFiles;
    std::vector<std::string> importPaths;
    std::vector<std::string> descriptorSets;
    bool operator==(const ProtoSources &) const = default;
};

/// A schema of protobuf: .proto trees and descriptor sets, read at run time. What is commonly imported
/// without being at hand (google.protobuf, google.rpc, google.api's annotations) is built in; a file of the
/// user's own comes first. Immutable once loaded, any thread.
class ProtoSet
{
public:
    ~ProtoSet();
    /// Reads everything and appends every finding, with its place in the file to blame. With an error among
    /// them the result holds what could be read and is not to be served.
    static std::shared_ptr<const ProtoSet> load(const ProtoSources &sources,
                                                std::vector<control::Diagnostic> &diagnostics);

    const google::protobuf::DescriptorPool &pool() const noexcept;
    /// Of the files that were asked for, not of what they import; by full name.
    const std::vector<const google::protobuf::ServiceDescriptor *> &services() const noexcept;
    /// Null when the schema has no such message.
    const google::protobuf::Descriptor *findMessage(std::string_view fullName) const;
    /// An empty message to make others from; lives as long as the set.
    const google::protobuf::Message &prototype(const google::protobuf::Descriptor *type) const;

    /// What was read, for whoever watches for changes: files, and folders whose listing matters. Absolute.
    const std::vector<std::string> &watched() const noexcept;
    const ProtoSources &sources() const noexcept;
    /// Whether reading again would give the same: no file is newer, gone or added.
    bool isCurrent() const;
    std::size_t fileCount() const noexcept;

private:
    ProtoSet();
    struct Private;
    std::unique_ptr<Private> d;
    friend class ProtoLoader;
};

} // namespace mockforge::grpc
