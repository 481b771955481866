// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/exchange/request.h"
#include "server/templating/template.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace mockforge::websocket {

/// What is kept of a handshake for as long as the connection lives, for templates and matchers.
struct ConnectionInfo
{
    ConnectionInfo(const exchange::Request &request, templating::PathParams captured, std::uint64_t number,
                   std::string agreed);

    /// The handshake with a message as its body; the views point into this and into `message`.
    exchange::Request requestWith(std::string_view message) const;

    std::uint64_t id; ///< counts the connections since the start
    std::string subprotocol;
    std::string path;
    std::string query;
    std::string peer;
    std::uint16_t peerPort;
    bool secure;
    std::vector<std::pair<std::string, std::string>> headers;
    std::vector<std::string> paramNames; ///< what the views of `params` point to
    templating::PathParams params;
};

} // namespace mockforge::websocket
