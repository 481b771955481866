// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/chaosreader.h"

namespace mockforge::project {

using SectionKeys = std::vector<Key<ChaosSection>>;

// The keys of MockForge's sections; what they stand for is in chaossections.cpp.
SectionKeys latencyKeys();
SectionKeys routeLatencyKeys();
SectionKeys faultInjectionKeys();
SectionKeys routeFaultKeys();
SectionKeys rateKeys();
SectionKeys breakerKeys();
SectionKeys shapingKeys();
SectionKeys bulkheadKeys();

} // namespace mockforge::project
