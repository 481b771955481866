// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/http/operation.h"
#include "server/http/endpoint.h"

#include <memory>

namespace mockforge::graphql {

/// Answers a WebSocket handshake at the endpoint: from then on the connection speaks graphql-transport-ws, or
/// graphql-ws as subscriptions-transport-ws had it.
void acceptSubscriptions(const std::shared_ptr<http::Exchange> &exchange,
                         const std::shared_ptr<const Service> &service,
                         const std::shared_ptr<const Labels> &labels, const http::Deciders &deciders);

} // namespace mockforge::graphql
