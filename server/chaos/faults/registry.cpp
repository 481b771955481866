// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/makers.h"

#include <array>
#include <string_view>

namespace mockforge::chaos {

namespace {

using Maker = std::unique_ptr<Fault> (*)(const project::FaultSettings &);

struct Entry
{
    std::string_view name;
    Maker make;
};

constexpr std::array kEntries{
    Entry{"latency", makeLatency},   Entry{"abort", makeAbort},
    Entry{"hang", makeHang},         Entry{"rate_limit", makeRateLimit},
    Entry{"bulkhead", makeBulkhead}, Entry{"circuit_breaker", makeCircuitBreaker},
};

} // namespace

std::unique_ptr<Fault> makeFault(const std::string &name, const project::FaultSettings &settings)
{
    for (const Entry &entry : kEntries) {
        if (entry.name == name)
            return entry.make(settings);
    }
    return nullptr;
}

Abort abortOf(const project::FaultSettings &settings, int status)
{
    return {status, settings.body, settings.contentType, (settings.retryAfterMs + 999) / 1000};
}

} // namespace mockforge::chaos
