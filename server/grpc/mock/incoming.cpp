// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/mock/incoming.h"

#include "server/grpc/schema/decode.h"

#include <google/protobuf/message.h>

namespace mockforge::grpc {

Incoming::Incoming(const ProtoSet &schema, const CallStart &start)
    : m_schema(schema)
    , m_start(start)
{}

Incoming::~Incoming() = default;

std::string Incoming::decode(std::string_view bytes, const google::protobuf::Descriptor *type)
{
    m_message.reset(m_schema.prototype(type).New());
    m_size = bytes.size();
    return grpc::decode(bytes, *m_message);
}

void Incoming::describe(exchange::Request &request) const
{
    request.method = "POST";
    request.path = request.target = m_start.path;
    request.peer = m_start.peer;
    request.peerPort = m_start.peerPort;
    request.secure = m_start.secure;
    for (const auto &[name, value] : m_start.metadata)
        request.headers.push_back({name, value});
}

const Incoming::View &Incoming::view(JsonView wanted) const
{
    std::unique_ptr<View> &place = m_views[static_cast<std::size_t>(wanted)];
    if (place)
        return *place;
    place = std::make_unique<View>();
    if (m_message)
        place->json = toJson(*m_message, m_schema, wanted);
    describe(place->request);
    place->request.setJson(&place->json);
    if (wanted == JsonView::Canonical && m_message) {
        place->body = place->json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        place->request.body = place->body;
    }
    return *place;
}

const exchange::Request &Incoming::call() const
{
    if (!m_call) {
        m_call = std::make_unique<exchange::Request>();
        describe(*m_call);
    }
    return *m_call;
}

const exchange::Request &Incoming::request(JsonView wanted) const
{
    return view(wanted).request;
}

const nlohmann::json &Incoming::json(JsonView wanted) const
{
    return view(wanted).json;
}

} // namespace mockforge::grpc
