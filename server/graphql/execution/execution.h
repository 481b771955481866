// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/execution/execute.h"
#include "server/graphql/language/lexer.h"

#include <deque>
#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace mockforge::graphql {

struct Plan;

/// A field that a selection asks of an object type: all its occurrences together.
struct PlannedField
{
    std::string_view key;
    std::string keyText; ///< "key": as it goes into the reply
    const FieldDefinition *definition = nullptr;
    bool isTypename = false;
    std::vector<const Selection *> nodes;
    std::vector<Location> locations;        ///< of the nodes, once an error needed them
    std::vector<const SelectionSet *> sets; ///< what is asked of its value
    std::optional<Json> arguments;          ///< where no variable is in them
    Json variableArguments;                 ///< where some are: those of one execution
    std::uint64_t execution = 0;            ///< the one that they are of
    std::vector<std::pair<const NamedType *, std::unique_ptr<Plan>>>
        plans; ///< by the concrete type of its value
};

/// What a selection comes to for one object type (section 6.3.2, CollectFields).
struct Plan
{
    std::vector<PlannedField> fields;
};

struct PreparedOperation::Private
{
    explicit Private(std::string_view source)
        : locations(source)
    {}

    LocationIndex locations;
    std::unordered_map<std::string_view, const Fragment *> fragments;
    std::vector<const SelectionSet *> rootSets;
    std::unique_ptr<Plan> root;
    std::size_t plannedFields = 0;
    std::uint64_t executions = 0;
    std::size_t maxReplyBytes = 64U << 20U;
    bool conditional = false; ///< @skip or @include hang on variables: plans hold for one execution only
};

/// Null when the syntax names an unknown type.
const TypeRef *variableType(const Schema &schema, const TypeSyntax &syntax, std::deque<TypeRef> &store);

/// Works out plans.
class Planner
{
public:
    Planner(const PreparedOperation &operation, const Json &variables)
        : m_operation(operation)
        , m_variables(variables)
    {}

    std::unique_ptr<Plan> plan(const std::vector<const SelectionSet *> &sets, const NamedType &type);
    bool conditional() const noexcept { return m_conditional; }
    /// Of the last plan: a condition that has no value, and where; then the plan does not count.
    const std::optional<SyntaxError> &problem() const noexcept { return m_problem; }

private:
    void collect(const SelectionSet &set, const NamedType &type, Plan &plan);
    bool isWanted(const Selection &selection);
    bool condition(const Directive &directive);
    bool applies(std::string_view condition, const NamedType &type) const;
    void add(const Selection &field, const NamedType &type, Plan &plan);
    void finish(PlannedField &field) const;

    const PreparedOperation &m_operation;
    const Json &m_variables;
    bool m_conditional = false;
    std::optional<SyntaxError> m_problem;
    std::unordered_map<std::string_view, std::size_t> m_index;
    std::unordered_set<std::string_view> m_visited;
};

/// One execution: writes the reply as it goes; a null that must not be takes back what was written since its
/// nearest nullable parent began (section 6.4.4).
class Execution
{
public:
    Execution(PreparedOperation &operation, const Json &variables, Resolver &resolver, std::string &out,
              std::vector<GraphQlError> &errors);
    void run(const ObjectRef &root);

private:
    bool selection(Plan &plan, const ObjectRef &object, const PathStep *path);
    bool field(PlannedField &field, const ObjectRef &object, const PathStep *path);
    bool complete(PlannedField &field, const TypeRef &type, const Resolved &value, const PathStep *path);
    bool completeList(PlannedField &field, const TypeRef &type, const Resolved &value, const PathStep *path);
    bool completeLeaf(PlannedField &field, const NamedType &type, const Resolved &value,
                      const PathStep *path);
    bool completeObject(PlannedField &field, const NamedType &type, const Resolved &value,
                        const PathStep *path);
    bool fail(PlannedField &field, const PathStep *path, std::string message,
              const Json *extensions = nullptr);
    bool stop(const char *message);
    bool failAt(std::uint32_t offset, const PathStep *path, std::string message);
    const Json *arguments(PlannedField &field, const PathStep *path);
    Plan *planFor(PlannedField &field, const NamedType &type, const PathStep *path);

    PreparedOperation &m_operation;
    const Json &m_variables;
    Resolver &m_resolver;
    std::string &m_out;
    std::vector<GraphQlError> &m_errors;
    std::size_t m_end = 0; ///< the reply may not grow beyond
    bool m_stopped = false;
};

} // namespace mockforge::graphql
