// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace google::protobuf {
class FieldDescriptor;
class Message;
} // namespace google::protobuf

namespace mockforge::grpc {

/// Sets a field that is no message, or adds to a repeated one, from its JSON form. `lenient`: text stands for
/// truth values, numbers and truth values for text. Returns what is wrong, empty when nothing is.
std::string setScalar(const nlohmann::ordered_json &json, google::protobuf::Message &message,
                      const google::protobuf::FieldDescriptor *field, bool add, bool lenient);

/// A value as messages show it, shortened.
std::string shownJson(const nlohmann::ordered_json &json);

} // namespace mockforge::grpc
