// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/key.h"

namespace mockforge::project {

/// Reports a rule whose fault one of the protocols it names cannot have, and conditions on what its protocol
/// does not know.
void checkProtocols(const Value &value, const ChaosRule &rule, Findings &findings);

} // namespace mockforge::project
