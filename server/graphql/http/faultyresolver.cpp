// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/http/faultyresolver.h"

#include <algorithm>

namespace mockforge::graphql {

namespace {

/// How many fields stand above this one; elements of lists are none.
std::size_t depthOf(const PathStep *path)
{
    std::size_t depth = 0;
    for (const PathStep *step = path ? path->parent : nullptr; step; step = step->parent)
        depth += step->index < 0 ? 1 : 0;
    return depth;
}

} // namespace

/// Execution goes down before it goes on: what stands above a field was asked last at its depth.
void FaultyResolver::wait(const FieldCall &call, std::uint64_t delayNs)
{
    const std::size_t depth = depthOf(call.path);
    m_readyNs.resize(std::max(m_readyNs.size(), depth + 1));
    std::uint64_t begun = 0;
    if (depth > 0)
        begun = m_readyNs[depth - 1];
    else if (call.operation == OperationType::Mutation)
        begun = m_delayNs;
    m_readyNs[depth] = begun + delayNs;
    m_delayNs = std::max(m_delayNs, m_readyNs[depth]);
}

Resolved FaultyResolver::resolve(const FieldCall &call)
{
    const chaos::FieldEffect effect = m_rules.ask(call.parent.type->name, call.field.name);
    wait(call, effect.delayNs);
    if (effect.message)
        return Resolved::error(*effect.message, effect.extensions);
    if (effect.isNull)
        return Resolved::null();
    return m_mock.resolve(call);
}

} // namespace mockforge::graphql
