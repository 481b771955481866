// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace google::protobuf {
class Descriptor;
class FieldDescriptor;
class Message;
} // namespace google::protobuf

namespace mockforge::grpc {

class ProtoSet;

/// What does not fit, and where in the JSON: a pointer (RFC 6901).
struct JsonProblem
{
    std::string pointer;
    std::string message;
    std::string suggestion;
};

/// What may be read beside protobuf's JSON form.
enum class JsonReading {
    Strict,   ///< nothing
    Rendered, ///< a template's output: text for numbers and truth values, those for text
    Template  ///< texts with {{…}} in them are passed over: whether the rest fits
};

/// Reads JSON into a message, by protobuf's JSON form; names as in the .proto are taken too. Reports every
/// problem; true when there is none. Any thread.
bool fromJson(const nlohmann::ordered_json &json, google::protobuf::Message &message, const ProtoSet &schema,
              JsonReading reading, std::vector<JsonProblem> &problems);

/// The field of that name, as in the .proto or as in JSON; null when there is none.
const google::protobuf::FieldDescriptor *fieldNamed(const google::protobuf::Descriptor &type,
                                                    const std::string &name);
/// "did you mean …?" for a name that is none, or the names there are.
std::string nearestField(const google::protobuf::Descriptor &type, const std::string &name);

} // namespace mockforge::grpc
