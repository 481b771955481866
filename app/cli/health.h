// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"

namespace mockforge::cli {

/// `mockforge health`: asks /health, for containers that hold nothing else that could.
int health(const Options &options);

} // namespace mockforge::cli
