// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/injector.h"
#include "server/http/endpoint.h"
#include "server/http/faultcompanion.h"
#include "server/scenario/director.h"

#include <memory>
#include <optional>
#include <string_view>

namespace mockforge::http {

/// What decides over exchanges on one worker and port: the scenario mode and the chaos rules. They are the
/// worker's own and outlive its exchanges.
struct Deciders
{
    scenario::Director::Reader &modes;
    chaos::Injector &chaos;
    const chaos::Place &place;
};

/// Another protocol that speaks through HTTP requests: WebSocket handshakes, GraphQL, gRPC-Web. Immutable,
/// shared by the workers and called on theirs.
class Interceptor
{
public:
    /// As whose exchange the chaos rules are asked about a request.
    struct Claim
    {
        metrics::Protocol protocol = metrics::Protocol::Http;
        std::string_view route; ///< of what will answer it; lives as long as the interceptor
    };

    virtual ~Interceptor() = default;
    /// Says that it will take the request, and that the rules are to be asked about it before; nothing: it
    /// leaves the request, or asks the rules itself.
    virtual std::optional<Claim> claim(const exchange::Request &) const { return std::nullopt; }
    /// Takes the request and sees to its reply (true), or leaves it to the next one and to the routes.
    virtual bool take(const std::shared_ptr<Exchange> &exchange, const Deciders &deciders) const = 0;
    /// Whether it asks the chaos rules itself, because what they are asked about is more than a request.
    virtual bool asksChaos() const noexcept { return false; }
    /// Answers a request that a chaos rule aborts, in the protocol's own shape where the rule gives no body.
    virtual void abort(Exchange &exchange, const chaos::Abort &abort) const
    {
        exchange.reply(replyOf(abort));
    }
};

} // namespace mockforge::http
