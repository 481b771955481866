// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/random.h"

namespace mockforge::demo {

/// One of the entries, each as often as its `weight` says.
template <typename Entries>
const auto &drawWeighted(const Entries &entries, Random &random)
{
    int total = 0;
    for (const auto &entry : entries)
        total += entry.weight;
    auto at = static_cast<int>(random.between(0, total - 1));
    for (const auto &entry : entries) {
        at -= entry.weight;
        if (at < 0)
            return entry;
    }
    return entries.front();
}

} // namespace mockforge::demo
