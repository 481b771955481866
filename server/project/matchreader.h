// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/key.h"

namespace mockforge::project {

/// Adds match.headers, match.query, match.cookies and match.body to the keys of a route.
void addMatchKeys(std::vector<Key<Route>> &keys);

} // namespace mockforge::project
