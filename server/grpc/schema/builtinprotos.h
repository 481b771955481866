// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace google::protobuf {
class FileDescriptorProto;
}

namespace mockforge::grpc {

/// A file that schemas import without bringing it: google/protobuf from libprotobuf, google/rpc and the
/// annotations of google/api as definitions of our own. False when `name` is none of them.
bool builtInProto(std::string_view name, google::protobuf::FileDescriptorProto &out);

} // namespace mockforge::grpc
