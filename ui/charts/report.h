// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/timeaxis.h"

#include <QByteArray>

#include <vector>

namespace mockforge::ui {

class TimeSeriesChart;

/// One HTML file with everything that the charts show: pictures, marks and numbers. Refers to nothing outside
/// of itself, so it can be sent or kept. UTF-8.
QByteArray htmlReport(const std::vector<TimeSeriesChart *> &charts, TimeAxis &axis);

} // namespace mockforge::ui
