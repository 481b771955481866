// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/execution/execution.h"

#include "server/graphql/execution/introspection.h"
#include "server/graphql/execution/leaf.h"
#include "server/graphql/schema/coercion.h"

#include <algorithm>

namespace mockforge::graphql {

namespace {

constexpr std::size_t kMostErrors = 10'000;
constexpr std::size_t kMostPlanned = 250'000;

} // namespace

Execution::Execution(PreparedOperation &operation, const Json &variables, Resolver &resolver,
                     std::string &out, std::vector<GraphQlError> &errors)
    : m_operation(operation)
    , m_variables(variables)
    , m_resolver(resolver)
    , m_out(out)
    , m_errors(errors)
{}

void Execution::run(const ObjectRef &root)
{
    const std::size_t begin = m_out.size();
    PreparedOperation::Private &prepared = *m_operation.d;
    ++prepared.executions;
    bool planned = true;
    if (!prepared.root || prepared.conditional) {
        Planner planner(m_operation, m_variables);
        prepared.root = planner.plan(prepared.rootSets, *root.type);
        prepared.plannedFields = prepared.root->fields.size();
        prepared.conditional = prepared.conditional || planner.conditional();
        planned = !planner.problem();
        if (!planned)
            failAt(planner.problem()->offset, nullptr, planner.problem()->message);
    }
    m_end = begin + m_operation.maxReplyBytes();
    m_out += "{\"data\":";
    const std::size_t data = m_out.size();
    if (!planned || !selection(*prepared.root, root, nullptr)) {
        m_out.resize(data);
        m_out += "null";
    }
    m_out += '}';
    if (m_errors.empty())
        return;
    // Errors stand first, so that a reader sees them however long the data is.
    std::string errors = "{\"errors\":[";
    for (std::size_t i = 0; i < m_errors.size(); ++i) {
        errors += i > 0 ? "," : "";
        appendJson(m_errors[i], errors);
    }
    errors += "],";
    m_out.replace(begin, 1, errors);
}

bool Execution::selection(Plan &plan, const ObjectRef &object, const PathStep *path)
{
    m_out += '{';
    bool first = true;
    for (PlannedField &one : plan.fields) {
        if (!first)
            m_out += ',';
        first = false;
        m_out += one.keyText;
        if (one.isTypename) {
            m_out += '"';
            m_out += object.type->name;
            m_out += '"';
            continue;
        }
        if (!field(one, object, path))
            return false;
    }
    m_out += '}';
    return true;
}

bool Execution::fail(PlannedField &field, const PathStep *path, std::string message, const Json *extensions)
{
    if (field.locations.empty()) {
        for (const Selection *node : field.nodes)
            field.locations.push_back(m_operation.d->locations.of(node->offset));
    }
    if (m_errors.size() >= kMostErrors)
        return stop("The reply has more than 10,000 errors; ask for less at once.");
    GraphQlError error;
    error.message = std::move(message);
    error.locations = field.locations;
    error.path = toJson(path);
    if (extensions)
        error.extensions = *extensions;
    m_errors.push_back(std::move(error));
    return false;
}

/// Ends the execution: there will be no data.
bool Execution::stop(const char *message)
{
    if (!m_stopped)
        m_errors.push_back({message, {}, {}, {}});
    m_stopped = true;
    return false;
}

bool Execution::failAt(std::uint32_t offset, const PathStep *path, std::string message)
{
    GraphQlError error;
    error.message = std::move(message);
    error.locations.push_back(m_operation.d->locations.of(offset));
    if (path)
        error.path = toJson(path);
    m_errors.push_back(std::move(error));
    return false;
}

/// The coerced arguments; null, with an error, when they are none (section 6.4.1).
const Json *Execution::arguments(PlannedField &planned, const PathStep *path)
{
    if (planned.arguments)
        return &*planned.arguments;
    if (planned.execution == m_operation.d->executions)
        return &planned.variableArguments;
    const Selection &node = *planned.nodes.front();
    Json &made = planned.variableArguments;
    made = Json::object();
    const auto refuse = [&](std::string message, std::uint32_t offset) -> const Json * {
        failAt(offset, path, std::move(message));
        return nullptr;
    };
    for (const InputValue &argument : planned.definition->arguments) {
        const auto given = std::find_if(node.arguments.begin(), node.arguments.end(),
                                        [&](const Argument &one) { return one.name.text == argument.name; });
        const auto title = [&] {
            return "Argument \"" + argument.name + "\" of ";
        };
        const bool isVariable = given != node.arguments.end() && given->value.kind == Value::Kind::Variable;
        const bool missing =
            given == node.arguments.end() || (isVariable && !m_variables.contains(given->value.text));
        if (missing) {
            if (argument.defaultValue)
                made[argument.name] = *argument.defaultValue;
            else if (argument.type->isNonNull())
                return refuse(title() + "required type \"" + print(*argument.type) +
                                  "\" was not provided a value.",
                              isVariable ? given->value.offset : node.offset);
            continue;
        }
        const bool isNull = isVariable ? m_variables[std::string(given->value.text)].is_null()
                                       : given->value.kind == Value::Kind::Null;
        if (isNull && argument.type->isNonNull())
            return refuse(title() + "non-null type \"" + print(*argument.type) + "\" must not be null.",
                          given->value.offset);
        auto value = coerceLiteral(given->value, *argument.type, &m_variables);
        if (!value)
            return refuse("Argument \"" + argument.name + "\" has invalid value " + print(given->value) + ".",
                          given->value.offset);
        made[argument.name] = std::move(*value);
    }
    planned.execution = m_operation.d->executions;
    return &made;
}

bool Execution::field(PlannedField &planned, const ObjectRef &object, const PathStep *path)
{
    const std::size_t begin = m_out.size();
    if (begin > m_end)
        return stop("The reply would be larger than this server gives; ask for less at once.");
    const PathStep here{planned.key, -1, path};
    const TypeRef &type = *planned.definition->type;
    bool ok = false;
    if (const Json *values = arguments(planned, &here)) {
        const FieldCall call{object, *planned.definition, *values, &here, m_operation.operation().type};
        const bool own = planned.definition->parent->isIntrospection;
        const Resolved value = own ? introspect(m_operation.schema(), call) : m_resolver.resolve(call);
        ok = complete(planned, type, value, &here);
    }
    if (ok)
        return true;
    m_out.resize(begin);
    if (type.isNonNull() || m_stopped)
        return false;
    m_out += "null";
    return true;
}

/// False when the value must not be null and is, or is none of its type: the error is noted, the caller makes
/// room.
bool Execution::complete(PlannedField &planned, const TypeRef &type, const Resolved &value,
                         const PathStep *path)
{
    if (value.kind == Resolved::Kind::Error)
        return fail(planned, path, value.text, value.json);
    if (value.kind == Resolved::Kind::Null) {
        if (type.isNonNull())
            return fail(planned, path,
                        "Cannot return null for non-nullable field " + planned.definition->parent->name +
                            "." + planned.definition->name + ".");
        m_out += "null";
        return true;
    }
    const TypeRef &plain = type.nullable();
    if (plain.isList())
        return completeList(planned, plain, value, path);
    if (plain.named->isLeaf())
        return completeLeaf(planned, *plain.named, value, path);
    return completeObject(planned, *plain.named, value, path);
}

bool Execution::completeList(PlannedField &planned, const TypeRef &type, const Resolved &value,
                             const PathStep *path)
{
    if (value.kind != Resolved::Kind::List)
        return fail(planned, path,
                    "Expected Iterable, but did not find one for field \"" +
                        planned.definition->parent->name + "." + planned.definition->name + "\".");
    m_out += '[';
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        if (i > 0)
            m_out += ',';
        const std::size_t begin = m_out.size();
        const PathStep here{{}, static_cast<std::int64_t>(i), path};
        if (complete(planned, *type.of, value.items[i], &here))
            continue;
        if (type.of->isNonNull() || m_stopped)
            return false;
        m_out.resize(begin);
        m_out += "null";
    }
    m_out += ']';
    return true;
}

