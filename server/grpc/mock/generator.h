// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/random.h"
#include "server/grpc/schema/protoset.h"

#include <memory>
#include <string>

namespace google::protobuf {
class Message;
} // namespace google::protobuf

namespace mockforge::grpc {

/// Makes messages up from their types: every field set, the values by names and types, one field of each
/// oneof, lists of 2 or 3, maps of 2, recursion and size bounded. The same random numbers give the same
/// message. prepare() comes before everything else; then immutable, any thread.
class Generator
{
public:
    explicit Generator(const ProtoSet &schema);
    ~Generator();

    /// Learns the type and all types that it can hold.
    void prepare(const google::protobuf::Descriptor *type);
    /// Sets what is not set, all the way down; the message's type is a prepared one.
    void fill(google::protobuf::Message &message, Random &random) const;
    /// A whole message, serialised.
    std::string serialised(const google::protobuf::Descriptor *type, Random &random) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
    friend class Filling;
};

} // namespace mockforge::grpc
