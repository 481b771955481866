// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/language/ast.h"
#include "server/graphql/mock/rule.h"
#include "server/graphql/mock/typetable.h"
#include "server/project/model.h"

#include <deque>
#include <memory>
#include <string_view>
#include <vector>

namespace mockforge::graphql {

/// What answers a schema's fields: the rules, those that the state brings with it, the state, and the tables
/// of made data. Immutable but for the state and the counters, shared by the workers.
class Mock
{
public:
    /// Findings are appended; with an error among them the result is not to be served. What is the same in
    /// `previous` hands its state and its counters on.
    static std::shared_ptr<const Mock> compile(std::shared_ptr<const project::Project> project,
                                               std::shared_ptr<const Schema> schema, std::uint64_t seed,
                                               const Mock *previous,
                                               std::vector<control::Diagnostic> &diagnostics);

    const Schema &schema() const noexcept { return *m_schema; }
    const project::GraphQl &settings() const noexcept { return m_project->graphQl; }
    std::uint64_t seed() const noexcept { return m_seed; }
    Store &store() const noexcept { return *m_store; }
    const TypeTable &types() const noexcept { return *m_types; }
    const std::deque<CompiledRule> &rules() const noexcept { return m_rules; }
    /// In the order in which they are asked.
    const std::vector<const CompiledRule *> &rulesOf(const FieldDefinition &field) const
    {
        return m_byField[field.number];
    }
    const std::vector<const CompiledRule *> &rulesOf(OperationType type) const
    {
        return m_byOperation[static_cast<std::size_t>(type)];
    }

private:
    friend class MockBuilder;
    Mock() = default;

    std::shared_ptr<const project::Project> m_project;
    std::shared_ptr<const Schema> m_schema;
    std::uint64_t m_seed = 0;
    std::shared_ptr<Store> m_store;
    std::unique_ptr<TypeTable> m_types;
    std::deque<project::GraphQlRule> m_automatic; ///< what rules of the state point to
    std::deque<CompiledRule> m_rules;
    std::vector<std::vector<const CompiledRule *>> m_byField;
    std::vector<const CompiledRule *> m_byOperation[3];
};

} // namespace mockforge::graphql
