// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/query/snapshot.h"

#include <memory>
#include <vector>

namespace mockforge::metrics {

/// The read side of the metrics, all the window knows of them. Every call is thread-safe, returns immutable
/// values and never blocks the threads that record. Implemented by metrics/store.
class Source
{
public:
    virtual ~Source() = default;
    /// The latest totals; at most 250 ms old while the metrics thread runs. Never null.
    virtual std::shared_ptr<const Snapshot> snapshot() const = 0;
    /// The points of a window, the latest complete one last. Never null.
    virtual std::shared_ptr<const WindowData> window(Window window) const = 0;
    /// The points between two instants at the finest resolution still held, at most 360 points.
    virtual std::shared_ptr<const WindowData> range(std::int64_t fromMs, std::int64_t toMs) const = 0;
    /// Marks between two instants, oldest first; bands that reach into the range count.
    virtual std::vector<Annotation> annotations(std::int64_t fromMs, std::int64_t toMs) const = 0;
    /// Adds a mark; an open band (endMs -1) of the same kind is closed at the new mark's time.
    virtual void annotate(Annotation annotation) = 0;
};

} // namespace mockforge::metrics
