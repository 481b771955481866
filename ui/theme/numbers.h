// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace mockforge::ui {

/// Numbers as people read them, in the user's locale. NaN gives "–".

QString count(double value);                  ///< "1,204", from ten thousand "12.3 k", "4.5 M"
QString rate(double perSecond);               ///< "1,204", "3.4", "0.2"
QString percent(double share);                ///< 0.004 → "0.4 %"
QString milliseconds(double seconds);         ///< 0.0031 → "3.1 ms", 0.00008 → "80 µs", 2.5 → "2.5 s"
QString latencyPair(double low, double high); ///< with one unit: "3.1 / 41 ms"
QString bytes(double value);                  ///< "22.5 MB"
QString span(double seconds);                 ///< "12 s", "3 min", "2 h"

} // namespace mockforge::ui
