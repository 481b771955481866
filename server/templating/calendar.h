// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mockforge::templating {

/// Appends a moment, UTC. `format`: "iso" (RFC 3339 with milliseconds; also for an empty one), "unix" and
/// "unixms" (numbers), "rfc1123" (RFC 9110 §5.6.7), or strftime's %Y %y %m %d %e %j %H %I %M %S %L %p %a %A
/// %b %B %F %T %Z %z %%.
void appendTime(std::string &out, std::int64_t ms, std::string_view format);
/// What is wrong with a format; empty when nothing is.
std::string checkTimeFormat(std::string_view format);
/// "+2h", "-1d12h", "90s", in milliseconds. Units: ms, s, m, h, d, w.
std::optional<std::int64_t> parseOffset(std::string_view text);

} // namespace mockforge::templating
