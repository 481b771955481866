// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/key.h"

namespace mockforge::project {

/// Adds the keys of the section websocket, its list of endpoints included.
void addWebSocketKeys(std::vector<Key<Project>> &keys);

/// The keys of one element of websocket.endpoints.
const std::vector<Key<WebSocketEndpoint>> &webSocketEndpointKeys();

/// Reads a script: on_connect, on_message, otherwise, on_close.
void readScript(const std::string &key, const Value &value, Script &script, Findings &findings);
/// JSON Schemas of a list of steps and of a script, for editors.
nlohmann::ordered_json stepsSchema();
nlohmann::ordered_json scriptSchema();

/// Finds the files that endpoints name, inside the project's folder, and reads their scripts.
void resolveWebSocketFiles(Project &project, Findings &findings);

} // namespace mockforge::project
