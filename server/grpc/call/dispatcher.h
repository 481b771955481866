// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/record/labels.h"
#include "server/chaos/injector.h"
#include "server/grpc/call/call.h"
#include "server/grpc/call/callfaults.h"
#include "server/scenario/director.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace mockforge::grpc {

/// A call as a transport runs it: what it offers to built-in services beyond what a mock's answers need.
class RunningCall : public Call
{
public:
    using Task = std::function<void()>;
    /// A function that any thread may call and anybody may keep: it runs a task one at a time with
    /// everything else of the call, unless the call is over by then.
    virtual std::function<void(Task)> poster() = 0;
    /// What the chaos rules do to the call; `method` is the label of what answers it, which outlives the
    /// call.
    virtual CallFaults &faults(std::string_view method) = 0;
};

/// What decides over a call; the calling thread's own.
struct Deciders
{
    scenario::Director::Reader &modes;
    chaos::Injector *chaos = nullptr; ///< null: no rules are asked
};

/// Who answers a call, and the method label that it is counted under.
struct Answer
{
    std::unique_ptr<Conversation> conversation;
    metrics::MethodId method = metrics::kUnknownMethod;
    bool clientStreaming = false;
    bool serverStreaming = false;
    /// The method as the chaos rules know it; lives as long as the dispatcher. Empty: no rule acts on the
    /// call.
    std::string_view label{};
};

/// Finds the answer to a call by its path, for every transport. Immutable, any thread; a call keeps the
/// version that it began with until it ends.
class Dispatcher
{
public:
    virtual ~Dispatcher() = default;
    /// Whether somebody answers calls of this path.
    virtual bool serves(const std::string &path) const = 0;
    virtual Answer answer(RunningCall &call, const Deciders &deciders) const = 0;
};

} // namespace mockforge::grpc
