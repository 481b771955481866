// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/exchange/request.h"
#include "server/exchange/response.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::websocket {

/// Whether the request asks for a WebSocket, rightly or not (RFC 6455 §4.2.1).
bool asksForWebSocket(const exchange::Request &request);
/// The refusal of a handshake that is wrong: 400, 405, or 426 with the version we speak; nothing when it is
/// right.
std::optional<exchange::Response> handshakeProblem(const exchange::Request &request);
/// Whether a page of that origin may connect; a client that is no browser sends none and may (RFC 6455
/// §10.2).
bool originAllowed(const exchange::Request &request, const std::vector<std::string> &allowed);
/// The first of ours that the client offers; with none of ours the client's first; empty: it offers none, or
/// none of ours.
std::string chooseSubprotocol(const exchange::Request &request, const std::vector<std::string> &ours);
/// The bytes of the 101 reply.
std::string acceptReply(const exchange::Request &request, std::string_view subprotocol);

exchange::Response plainRefusal(int status, std::string_view why);

} // namespace mockforge::websocket
