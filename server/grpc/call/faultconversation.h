// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/call/dispatcher.h"
#include "server/grpc/call/modeconversation.h"

namespace mockforge::grpc {

using DetailsMaker = std::function<std::string(const Status &status, const std::string &details)>;

/// What answers a call under the chaos rules: behind their delays, their status, or nothing until the client
/// leaves or all chaos is stopped. `method` is the label of what answers, as the rules know it. Where no rule
/// acts on the call it costs one atomic load. `makeDetails` serialises a status with details.
std::unique_ptr<Conversation> underRules(RunningCall &call, std::string_view method, chaos::Injector *rules,
                                         const ConversationFactory &makeInner,
                                         const DetailsMaker &makeDetails);

} // namespace mockforge::grpc
