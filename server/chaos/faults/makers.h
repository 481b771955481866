// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/faults/fault.h"

namespace mockforge::chaos {

// One for each file of this folder.
std::unique_ptr<Fault> makeLatency(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeAbort(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeHang(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeRateLimit(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeBulkhead(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeCircuitBreaker(const project::FaultSettings &settings);

} // namespace mockforge::chaos
