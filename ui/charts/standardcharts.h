// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/series.h"

namespace mockforge::ui {

/// The four charts of the dashboard.
ChartSpec rateChart();    ///< requests per second by protocol
ChartSpec latencyChart(); ///< p50, p90, p99, log scale, with the heatmap as second view
ChartSpec errorsChart();  ///< errors per second by class, the protocols' own among them
ChartSpec connectionsChart();
ChartSpec faultsChart(); ///< open connections or exchanges in flight, by protocol

} // namespace mockforge::ui
