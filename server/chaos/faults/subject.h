// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/labels.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mockforge::exchange {
class Request;
}

namespace mockforge::chaos {

/// Where exchanges come in: what a handler knows of them before the first.
struct Place
{
    metrics::Protocol protocol = metrics::Protocol::Http;
    std::string endpoint; ///< its id: "http", "https", "websocket", …
};

/// What a rule is asked about: an exchange of any protocol, or a connection. The views must live as long as
/// the question.
struct Subject
{
    metrics::Protocol protocol = metrics::Protocol::Http;
    std::string_view endpoint;
    std::string_view route; ///< the label of what answers it; empty: nothing does
    std::string_view method;
    std::string_view peer; ///< numeric address of the client
    std::size_t bodySize = 0;
    const exchange::Request *request = nullptr; ///< null: a connection, or a message without one
    std::string_view operation{}; ///< the name of a GraphQL operation; empty: it has none, or is no such
    bool hasReply = true;         ///< there will be an HTTP reply, which faults may shape
    std::int64_t deadlineNs = 0;  ///< when the client gives up, monotonic; 0: it has not said
    std::uint64_t nowNs = 0;      ///< monotonic, beside deadlineNs
    bool framed = false;          ///< its reply is a stream of HTTP/2 frames
};

} // namespace mockforge::chaos
