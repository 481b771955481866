// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace google::protobuf {
class Message;
} // namespace google::protobuf

namespace mockforge::grpc {

/// Reads a serialised message into an empty one. Returns what is wrong with the bytes and where, empty when
/// nothing is.
std::string decode(std::string_view bytes, google::protobuf::Message &message);

} // namespace mockforge::grpc
