// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chaos/keyfield.h"

#include <set>
#include <string>
#include <vector>

namespace mockforge::ui {

/// A rule as text whose lines can be told apart: which key stands in which line.
struct PlacedText
{
    std::string text;
    std::vector<std::string> keys; ///< of each line, dotted: "fault.abort.status"; empty: of none
};

/// Writes a rule with one key in a line. What `whole` names is not split further.
PlacedText withPlaces(const Json &rule, const std::set<std::string> &whole);

/// The value at a dotted path; null when there is none.
Json valueAt(const Json &rule, const std::string &path);
void setValueAt(Json &rule, const std::string &path, Json value);

/// A rule's parts for people. Keys and values are as in the project file.
QString faultText(const Json &rule); ///< its parameters: "delay uniform (min 20ms, max 40ms)"
QString whenText(const Json &rule);  ///< "when route checkout, method POST", or for everything
QString oftenText(const Json &rule); ///< "probability 0.25, every 2"; empty when nothing limits it
/// Who put a rule in force, by the engine's name for it: "from the project file", "from preset dsl".
QString originText(const std::string &origin);

} // namespace mockforge::ui
