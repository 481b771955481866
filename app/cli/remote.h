// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"

namespace mockforge::cli {

/// `mockforge mode` and `mockforge status`: talk to the admin API of a running program.
int mode(const Options &options);
int status(const Options &options);

} // namespace mockforge::cli
