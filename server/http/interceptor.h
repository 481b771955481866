// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/endpoint.h"
#include "server/http/faultcompanion.h"
#include "server/scenario/director.h"

#include <memory>

namespace mockforge::http {

/// Another protocol that speaks through HTTP requests: WebSocket handshakes, GraphQL, gRPC-Web. Immutable,
/// shared by the workers and called on theirs.
class Interceptor
{
public:
    virtual ~Interceptor() = default;
    /// Takes the request and sees to its reply (true), or leaves it to the next one and to the routes.
    /// `modes` is the calling worker's own and outlives the exchange.
    virtual bool take(const std::shared_ptr<Exchange> &exchange, scenario::Director::Reader &modes) const = 0;
    /// Answers a request that a chaos rule aborts, in the protocol's own shape where the rule gives no body.
    virtual void abort(Exchange &exchange, const chaos::Abort &abort) const
    {
        exchange.reply(replyOf(abort));
    }
};

} // namespace mockforge::http
