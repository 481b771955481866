// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/schema/coercion.h"
#include "server/graphql/schema/schemabuilder.h"

#include <algorithm>
#include <array>
#include <set>

namespace mockforge::graphql {

void SchemaBuilder::checkAllDirectives()
{
    for (const Built &built : m_built) {
        Used used;
        for (const Source &source : built.sources)
            checkDirectivesOf(*source.definition, source.file, used);
    }
    for (const auto &[file, definition] : m_directiveSources)
        checkDirectivesOf(definition->arguments, "ARGUMENT_DEFINITION", file);
    Used used;
    for (std::size_t i = 0; i < m_documents.size(); ++i) {
        for (const SchemaDefinition &schema : m_documents[i]->schemas)
            checkDirectives(schema.directives, "SCHEMA", i, used);
    }
}

/// `used`: what stands at the same place already; a type's extensions are one place with its definition.
void SchemaBuilder::checkDirectives(const std::vector<Directive> &directives, std::string_view location,
                                    std::size_t file, Used &used)
{
    for (const Directive &directive : directives) {
        const DirectiveType *type = m_schema->directive(directive.name.text);
        const std::string name = "\"@" + std::string(directive.name.text) + "\"";
        std::set<std::string_view> seen;
        for (const Argument &argument : directive.arguments) {
            if (!seen.insert(argument.name.text).second)
                error(file, argument.name.offset,
                      "There can be only one argument named \"" + std::string(argument.name.text) + "\".");
            checkRepeatedFields(argument.value, file);
        }
        if (!type) {
            error(file, directive.offset, "Unknown directive " + name + ".");
            continue;
        }
        if (!used.emplace(directive.name.text, directive.offset).second && !type->repeatable)
            error(file, directive.offset,
                  "The directive " + name + " can only be used once at this location.");
        checkDirective(directive, *type, location, file);
    }
}

void SchemaBuilder::checkDirective(const Directive &used, const DirectiveType &directive,
                                   std::string_view location, std::size_t file)
{
    const std::string name = "\"@" + directive.name + "\"";
    const auto &locations = directive.locations;
    if (std::find(locations.begin(), locations.end(), location) == locations.end())
        error(file, used.offset, "Directive " + name + " may not be used on " + std::string(location) + ".");
    for (const Argument &argument : used.arguments) {
        const auto known =
            std::find_if(directive.arguments.begin(), directive.arguments.end(),
                         [&](const InputValue &one) { return one.name == argument.name.text; });
        if (known == directive.arguments.end())
            error(file, argument.name.offset,
                  "Unknown argument \"" + std::string(argument.name.text) + "\" on directive " + name + ".");
        else if (!coerceLiteral(argument.value, *known->type, nullptr))
            error(file, argument.value.offset,
                  print(argument.value) + " is no value of type " + print(*known->type) + ".");
    }
    for (const InputValue &argument : directive.arguments) {
        const bool given = std::any_of(used.arguments.begin(), used.arguments.end(),
                                       [&](const Argument &one) { return one.name.text == argument.name; });
        if (argument.type->isNonNull() && !argument.defaultLiteral && !given)
            error(file, used.offset,
                  "Directive " + name + " argument \"" + argument.name + "\" of type \"" +
                      print(*argument.type) + "\" is required, but it was not provided.");
    }
}

void SchemaBuilder::checkRepeatedFields(const Value &value, std::size_t file)
{
    std::set<std::string_view> seen;
    for (const ObjectField &field : value.fields) {
        if (!seen.insert(field.name.text).second)
            error(file, field.name.offset,
                  "There can be only one input field named \"" + std::string(field.name.text) + "\".");
        checkRepeatedFields(field.value, file);
    }
    for (const Value &item : value.items)
        checkRepeatedFields(item, file);
}

void SchemaBuilder::checkDirectivesOf(const std::vector<InputValueSyntax> &inputs, std::string_view location,
                                      std::size_t file)
{
    for (const InputValueSyntax &input : inputs) {
        Used used;
        checkDirectives(input.directives, location, file, used);
        if (input.defaultValue)
            checkRepeatedFields(*input.defaultValue, file);
    }
}

void SchemaBuilder::checkDirectivesOf(const TypeDefinition &definition, std::size_t file, Used &used)
{
    static constexpr std::array<std::string_view, 6> kLocations{"SCALAR", "OBJECT", "INTERFACE",
                                                                "UNION",  "ENUM",   "INPUT_OBJECT"};
    checkDirectives(definition.directives, kLocations[static_cast<std::size_t>(definition.kind)], file, used);
    for (const FieldSyntax &field : definition.fields) {
        Used ofField;
        checkDirectives(field.directives, "FIELD_DEFINITION", file, ofField);
        checkDirectivesOf(field.arguments, "ARGUMENT_DEFINITION", file);
    }
    checkDirectivesOf(definition.inputFields, "INPUT_FIELD_DEFINITION", file);
    for (const EnumValueSyntax &value : definition.values) {
        Used ofValue;
        checkDirectives(value.directives, "ENUM_VALUE", file, ofValue);
    }
}

} // namespace mockforge::graphql
