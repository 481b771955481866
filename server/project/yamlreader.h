// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/findings.h"
#include "server/project/value.h"

#include <optional>
#include <string_view>

namespace mockforge::project {

/// Reads one YAML document into a tree with places. Refuses what could hurt: files over 16 MiB, more than a
/// million nodes once aliases are followed (an "alias bomb"), nesting over 100, duplicate keys, a second
/// document. Nothing when the text is not YAML; the findings say where.
std::optional<Value> readYaml(std::string_view text, Findings &findings);

} // namespace mockforge::project
