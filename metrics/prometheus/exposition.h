// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/registry.h"

#include <string>
#include <string_view>

namespace mockforge::metrics {

class Aggregator;

/// A reply to a scrape.
struct Scrape
{
    std::string contentType;
    std::string contentEncoding; ///< "gzip" or empty
    std::string body;
};

/// Renders all series from the live shards, so that a count is exact at the instant of the scrape. Knows the
/// contract's names, labels and buckets. Used on one thread (the metrics thread); never blocks a recording
/// one.
class Exposition
{
public:
    Exposition(const Registry &registry, const Aggregator &aggregator);
    /// The headers of the request, as sent; either may be empty.
    Scrape render(std::string_view accept, std::string_view acceptEncoding) const;

private:
    const Registry &m_registry;
    const Aggregator &m_aggregator;
};

} // namespace mockforge::metrics
