// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/mock/incoming.h"
#include "server/grpc/mock/problems.h"
#include "server/routing/condition.h"

#include <memory>
#include <vector>

namespace mockforge::grpc {

/// Conditions on a message, or on metadata, that all must hold. Paths are checked against the message's type;
/// they may use the names of the .proto or those of JSON, and numbers for values of enumerations. Immutable
/// once compiled, any thread.
class MessageConditions
{
public:
    /// `type` null: the conditions are on metadata alone.
    void compile(const std::vector<project::Matcher> &specs, const google::protobuf::Descriptor *type,
                 const Problems &problems);
    bool empty() const noexcept { return m_conditions.empty(); }
    bool hold(const Incoming &message) const;

private:
    std::vector<std::unique_ptr<project::Matcher>> m_specs; ///< with the schema's names
    std::vector<routing::Condition> m_conditions;
};

} // namespace mockforge::grpc
