// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/exchange/request.h"
#include "server/exchange/response.h"
#include "server/project/model.h"

#include <optional>

namespace mockforge::http {

/// Cross-origin resource sharing as the Fetch standard has it (§3.2). Pure functions, any thread.

/// The reply to a preflight request; nothing when the request is not one or CORS is off.
std::optional<exchange::Response> preflightReply(const project::Cors &cors, const exchange::Request &request);
/// Adds the headers that let the page read the reply; leaves headers alone that the route set itself.
void addCorsHeaders(const project::Cors &cors, const exchange::Request &request,
                    exchange::Response &response);

} // namespace mockforge::http
