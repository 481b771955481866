// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/exchange/request.h"
#include "server/grpc/call/call.h"
#include "server/grpc/schema/jsonwriter.h"
#include "server/grpc/schema/protoset.h"

#include <nlohmann/json.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mockforge::grpc {

/// A message of a client's as conditions and templates see it; each view is made when it is first asked for.
/// Lives with its call, used by one thread at a time.
class Incoming
{
public:
    Incoming(const ProtoSet &schema, const CallStart &start);
    ~Incoming();

    /// Takes the message's bytes; what is wrong with them, empty when nothing is.
    std::string decode(std::string_view bytes, const google::protobuf::Descriptor *type);

    /// The call with the message as its body: headers are the metadata, JSON is the view.
    const exchange::Request &request(JsonView view) const;
    /// The call alone.
    const exchange::Request &call() const;
    const nlohmann::json &json(JsonView view) const;
    std::size_t size() const noexcept { return m_size; } ///< of its bytes

private:
    struct View
    {
        nlohmann::json json;
        exchange::Request request;
        std::string body; ///< Canonical only
    };
    const View &view(JsonView wanted) const;
    void describe(exchange::Request &request) const;

    const ProtoSet &m_schema;
    const CallStart &m_start;
    std::unique_ptr<google::protobuf::Message> m_message; ///< null: no message came
    std::size_t m_size = 0;
    mutable std::unique_ptr<View> m_views[3];
    mutable std::unique_ptr<exchange::Request> m_call;
};

} // namespace mockforge::grpc
