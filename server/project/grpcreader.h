// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/key.h"

namespace mockforge::project {

/// Adds the keys of the section grpc, its list of rules included.
void addGrpcKeys(std::vector<Key<Project>> &keys);

/// The keys of one element of grpc.rules.
const std::vector<Key<GrpcRule>> &grpcRuleKeys();
/// What may stand in a response, in on_start and on_half_close, and in an element of on_message.
const std::vector<Key<GrpcReply>> &grpcReplyKeys();
/// Reads such a mapping.
void readGrpcReply(const std::string &key, const Value &value, GrpcReply &reply, Findings &findings);
/// A status code by its name (NOT_FOUND) or number.
std::optional<int> toGrpcCode(const std::string &key, const Value &value, Findings &findings);

/// Finds the files and folders that the section names; they may lie outside the project's folder.
void resolveGrpcFiles(Project &project, const Value &root, Findings &findings);

} // namespace mockforge::project
