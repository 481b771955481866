// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/chaos.h"
#include "server/exchange/request.h"
#include "server/exchange/response.h"

#include <nlohmann/json.hpp>

namespace mockforge::admin {

/// Answer /__mockforge/chaos/presets, /timelines and /timeline and what is below them. Any thread that the
/// controls may be called on.
exchange::Response chaosPresetsReply(control::ChaosControl &chaos, const exchange::Request &request);
exchange::Response chaosTimelinesReply(control::ChaosControl &chaos, const exchange::Request &request);
exchange::Response chaosTimelineReply(control::ChaosControl &chaos, const exchange::Request &request);

nlohmann::ordered_json toJson(const control::ChaosPreset &preset);
nlohmann::ordered_json toJson(const control::ChaosTimeline &timeline);
nlohmann::ordered_json toJson(const control::ChaosRun &run);

} // namespace mockforge::admin
