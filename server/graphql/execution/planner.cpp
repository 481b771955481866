// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/execution/execution.h"
#include "server/graphql/schema/coercion.h"

#include <algorithm>
#include <functional>

namespace mockforge::graphql {

namespace {

bool hasVariables(const Value &value)
{
    return value.kind == Value::Kind::Variable ||
           std::any_of(value.items.begin(), value.items.end(), hasVariables) ||
           std::any_of(value.fields.begin(), value.fields.end(),
                       [](const ObjectField &field) { return hasVariables(field.value); });
}

} // namespace

const TypeRef *variableType(const Schema &schema, const TypeSyntax &syntax, std::deque<TypeRef> &store)
{
    if (syntax.kind == TypeSyntax::Kind::Named) {
        const NamedType *type = schema.type(syntax.name.text);
        return type ? &type->self : nullptr;
    }
    const TypeRef *of = variableType(schema, *syntax.of, store);
    if (!of)
        return nullptr;
    const auto kind = syntax.kind == TypeSyntax::Kind::List ? TypeRef::Kind::List : TypeRef::Kind::NonNull;
    return &store.emplace_back(TypeRef{kind, of->named, of});
}

std::unique_ptr<Plan> Planner::plan(const std::vector<const SelectionSet *> &sets, const NamedType &type)
{
    auto result = std::make_unique<Plan>();
    m_index.clear();
    m_visited.clear();
    m_problem.reset();
    for (const SelectionSet *set : sets)
        collect(*set, type, *result);
    for (PlannedField &field : result->fields)
        finish(field);
    return result;
}

void Planner::collect(const SelectionSet &set, const NamedType &type, Plan &plan)
{
    for (const Selection &selection : set.selections) {
        if (!isWanted(selection))
            continue;
        if (selection.kind == Selection::Kind::Field) {
            add(selection, type, plan);
        } else if (selection.kind == Selection::Kind::Inline) {
            if (applies(selection.name.text, type))
                collect(*selection.selectionSet, type, plan);
        } else if (m_visited.insert(selection.name.text).second) {
            const auto found = m_operation.d->fragments.find(selection.name.text);
            if (found != m_operation.d->fragments.end() && applies(found->second->typeCondition.text, type))
                collect(found->second->selectionSet, type, plan);
        }
    }
}

bool Planner::condition(const Directive &directive)
{
    for (const Argument &argument : directive.arguments) {
        if (argument.name.text != "if")
            continue;
        if (argument.value.kind != Value::Kind::Variable)
            return argument.value.text == "true";
        m_conditional = true;
        const auto value = m_variables.find(argument.value.text);
        if (value != m_variables.end() && value->is_boolean())
            return value->get<bool>();
        if (!m_problem)
            m_problem = SyntaxError{argument.value.offset,
                                    "Argument \"if\" of non-null type \"Boolean!\" must not be null."};
        return false;
    }
    return false;
}

bool Planner::isWanted(const Selection &selection)
{
    for (const Directive &directive : selection.directives) {
        if (directive.name.text == "skip" && condition(directive))
            return false;
        if (directive.name.text == "include" && !condition(directive))
            return false;
    }
    return true;
}

bool Planner::applies(std::string_view wanted, const NamedType &type) const
{
    if (wanted.empty() || wanted == type.name)
        return true;
    const NamedType *named = m_operation.schema().type(wanted);
    return named && named->isAbstract() && named->mayBe(type);
}

void Planner::add(const Selection &node, const NamedType &type, Plan &plan)
{
    const FieldDefinition *definition = m_operation.schema().field(type, node.name.text);
    if (!definition)
        return;
    const auto [slot, added] = m_index.emplace(node.responseKey(), plan.fields.size());
    if (added) {
        PlannedField field;
        field.key = node.responseKey();
        field.keyText = "\"" + std::string(field.key) + "\":";
        field.definition = definition;
        field.isTypename = node.name.text == "__typename";
        plan.fields.push_back(std::move(field));
    }
    PlannedField &field = plan.fields[slot->second];
    field.nodes.push_back(&node);
    if (node.selectionSet)
        field.sets.push_back(node.selectionSet.get());
}

/// Arguments without variables are the same for every execution.
void Planner::finish(PlannedField &field) const
{
    const Selection &node = *field.nodes.front();
    const bool constant = std::none_of(node.arguments.begin(), node.arguments.end(),
                                       [](const Argument &argument) { return hasVariables(argument.value); });
    if (!constant)
        return;
    Json values = Json::object();
    for (const InputValue &argument : field.definition->arguments) {
        const auto given = std::find_if(node.arguments.begin(), node.arguments.end(),
                                        [&](const Argument &one) { return one.name.text == argument.name; });
        if (given == node.arguments.end()) {
            if (argument.defaultValue)
                values[argument.name] = *argument.defaultValue;
            else if (argument.type->isNonNull())
                return;
            continue;
        }
        auto value = coerceLiteral(given->value, *argument.type, nullptr);
        if (!value)
            return;
        values[argument.name] = std::move(*value);
    }
    field.arguments = std::move(values);
}

} // namespace mockforge::graphql
