// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/diagnostic.h"
#include "server/project/websocketmodel.h"
#include "server/templating/template.h"
#include "server/websocket/messagematch.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mockforge::websocket {

struct Step;
using Steps = std::vector<Step>;

/// A step ready to run. Immutable.
struct Step
{
    const project::ScriptStep *spec = nullptr;
    std::optional<templating::Template> text;     ///< payload as text, or the condition, room or reason
    std::optional<templating::JsonTemplate> json; ///< payload as JSON; what `set` sets
    std::optional<templating::Template> name;     ///< the room of a broadcast
    MessageMatcher match;
    std::vector<Steps> branches;
};

struct Rule
{
    MessageMatcher match;
    Steps steps;
};

/// A script, compiled once and run for many connections. Immutable, any thread.
struct CompiledScript
{
    Steps onConnect;
    std::vector<Rule> onMessage;
    Steps otherwise;
    Steps onClose;
};

/// `spec` must outlive the result. Findings name `file`; the script is usable when none of them is an error.
std::shared_ptr<const CompiledScript> compileScript(const project::Script &spec, const std::string &file,
                                                    std::vector<control::Diagnostic> &diagnostics);

/// The names that a script's templates may use beside the handshake's: message, state, connection.
std::vector<std::string_view> scriptVariables();

} // namespace mockforge::websocket
