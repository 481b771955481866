// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/faults/frameeffect.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace mockforge::grpc {

/// What is to become of a call's frames, on its way from the call to the connection that carries it: the
/// library between the two knows neither streams nor frames, so it goes as a field of the call's metadata,
/// and is taken out before the client. A secret of the process marks it: no other field is taken for one.
/// Any thread.
std::pair<std::string, std::string> toField(const chaos::FrameEffect &effect);
/// Nothing when the field is no such order.
std::optional<chaos::FrameEffect> frameEffectOf(std::string_view name, std::string_view value);

} // namespace mockforge::grpc