bool Execution::completeLeaf(PlannedField &planned, const NamedType &type, const Resolved &value,
                             const PathStep *path)
{
    std::string problem;
    return appendLeaf(type, value, m_out, problem) || fail(planned, path, std::move(problem));
}

bool Execution::completeObject(PlannedField &planned, const NamedType &type, const Resolved &value,
                               const PathStep *path)
{
    const NamedType *concrete = value.kind == Resolved::Kind::Object ? value.object.type : nullptr;
    if (!concrete || concrete->kind != TypeKind::Object || !type.mayBe(*concrete))
        return fail(planned, path,
                    "The value of \"" + planned.definition->parent->name + "." + planned.definition->name +
                        "\" is no object of type \"" + type.name + "\".");
    Plan *plan = planFor(planned, *concrete, path);
    return plan && selection(*plan, value.object, path);
}

/// Null, with an error, when a condition in it has no value.
Plan *Execution::planFor(PlannedField &planned, const NamedType &type, const PathStep *path)
{
    for (const auto &[known, plan] : planned.plans) {
        if (known == &type)
            return plan.get();
    }
    Planner planner(m_operation, m_variables);
    auto plan = planner.plan(planned.sets, type);
    // A condition inside a plan that was kept would freeze its outcome: from the next execution on, all are
    // made anew.
    m_operation.d->conditional = m_operation.d->conditional || planner.conditional();
    m_operation.d->plannedFields += plan->fields.size();
    if (m_operation.d->plannedFields > kMostPlanned) {
        stop("The query comes to too many fields for the types it meets; ask for less at once.");
        return nullptr;
    }
    if (planner.problem()) {
        failAt(planner.problem()->offset, path, planner.problem()->message);
        return nullptr;
    }
    return planned.plans.emplace_back(&type, std::move(plan)).second.get();
}

} // namespace mockforge::graphql
