// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/chaos.h"
#include "server/exchange/request.h"
#include "server/exchange/response.h"

#include <nlohmann/json.hpp>

namespace mockforge::admin {

/// Answers /__mockforge/chaos and what is below it. Any thread that the controls may be called on.
exchange::Response chaosReply(control::ChaosControl &chaos, const exchange::Request &request);

nlohmann::ordered_json toJson(const control::ChaosRuleStatus &rule);
nlohmann::ordered_json toJson(const control::ChaosStatus &status);

} // namespace mockforge::admin
