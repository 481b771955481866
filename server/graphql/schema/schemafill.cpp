// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/schema/schemabuilder.h"

#include <algorithm>
#include <set>

namespace mockforge::graphql {

namespace {

const Directive *findDirective(const std::vector<Directive> &directives, std::string_view name)
{
    const auto found = std::find_if(directives.begin(), directives.end(),
                                    [&](const Directive &one) { return one.name.text == name; });
    return found == directives.end() ? nullptr : &*found;
}

std::optional<std::string> deprecation(const std::vector<Directive> &directives)
{
    const Directive *deprecated = findDirective(directives, "deprecated");
    if (!deprecated)
        return std::nullopt;
    for (const Argument &argument : deprecated->arguments) {
        if (argument.name.text == "reason" && argument.value.kind == Value::Kind::String)
            return argument.value.string;
    }
    return "No longer supported";
}

} // namespace

/// Null, with an error, when the name is unknown.
const NamedType *SchemaBuilder::find(const Name &name, std::size_t file)
{
    const NamedType *type = m_schema->type(name.text);
    if (!type || (type->name == "__Root" && file != kPreludeFile)) {
        error(file, name.offset, "Unknown type \"" + std::string(name.text) + "\".");
        return nullptr;
    }
    return type;
}

const TypeRef *SchemaBuilder::resolve(const TypeSyntax &syntax, std::size_t file)
{
    if (syntax.kind == TypeSyntax::Kind::Named) {
        const NamedType *type = find(syntax.name, file);
        return type ? &type->self : nullptr;
    }
    const TypeRef *of = resolve(*syntax.of, file);
    if (!of)
        return nullptr;
    const auto kind = syntax.kind == TypeSyntax::Kind::List ? TypeRef::Kind::List : TypeRef::Kind::NonNull;
    return &m_schema->m_refs.emplace_back(TypeRef{kind, of->named, of});
}

void SchemaBuilder::fillInputs(Built *built, std::vector<InputValue> &inputs, std::size_t file,
                               const std::vector<InputValueSyntax> &syntax, const std::string &owner)
{
    std::set<std::string> known;
    for (const InputValue &input : inputs)
        known.insert(input.name);
    for (const InputValueSyntax &one : syntax) {
        const std::string title = owner + "." + std::string(one.name.text);
        if (!known.insert(std::string(one.name.text)).second) {
            error(file, one.name.offset, "\"" + title + "\" can only be defined once.");
            continue;
        }
        const TypeRef *type = resolve(one.type, file);
        if (type && !type->named->isInput()) {
            error(file, one.type.name.offset,
                  "The type of " + title + " must be Input Type but got: " + print(*type) + ".");
            type = nullptr;
        }
        if (!type) {
            if (built)
                built->incomplete = true;
            continue;
        }
        InputValue input;
        input.name = one.name.text;
        input.description = one.description;
        input.type = type;
        input.defaultLiteral = one.defaultValue ? &*one.defaultValue : nullptr;
        input.deprecation = deprecation(one.directives);
        if (input.deprecation && type->isNonNull() && !input.defaultLiteral)
            error(file, findDirective(one.directives, "deprecated")->offset,
                  "Required " + title + " cannot be deprecated.");
        inputs.push_back(std::move(input));
    }
}

void SchemaBuilder::fillFields(Built &built, const Source &source)
{
    NamedType &type = *built.type;
    std::set<std::string> known;
    for (const FieldDefinition &field : type.fields)
        known.insert(field.name);
    for (const FieldSyntax &syntax : source.definition->fields) {
        const std::string owner = type.name + "." + std::string(syntax.name.text);
        if (!known.insert(std::string(syntax.name.text)).second) {
            error(source.file, syntax.name.offset, "Field \"" + owner + "\" can only be defined once.");
            continue;
        }
        FieldDefinition field;
        field.name = syntax.name.text;
        field.description = syntax.description;
        field.deprecation = deprecation(syntax.directives);
        field.parent = &type;
        fillInputs(&built, field.arguments, source.file, syntax.arguments, owner);
        field.type = resolve(syntax.type, source.file);
        if (field.type && !field.type->named->isOutput()) {
            error(source.file, syntax.type.name.offset,
                  "The type of " + owner + " must be Output Type but got: " + print(*field.type) + ".");
            field.type = nullptr;
        }
        if (!field.type) {
            built.incomplete = true;
            continue;
        }
        field.number = m_schema->m_fieldCount++;
        m_places.push_back({source.file, &syntax});
        type.fields.push_back(std::move(field));
    }
}

void SchemaBuilder::fillValues(NamedType &type, const Source &source)
{
    std::set<std::string> known;
    for (const EnumValueDefinition &value : type.values)
        known.insert(value.name);
    for (const EnumValueSyntax &value : source.definition->values) {
        if (known.insert(std::string(value.name.text)).second)
            type.values.push_back(
                {std::string(value.name.text), value.description, deprecation(value.directives)});
        else
            error(source.file, value.name.offset,
                  "Enum value \"" + type.name + "." + std::string(value.name.text) +
                      "\" can only be defined once.");
    }
}

void SchemaBuilder::fillInterfaces(Built &built, const Source &source)
{
    NamedType &type = *built.type;
    for (const Name &name : source.definition->interfaces) {
        const NamedType *interface = find(name, source.file);
        if (!interface)
            built.incomplete = true;
        else if (interface->kind != TypeKind::Interface)
            error(source.file, name.offset,
                  "Type " + type.name + " must only implement Interface types, it cannot implement " +
                      interface->name + ".");
        else if (std::find(type.interfaces.begin(), type.interfaces.end(), interface) !=
                 type.interfaces.end())
            error(source.file, name.offset,
                  "Type " + type.name + " can only implement " + interface->name + " once.");
        else
            type.interfaces.push_back(interface);
    }
}

void SchemaBuilder::fillMembers(Built &built, const Source &source)
{
    NamedType &type = *built.type;
    for (const Name &name : source.definition->members) {
        const NamedType *member = find(name, source.file);
        if (!member || member->kind != TypeKind::Object)
            built.incomplete = true;
        if (!member)
            continue;
        if (member->kind != TypeKind::Object)
            error(source.file, name.offset,
                  "Union type " + type.name + " can only include Object types, it cannot include " +
                      member->name + ".");
        else if (std::find(type.possible.begin(), type.possible.end(), member) != type.possible.end())
            error(source.file, name.offset,
                  "Union type " + type.name + " can only include type " + member->name + " once.");
        else
            type.possible.push_back(member);
    }
}

void SchemaBuilder::fillType(Built &built)
{
    NamedType &type = *built.type;
    for (const Source &source : built.sources) {
        const TypeDefinition &definition = *source.definition;
        fillFields(built, source);
        fillInputs(&built, type.inputFields, source.file, definition.inputFields, type.name);
        fillValues(type, source);
        fillInterfaces(built, source);
        fillMembers(built, source);
        if (const Directive *directive = findDirective(definition.directives, "specifiedBy");
            directive && !directive->arguments.empty())
            type.specifiedBy = directive->arguments.front().value.string;
        type.isOneOf = type.isOneOf || findDirective(definition.directives, "oneOf") != nullptr;
    }
    for (std::size_t i = 0; i < type.fields.size(); ++i)
        type.index.emplace(type.fields[i].name, i);
    for (std::size_t i = 0; i < type.inputFields.size(); ++i)
        type.index.emplace(type.inputFields[i].name, i);
    for (std::size_t i = 0; i < type.values.size(); ++i)
        type.index.emplace(type.values[i].name, i);
}

void SchemaBuilder::fillDirectives()
{
    const auto fill = [this](const DirectiveDefinition &definition, std::size_t file) {
        const auto known = std::find_if(
            m_schema->m_directives.begin(), m_schema->m_directives.end(),
            [&](const DirectiveType &directive) { return directive.name == definition.name.text; });
        const bool added = known == m_schema->m_directives.end();
        if (!added && !known->builtIn) {
            error(file, definition.name.offset,
                  "There can be only one directive named \"@" + known->name + "\".");
            return;
        }
        // A schema may say anew what a built-in directive takes and where it stands.
        DirectiveType &directive = added ? m_schema->m_directives.emplace_back() : *known;
        directive.name = definition.name.text;
        directive.description = definition.description;
        directive.repeatable = definition.repeatable;
        directive.builtIn = file == kPreludeFile;
        directive.locations.clear();
        for (const Name &location : definition.locations)
            directive.locations.emplace_back(location.text);
        directive.arguments.clear();
        fillInputs(nullptr, directive.arguments, file, definition.arguments, "@" + directive.name);
        m_schema->m_directivesByName.emplace(directive.name, &directive);
        m_directiveSources.emplace_back(file, &definition);
    };
    for (const DirectiveDefinition &definition : m_prelude->directives)
        fill(definition, kPreludeFile);
    for (std::size_t i = 0; i < m_documents.size(); ++i) {
        for (const DirectiveDefinition &definition : m_documents[i]->directives)
            fill(definition, i);
    }
}

} // namespace mockforge::graphql
