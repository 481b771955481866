// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/result.h"
#include "server/admin/backend.h"
#include "server/exchange/request.h"
#include "server/exchange/response.h"

#include <nlohmann/json.hpp>

namespace mockforge::admin {

/// The JSON of the admin API. Pure functions, any thread.

nlohmann::ordered_json toJson(const control::Scenario &scenario);
nlohmann::ordered_json toJson(const control::EndpointStatus &endpoint);
/// {"status": "ok" | "failing" | "stopped", …}: failing when an endpoint that should run has failed.
nlohmann::ordered_json healthJson(const Status &status);
bool isHealthy(const Status &status);

/// Reads {"mode": …, parameters} or {"preset": …}; what is left out has the mode's default. Strict: an
/// unknown key, a wrong type or a value out of range is an Error that names it.
Result<control::Scenario> scenarioFromJson(std::string_view text,
                                           const std::vector<control::Preset> &presets);

exchange::Response reply(int status, const nlohmann::ordered_json &value);
exchange::Response errorReply(int status, const Error &error);
/// 405, with the methods that the resource takes in Allow (RFC 9110 §15.5.6).
exchange::Response methodNotAllowed(std::string_view allow);
bool isRead(const exchange::Request &request);

} // namespace mockforge::admin
