// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/key.h"
#include "server/project/model.h"

#include <vector>

namespace mockforge::project {

/// All keys of the project file but those of routes and presets, which are lists of their own.
const std::vector<Key<Project>> &projectKeys();
const std::vector<UnservedKey> &unservedProjectKeys();

/// The keys of one element of `routes`. Files are resolved later, by the loader.
const std::vector<Key<Route>> &routeKeys();
const std::vector<UnservedKey> &unservedRouteKeys();

/// The keys of one element of observability.scenarios.presets.
const std::vector<Key<control::Preset>> &presetKeys();

} // namespace mockforge::project
