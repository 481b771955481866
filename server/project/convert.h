// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/findings.h"
#include "server/project/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::project {

/// Typed readings of a value. What does not fit becomes a finding with the key's name and place, and gives
/// nothing.

std::optional<bool> toBoolean(std::string_view key, const Value &value, Findings &findings);
std::optional<std::int64_t> toInteger(std::string_view key, const Value &value, std::int64_t low,
                                      std::int64_t high, Findings &findings);
std::optional<double> toNumber(std::string_view key, const Value &value, double low, double high,
                               Findings &findings);
/// Bytes: 65536, "64KiB", "10MB".
std::optional<std::int64_t> toSize(std::string_view key, const Value &value, std::int64_t low,
                                   std::int64_t high, Findings &findings);
/// Milliseconds: 250, "250ms", "10s", "2m", "1h".
std::optional<std::int64_t> toDuration(std::string_view key, const Value &value, std::int64_t low,
                                       std::int64_t high, Findings &findings);
/// Text; a number or truth value is taken as written.
std::optional<std::string> toText(std::string_view key, const Value &value, Findings &findings);
std::optional<std::string> toChoice(std::string_view key, const Value &value,
                                    const std::vector<std::string> &choices, Findings &findings);
/// A list of texts; one text stands for a list of one.
std::optional<std::vector<std::string>> toList(std::string_view key, const Value &value, Findings &findings);

void wrongType(std::string_view key, const Value &value, std::string_view wanted, Findings &findings);

} // namespace mockforge::project
