// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/call/call.h"
#include "server/scenario/director.h"

#include <functional>
#include <memory>

namespace mockforge::grpc {

/// Makes what answers the call when the mode in force lets it through; called at most once.
using ConversationFactory = std::function<std::unique_ptr<Conversation>()>;

/// What answers a call under the decision of the mode in force: the rest of the answer behind the delay, an
/// injected error, or nothing for ever. `makeInner` is called at once where the call gets through, so that
/// a call meets the rules as they were when it came. A decision that changes nothing costs nothing.
std::unique_ptr<Conversation> underMode(Call &call, const scenario::Decision &decision,
                                        const ConversationFactory &makeInner);

} // namespace mockforge::grpc
