// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/key.h"

#include <string_view>

namespace mockforge::project {

/// Adds observability.chaos.presets and observability.chaos.timelines.
void addChaosPlanKeys(std::vector<Key<Project>> &keys);

/// The keys of one element of observability.chaos.presets.
const std::vector<Key<ChaosPreset>> &chaosPresetKeys();
void readChaosPreset(const std::string &title, const Value &value, ChaosPreset &preset, Findings &findings);
/// One preset of its own, JSON or YAML; nothing when there is any error.
std::optional<ChaosPreset> chaosPresetFromText(std::string_view text,
                                               std::vector<control::Diagnostic> &findings);

/// Reads a list of rules that belong together: names those without one, and refuses names that stand twice.
void readChaosRules(const std::string &title, const Value &value, std::vector<ChaosRule> &rules,
                    Findings &findings);

/// Those that every project has: MockForge's named scenarios, and network profiles.
const std::vector<ChaosPreset> &builtInChaosPresets();
/// The network profiles of them.
void addNetworkProfiles(std::vector<ChaosPreset> &presets);

/// After all keys: names of presets and timelines that stand twice, and stages that name what is not there.
void finishChaosPlans(Project &project, Findings &findings);

} // namespace mockforge::project
