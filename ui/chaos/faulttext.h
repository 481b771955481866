// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/chaos.h"

#include <QString>

namespace mockforge::ui {

/// What the catalogue says of a fault and of a key, in the user's language where a translation is there.
QString faultDescription(const control::ChaosFault &fault);
QString keyDescription(const control::ChaosKey &key);
/// What a decision drew, with its unit; a dash where the fault draws nothing.
QString drawnText(const control::ChaosCatalogue &catalogue, const control::ChaosDecision &decision);

} // namespace mockforge::ui
