// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/engine.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mockforge::cli {

/// Exit codes, as documented.
enum ExitCode : int { kOk = 0, kFailure = 1, kUsage = 2, kPort = 4 };

enum class Command { Serve, Check, Mode, Status, Chaos, Health, Schema };

/// The command line, parsed.
struct Options
{
    Command command = Command::Serve;
    std::string project = "mockforge.yaml";
    bool json = false;
    control::Overrides overrides; ///< from flags only; the environment's come before them
    std::string mode;
    std::string preset;
    std::optional<std::chrono::milliseconds> duration;
    std::string chaosAction;             ///< list, on, off, stop, add, remove, authority, presets, apply, …
    std::string chaosArgument;           ///< the name of what it is about, or a rule or a timeline itself
    std::vector<std::string> chaosRules; ///< serve --chaos: rules, presets, or "on" or "off"
    std::string timeline;                ///< serve --timeline: a name, or the timeline itself
    std::string replayChaos;             ///< serve --replay-chaos: a log's file
    std::string adminUrl = "http://127.0.0.1:9080";
    std::string adminToken;
    std::string healthUrl = "http://127.0.0.1:9090/health";
};

/// Parses; on --help, --version or an error prints what is due and gives the exit code instead.
std::variant<Options, int> parseOptions(int argc, char **argv);

} // namespace mockforge::cli
