// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/mock/statusdetails.h"

#include "server/grpc/schema/jsonreader.h"

#include <google/protobuf/arena.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <nlohmann/json.hpp>

#include <vector>

namespace mockforge::grpc {

Result<std::string> serialiseStatus(const ProtoSet &schema, int code, const std::string &message,
                                    const std::string &details)
{
    const auto list = nlohmann::ordered_json::parse(details, nullptr, false);
    const nlohmann::ordered_json json{{"code", code}, {"message", message}, {"details", list}};
    google::protobuf::Arena arena;
    google::protobuf::Message *const status =
        schema.prototype(schema.findMessage("google.rpc.Status")).New(&arena);
    std::vector<JsonProblem> found;
    fromJson(json, *status, schema, JsonReading::Strict, found);
    if (!found.empty())
        return Error{"bad_message", found.front().pointer + ": " + found.front().message,
                     found.front().suggestion};
    return status->SerializeAsString();
}

} // namespace mockforge::grpc
