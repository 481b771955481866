// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/validation/context.h"

#include <map>
#include <set>

namespace mockforge::graphql {

namespace {

/// Everything an operation uses, its fragments included, each once.
std::vector<const VariableUse *> usesOf(ValidationContext &context, const Operation &operation)
{
    std::vector<const VariableUse *> uses;
    std::set<std::string_view> visited;
    std::vector<const SelectionSet *> waiting{&operation.selectionSet};
    while (!waiting.empty()) {
        const SelectionSet *set = waiting.back();
        waiting.pop_back();
        context.spend(context.uses[set].size() + context.spreads[set].size());
        for (const VariableUse &use : context.uses[set])
            uses.push_back(&use);
        for (const std::string_view name : context.spreads[set]) {
            const Fragment *fragment = context.fragment(name);
            if (fragment && visited.insert(name).second)
                waiting.push_back(&fragment->selectionSet);
        }
    }
    return uses;
}

/// A variable of that type where this one is wanted (section 5.8.5).
bool isAllowed(const TypeRef &variable, const Value *defaultValue, const VariableUse &use)
{
    const TypeRef &wanted = *use.type;
    if (wanted.isNonNull() && !variable.isNonNull()) {
        const bool hasDefault = (defaultValue && defaultValue->kind != Value::Kind::Null) || use.hasDefault;
        return hasDefault && isSubtype(variable, *wanted.of);
    }
    return isSubtype(variable, wanted);
}

void checkNames(ValidationContext &context, const Operation &operation)
{
    std::map<std::string_view, std::vector<std::uint32_t>> byName;
    for (const VariableDefinition &variable : operation.variables)
        byName[variable.name.text].push_back(variable.name.offset);
    for (const auto &[name, offsets] : byName) {
        if (offsets.size() > 1)
            context.error("There can be only one variable named \"$" + std::string(name) + "\".", offsets);
    }
}

} // namespace

void checkVariables(ValidationContext &context)
{
    for (const Operation &operation : context.document().operations) {
        checkNames(context, operation);
        std::map<std::string_view, const VariableDefinition *> definitions;
        for (const VariableDefinition &variable : operation.variables)
            definitions[variable.name.text] = &variable;
        const std::string in = operation.name.text.empty()
                                   ? std::string()
                                   : " by operation \"" + std::string(operation.name.text) + "\"";
        std::set<std::string_view> used;
        for (const VariableUse *use : usesOf(context, operation)) {
            const std::string name = "\"$" + std::string(use->value->text) + "\"";
            used.insert(use->value->text);
            const auto definition = definitions.find(use->value->text);
            if (definition == definitions.end()) {
                context.error("Variable " + name + " is not defined" + in + ".",
                              {use->value->offset, operation.offset});
                continue;
            }
            const VariableDefinition &variable = *definition->second;
            const TypeRef *type = context.typeOf(variable.type);
            if (type && use->type &&
                !isAllowed(*type, variable.defaultValue ? &*variable.defaultValue : nullptr, *use))
                context.error("Variable " + name + " of type \"" + print(*type) +
                                  "\" used in position expecting type \"" + print(*use->type) + "\".",
                              {variable.offset, use->value->offset});
            if (use->oneOf && !(type && type->isNonNull()) && use->type)
                context.error("Variable " + name + " is of type \"" + print(variable.type) +
                                  "\" but must be non-nullable to be used for OneOf Input Object \"" +
                                  use->oneOf->name + "\".",
                              {variable.offset, use->value->offset});
        }
        for (const VariableDefinition &variable : operation.variables) {
            if (!used.contains(variable.name.text))
                context.error("Variable \"$" + std::string(variable.name.text) + "\" is never used" +
                                  (operation.name.text.empty()
                                       ? std::string()
                                       : " in operation \"" + std::string(operation.name.text) + "\"") +
                                  ".",
                              {variable.offset});
        }
    }
}

} // namespace mockforge::graphql
