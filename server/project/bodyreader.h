// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/key.h"

namespace mockforge::project {

/// Adds response.headers, body, body_file, body_base64, template and delay to the keys of a route.
void addBodyKeys(std::vector<Key<Route>> &keys);

/// Standard base64 (RFC 4648 §4), white space ignored; nothing when it is malformed.
std::optional<std::string> decodeBase64(std::string_view text);

} // namespace mockforge::project
