// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace google::protobuf {
class Message;
} // namespace google::protobuf

namespace mockforge::grpc {

class ProtoSet;

/// How a message reads as JSON.
enum class JsonView {
    Canonical, ///< protobuf's JSON form: lowerCamelCase names, 64-bit numbers as text, nothing that is not
               ///< set
    Fields,    ///< names as in the .proto, every number a number, what is not set with its default
    Sent       ///< as Fields, without what is not set: tells what was sent from what was not
};

/// The well-known types read as the JSON form says in every view: times as RFC 3339 and so on. An Any of a
/// type that the schema lacks keeps its bytes, in base64..
nlohmann::json toJson(const google::protobuf::Message &message, const ProtoSet &schema, JsonView view);

} // namespace mockforge::grpc
