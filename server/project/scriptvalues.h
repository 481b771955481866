// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/key.h"

#include <string>
#include <vector>

namespace mockforge::project {

/// Readers of the values that stand in a script's steps. What is wrong becomes a finding at its place.

/// The finding for a key that is not known.
void unknown(const std::string &what, const Entry &entry, const std::vector<std::string> &known,
             Findings &findings);
/// False, with a finding, where the value is no mapping.
bool isMap(const std::string &key, const Value &value, Findings &findings);
/// Text, or YAML that is sent as JSON.
void readPayload(const Value &value, Body &payload);
/// Bytes, in hexadecimal where the key ends in "hex", otherwise in base64.
void readBinary(const std::string &key, const Value &value, Body &payload, Findings &findings);
/// Text to equal, or conditions on the message, its kind and its first bytes.
void readMatch(const std::string &key, const Value &value, MessageMatch &match, Findings &findings);

} // namespace mockforge::project
