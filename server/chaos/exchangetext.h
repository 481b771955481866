// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace mockforge::chaos {

struct Subject;

/// What a decision was about, in a few printable characters and a zero. What is longer than there is room for
/// is cut.
using ExchangeText = std::array<char, 80>;

/// For instance "http GET /search from 127.0.0.1"; a connection has neither method nor path. Allocates
/// nothing.
ExchangeText describe(const Subject &subject) noexcept;

} // namespace mockforge::chaos
