// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/schema/coercion.h"
#include "server/graphql/validation/context.h"

#include <algorithm>
#include <map>
#include <set>

namespace mockforge::graphql {

namespace {

std::string quotedName(std::string_view name)
{
    return "\"" + std::string(name) + "\"";
}

/// The objects that both may stand for.
bool overlap(const NamedType &a, const NamedType &b)
{
    if (&a == &b)
        return true;
    if (a.isAbstract() && b.isAbstract())
        return std::any_of(a.possible.begin(), a.possible.end(),
                           [&](const NamedType *object) { return b.mayBe(*object); });
    return a.isAbstract() ? a.mayBe(b) : b.isAbstract() && b.mayBe(a);
}

} // namespace

void TypedWalk::operation(const Operation &operation)
{
    variables(operation);
    static constexpr std::string_view kLocations[] = {"QUERY", "MUTATION", "SUBSCRIPTION"};
    directives(operation.directives, kLocations[static_cast<std::size_t>(operation.type)]);
    selectionSet(operation.selectionSet, m_context.schema().root(operation.type));
}

void TypedWalk::variables(const Operation &operation)
{
    for (const VariableDefinition &variable : operation.variables) {
        const TypeSyntax *innermost = &variable.type;
        while (innermost->kind != TypeSyntax::Kind::Named)
            innermost = innermost->of.get();
        const TypeRef *type = m_context.typeOf(variable.type);
        if (!type) {
            m_context.error("Unknown type " + quotedName(innermost->name.text) + ".",
                            {innermost->name.offset});
        } else if (!type->named->isInput()) {
            m_context.error("Variable \"$" + std::string(variable.name.text) +
                                "\" cannot be non-input type \"" + print(variable.type) + "\".",
                            {variable.type.name.offset});
            type = nullptr;
        }
        if (variable.defaultValue)
            value(*variable.defaultValue, type, false);
        directives(variable.directives, "VARIABLE_DEFINITION");
    }
}

void TypedWalk::fragment(const Fragment &fragment)
{
    const NamedType *type = m_context.schema().type(fragment.typeCondition.text);
    if (!type)
        m_context.error("Unknown type " + quotedName(fragment.typeCondition.text) + ".",
                        {fragment.typeCondition.offset});
    else if (!type->isComposite())
        m_context.error("Fragment " + quotedName(fragment.name.text) +
                            " cannot condition on non composite type \"" + type->name + "\".",
                        {fragment.typeCondition.offset});
    directives(fragment.directives, "FRAGMENT_DEFINITION");
    selectionSet(fragment.selectionSet, type && type->isComposite() ? type : nullptr);
}

void TypedWalk::selectionSet(const SelectionSet &set, const NamedType *parent)
{
    for (const Selection &selection : set.selections) {
        switch (selection.kind) {
        case Selection::Kind::Field:
            field(selection, parent);
            break;
        case Selection::Kind::Inline:
            inlineFragment(selection, parent);
            break;
        case Selection::Kind::Spread:
            spread(selection, parent);
            break;
        }
    }
}

void TypedWalk::field(const Selection &field, const NamedType *parent)
{
    const FieldDefinition *definition = parent ? m_context.schema().field(*parent, field.name.text) : nullptr;
    if (parent && !definition)
        m_context.error("Cannot query field " + quotedName(field.name.text) + " on type \"" + parent->name +
                            "\".",
                        {field.offset});
    if (definition)
        leafSelection(field, *definition->type);
    directives(field.directives, "FIELD");
    const std::string suffix =
        definition ? " on field \"" + parent->name + "." + definition->name + "\"." : ".";
    arguments(field.arguments, definition ? &definition->arguments : nullptr, suffix);
    if (definition) {
        for (const InputValue &argument : definition->arguments) {
            const bool given =
                std::any_of(field.arguments.begin(), field.arguments.end(),
                            [&](const Argument &one) { return one.name.text == argument.name; });
            if (argument.isRequired() && !given)
                m_context.error("Field " + quotedName(definition->name) + " argument " +
                                    quotedName(argument.name) + " of type \"" + print(*argument.type) +
                                    "\" is required, but it was not provided.",
                                {field.offset});
        }
    }
    if (field.selectionSet) {
        const NamedType *type = definition ? definition->type->named : nullptr;
        selectionSet(*field.selectionSet, type && type->isComposite() ? type : nullptr);
    }
}

void TypedWalk::leafSelection(const Selection &field, const TypeRef &type)
{
    if (type.named->isLeaf() && field.selectionSet)
        m_context.error("Field " + quotedName(field.name.text) + " must not have a selection since type \"" +
                            print(type) + "\" has no subfields.",
                        {field.selectionSet->offset});
    if (!type.named->isLeaf() && !field.selectionSet)
        m_context.error("Field " + quotedName(field.name.text) + " of type \"" + print(type) +
                            "\" must have a selection of subfields. Did you mean \"" +
                            std::string(field.name.text) + " { ... }\"?",
                        {field.offset});
}

void TypedWalk::inlineFragment(const Selection &fragment, const NamedType *parent)
{
    const NamedType *type = parent;
    if (!fragment.name.text.empty()) {
        type = m_context.schema().type(fragment.name.text);
        if (!type) {
            m_context.error("Unknown type " + quotedName(fragment.name.text) + ".", {fragment.name.offset});
        } else if (!type->isComposite()) {
            m_context.error("Fragment cannot condition on non composite type \"" + type->name + "\".",
                            {fragment.name.offset});
            type = nullptr;
        } else if (parent && !overlap(*type, *parent)) {
            m_context.error("Fragment cannot be spread here as objects of type \"" + parent->name +
                                "\" can never be of type \"" + type->name + "\".",
                            {fragment.offset});
        }
    }
    directives(fragment.directives, "INLINE_FRAGMENT");
    selectionSet(*fragment.selectionSet, type);
}

void TypedWalk::spread(const Selection &spread, const NamedType *parent)
{
    m_spreads.push_back(spread.name.text);
    directives(spread.directives, "FRAGMENT_SPREAD");
    const Fragment *fragment = m_context.fragment(spread.name.text);
    if (!fragment) {
        m_context.error("Unknown fragment " + quotedName(spread.name.text) + ".", {spread.name.offset});
        return;
    }
    const NamedType *type = m_context.schema().type(fragment->typeCondition.text);
    if (parent && type && type->isComposite() && !overlap(*type, *parent))
        m_context.error("Fragment " + quotedName(spread.name.text) +
                            " cannot be spread here as objects of type \"" + parent->name +
                            "\" can never be of type \"" + type->name + "\".",
                        {spread.offset});
}

void TypedWalk::directives(const std::vector<Directive> &used, std::string_view location)
{
    std::map<std::string_view, std::uint32_t> seen;
    for (const Directive &directive : used) {
        const std::string name = "\"@" + std::string(directive.name.text) + "\"";
        const DirectiveType *type = m_context.schema().directive(directive.name.text);
        if (!type) {
            m_context.error("Unknown directive " + name + ".", {directive.offset});
        } else if (std::find(type->locations.begin(), type->locations.end(), location) ==
                   type->locations.end()) {
            m_context.error("Directive " + name + " may not be used on " + std::string(location) + ".",
                            {directive.offset});
        }
        if (type && !type->repeatable) {
            if (const auto [first, added] = seen.emplace(directive.name.text, directive.offset); !added)
                m_context.error("The directive " + name + " can only be used once at this location.",
                                {first->second, directive.offset});
        }
        arguments(directive.arguments, type ? &type->arguments : nullptr, " on directive " + name + ".");
        if (!type)
            continue;
        for (const InputValue &argument : type->arguments) {
            const bool given =
                std::any_of(directive.arguments.begin(), directive.arguments.end(),
                            [&](const Argument &one) { return one.name.text == argument.name; });
            if (argument.isRequired() && !given)
                m_context.error("Directive " + name + " argument \"" + argument.name + "\" of type \"" +
                                    print(*argument.type) + "\" is required, but it was not provided.",
                                {directive.offset});
        }
    }
}

void TypedWalk::arguments(const std::vector<Argument> &given, const std::vector<InputValue> *known,
                          const std::string &unknownSuffix)
{
    std::map<std::string_view, std::vector<std::uint32_t>> byName;
    for (const Argument &argument : given) {
        byName[argument.name.text].push_back(argument.name.offset);
        const InputValue *definition = nullptr;
        for (std::size_t i = 0; known && i < known->size(); ++i) {
            if ((*known)[i].name == argument.name.text)
                definition = &(*known)[i];
        }
        if (known && !definition)
            m_context.error("Unknown argument " + quotedName(argument.name.text) + unknownSuffix,
                            {argument.name.offset});
        value(argument.value, definition ? definition->type : nullptr,
              definition && definition->defaultLiteral != nullptr);
    }
    for (const auto &[name, offsets] : byName) {
        if (offsets.size() > 1)
            m_context.error("There can be only one argument named " + quotedName(name) + ".", offsets);
    }
}

void TypedWalk::value(const Value &value, const TypeRef *type, bool hasDefault)
{
    switch (value.kind) {
    case Value::Kind::Variable:
        m_uses.push_back({&value, type, hasDefault, nullptr});
        return;
    case Value::Kind::List:
        return list(value, type);
    case Value::Kind::Object:
        return object(value, type);
    case Value::Kind::Null:
        if (type && type->isNonNull())
            m_context.error("Expected value of type \"" + print(*type) + "\", found null.", {value.offset});
        return;
    default:
        return leaf(value, type);
    }
}

void TypedWalk::list(const Value &value, const TypeRef *type)
{
    const bool isList = type && type->nullable().isList();
    const TypeRef *item = isList ? type->nullable().of : type ? &type->nullable() : nullptr;
    if (type && !isList) {
        leaf(value, type); // what is inside of a wrong list is not looked at, but for its variables
        return;
    }
    for (const Value &one : value.items)
        this->value(one, item, false);
}

namespace {

/// Within a literal that is no list of the type's or no input object: of lists the items are still asked for
/// the type, as the reference implementation has it.
void collectVariables(const Value &value, const TypeRef *type, std::vector<VariableUse> &uses)
{
    if (value.kind == Value::Kind::Variable)
        uses.push_back({&value, type, false, nullptr});
    for (const Value &item : value.items)
        collectVariables(item, type ? &type->nullable() : nullptr, uses);
    for (const ObjectField &field : value.fields)
        collectVariables(field.value, nullptr, uses);
}

} // namespace

void TypedWalk::object(const Value &value, const TypeRef *type)
{
    std::map<std::string_view, std::uint32_t> seen;
    for (const ObjectField &field : value.fields) {
        if (const auto [first, added] = seen.emplace(field.name.text, field.name.offset); !added)
            m_context.error("There can be only one input field named " + quotedName(field.name.text) + ".",
                            {first->second, field.name.offset});
    }
    if (type && type->named->kind != TypeKind::InputObject) {
        leaf(value, type);
        return;
    }
    const NamedType *named = type ? type->named : nullptr;
    if (named) {
        for (const InputValue &field : named->inputFields) {
            if (field.isRequired() && !seen.contains(field.name))
                m_context.error("Field \"" + named->name + "." + field.name + "\" of required type \"" +
                                    print(*field.type) + "\" was not provided.",
                                {value.offset});
        }
        if (named->isOneOf) {
            if (seen.size() != 1)
                m_context.error("OneOf Input Object \"" + named->name + "\" must specify exactly one key.",
                                {value.offset});
            else if (value.fields.back().value.kind == Value::Kind::Null)
                m_context.error("Field \"" + named->name + "." + std::string(value.fields.front().name.text) +
                                    "\" must be non-null.",
                                {value.offset});
        }
    }
    for (const ObjectField &field : value.fields) {
        const InputValue *definition = named ? named->inputField(field.name.text) : nullptr;
        if (named && !definition)
            m_context.error("Field " + quotedName(field.name.text) + " is not defined by type \"" +
                                named->name + "\".",
                            {field.name.offset});
        this->value(field.value, definition ? definition->type : nullptr,
                    definition && definition->defaultLiteral != nullptr);
        if (named && named->isOneOf && field.value.kind == Value::Kind::Variable)
            m_uses.back().oneOf = named;
    }
}

void TypedWalk::leaf(const Value &value, const TypeRef *type)
{
    collectVariables(value, type, m_uses);
    if (!type)
        return;
    if (!type->named->isLeaf()) {
        m_context.error("Expected value of type \"" + print(*type) + "\", found " + print(value) + ".",
                        {value.offset});
        return;
    }
    if (const std::string problem = literalProblem(value, *type->named); !problem.empty())
        m_context.error(problem, {value.offset});
}

} // namespace mockforge::graphql
