// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/websocket/connectioninfo.h"

namespace mockforge::websocket {

ConnectionInfo::ConnectionInfo(const exchange::Request &request, templating::PathParams captured,
                               std::uint64_t number, std::string agreed)
    : id(number)
    , subprotocol(std::move(agreed))
    , path(request.path)
    , query(request.query)
    , peer(request.peer)
    , peerPort(request.peerPort)
    , secure(request.secure)
{
    for (const exchange::Field &field : request.headers)
        headers.emplace_back(field.name, field.value);
    paramNames.reserve(captured.size());
    for (auto &[name, value] : captured) {
        paramNames.emplace_back(name);
        params.emplace_back(paramNames.back(), std::move(value));
    }
}

exchange::Request ConnectionInfo::requestWith(std::string_view message) const
{
    exchange::Request request;
    request.method = "GET";
    request.target = path;
    request.path = path;
    request.query = query;
    request.peer = peer;
    request.peerPort = peerPort;
    request.secure = secure;
    request.body = message;
    request.headers.reserve(headers.size());
    for (const auto &[name, value] : headers)
        request.headers.push_back({name, value});
    return request;
}

} // namespace mockforge::websocket
