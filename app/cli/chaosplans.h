// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"

#include <nlohmann/json.hpp>

namespace mockforge::cli {

/// `mockforge chaos presets` and `timeline`, `start`, `end`: through the admin API of a running program.
int chaosPresets(const Options &options);
int chaosTimeline(const Options &options);
/// `chaos apply`, `withdraw`: what the request answers; null when it fails.
nlohmann::ordered_json applyChaosPreset(const Options &options);

} // namespace mockforge::cli
