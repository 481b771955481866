// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jsonpath/query.h"

namespace mockforge::jsonpath {

/// Parses by the grammar of RFC 9535, its rules on types included. Throws Syntax (scanner.h).
Query parseQuery(std::string_view text);

} // namespace mockforge::jsonpath
