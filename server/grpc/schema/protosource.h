// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/diagnostic.h"

#include <google/protobuf/arena.h>
#include <google/protobuf/compiler/parser.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>

#include <string>
#include <vector>

namespace mockforge::grpc {

/// One file of a schema, parsed and not yet linked to others: a .proto with the places of what is in it, or a
/// part of a descriptor set, or a built-in one.
struct ProtoSource
{
    enum class State { Parsed, Building, Built, Failed };

    std::string name;              ///< as others import it
    std::string path;              ///< absolute; empty for a built-in one
    google::protobuf::Arena arena; ///< of `proto`: thousands of them are freed at once
    google::protobuf::FileDescriptorProto &proto =
        *google::protobuf::Arena::CreateMessage<google::protobuf::FileDescriptorProto>(&arena);
    google::protobuf::compiler::SourceLocationTable places;
    bool asked = false; ///< its services are served
    bool fromSet = false;
    State state = State::Parsed;
    std::vector<control::Diagnostic> problems;
    std::string causedBy; ///< Failed without problems of its own: the import that failed

    /// Reads and parses `path`; adds to `problems`.
    void parse();
    void problem(int line, int column, std::string code, std::string message, std::string suggestion = {});
    /// Where the import statement is.
    void problemAtImport(const std::string &import, std::string code, std::string message,
                         std::string suggestion);
    /// Links the file into the pool, into which its imports have gone before.
    void build(google::protobuf::DescriptorPool &pool);
};

} // namespace mockforge::grpc
