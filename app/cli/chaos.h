// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"

namespace mockforge::cli {

/// `mockforge chaos`: list, on, off, stop, add, remove and log, through the admin API of a running program.
int chaos(const Options &options);

} // namespace mockforge::cli
