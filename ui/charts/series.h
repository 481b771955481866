// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/query/snapshot.h"
#include "ui/theme/colors.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace mockforge::ui {

using SeriesValue = std::function<double(const metrics::SeriesPoint &)>;

/// One line of a chart: what it is called, which number it shows, which colour token it has.
struct SeriesSpec
{
    QString name;
    SeriesValue value;
    QColor Colors::*color;
    std::optional<metrics::Protocol> protocol; ///< of one protocol only: shown where that is served
    bool present = true;
};

/// Another set of numbers for the same lines, which the user chooses between.
struct Facet
{
    QString id;
    QString name;
    QString unit;
    std::vector<SeriesValue> values; ///< one for each series
};

/// What makes one chart differ from another.
struct ChartSpec
{
    QString id; ///< object name, and the file name of exports
    QString title;
    QString unit; ///< "req/s", "ms"
    bool logarithmic = false;
    bool integral = false;                 ///< the values are counts: no ticks between whole numbers
    bool heatmap = false;                  ///< offers the heatmap as a second view
    std::function<QString(double)> format; ///< a value with its unit
    std::vector<SeriesSpec> series;
    std::vector<Facet> facets; ///< none, or at least two; the first is in force
};

} // namespace mockforge::ui
