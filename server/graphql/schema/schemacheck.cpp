// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/schema/coercion.h"
#include "server/graphql/schema/schemabuilder.h"

#include <algorithm>
#include <array>
#include <set>

namespace mockforge::graphql {

bool isSubtype(const TypeRef &type, const TypeRef &super)
{
    if (super.isNonNull())
        return type.isNonNull() && isSubtype(*type.of, *super.of);
    if (type.isNonNull())
        return isSubtype(*type.of, super);
    if (super.isList() || type.isList())
        return super.isList() && type.isList() && isSubtype(*type.of, *super.of);
    if (type.named == super.named)
        return true;
    const auto &interfaces = type.named->interfaces;
    return super.named->mayBe(*type.named) ||
           std::find(interfaces.begin(), interfaces.end(), super.named) != interfaces.end();
}

void SchemaBuilder::checkName(const Name &name, std::size_t file)
{
    if (name.text.starts_with("__"))
        error(file, name.offset,
              "Name \"" + std::string(name.text) +
                  "\" must not begin with \"__\", which is reserved by GraphQL introspection.");
}

void SchemaBuilder::check()
{
    for (const Built &built : m_built) {
        if (built.sources.front().file == kPreludeFile && built.type->kind != TypeKind::Scalar)
            continue;
        checkType(built);
        for (const Source &source : built.sources)
            checkDirectivesOf(*source.definition, source.file);
    }
    for (const auto &[file, definition] : m_directiveSources) {
        checkName(definition->name, file);
        if (const DirectiveType *directive = m_schema->directive(definition->name.text))
            checkInputs(definition->arguments, directive->arguments, file, "@" + directive->name);
        checkDirectivesOf(definition->arguments, "ARGUMENT_DEFINITION", file);
    }
    for (std::size_t i = 0; i < m_documents.size(); ++i) {
        for (const SchemaDefinition &schema : m_documents[i]->schemas)
            checkDirectives(schema.directives, "SCHEMA", i);
    }
    checkInputCycles();
}

void SchemaBuilder::checkType(const Built &built)
{
    const NamedType &type = *built.type;
    const Source &source = built.sources.front();
    const std::uint32_t at = source.definition->name.offset;
    if (source.file != kPreludeFile)
        checkName(source.definition->name, source.file);
    switch (type.kind) {
    case TypeKind::Object:
    case TypeKind::Interface:
        if (type.fields.empty())
            error(source.file, at, "Type " + type.name + " must define one or more fields.");
        checkFields(built);
        checkInterfaces(built);
        break;
    case TypeKind::Union:
        if (type.possible.empty())
            error(source.file, at, "Union type " + type.name + " must define one or more member types.");
        break;
    case TypeKind::Enum:
        if (type.values.empty())
            error(source.file, at, "Enum type " + type.name + " must define one or more values.");
        for (const Source &part : built.sources) {
            for (const EnumValueSyntax &value : part.definition->values)
                checkName(value.name, part.file);
        }
        break;
    case TypeKind::InputObject:
        if (type.inputFields.empty())
            error(source.file, at, "Input Object type " + type.name + " must define one or more fields.");
        for (const Source &part : built.sources) {
            checkInputs(part.definition->inputFields, type.inputFields, part.file, type.name);
            for (const InputValueSyntax &field : part.definition->inputFields) {
                if (type.isOneOf && (field.type.kind == TypeSyntax::Kind::NonNull || field.defaultValue))
                    error(part.file, field.name.offset,
                          "OneOf input field " + type.name + "." + std::string(field.name.text) +
                              " must be nullable and have no default value.");
            }
        }
        break;
    case TypeKind::Scalar:
        break;
    }
}

void SchemaBuilder::checkFields(const Built &built)
{
    for (const Source &source : built.sources) {
        for (const FieldSyntax &syntax : source.definition->fields) {
            checkName(syntax.name, source.file);
            if (const FieldDefinition *field = built.type->field(syntax.name.text))
                checkInputs(syntax.arguments, field->arguments, source.file,
                            built.type->name + "." + field->name);
        }
    }
}

void SchemaBuilder::checkInputs(const std::vector<InputValueSyntax> &syntax,
                                const std::vector<InputValue> &inputs, std::size_t file,
                                const std::string &owner)
{
    for (const InputValueSyntax &one : syntax) {
        checkName(one.name, file);
        const auto input = std::find_if(inputs.begin(), inputs.end(), [&](const InputValue &candidate) {
            return candidate.name == one.name.text;
        });
        if (one.defaultValue && input != inputs.end() && !input->defaultValue)
            error(file, one.defaultValue->offset,
                  "The default value " + print(*one.defaultValue) + " of " + owner + "." + input->name +
                      " is no value of type " + print(*input->type) + ".");
    }
}

void SchemaBuilder::checkInterfaces(const Built &built)
{
    const NamedType &type = *built.type;
    for (const Source &source : built.sources) {
        for (const Name &name : source.definition->interfaces) {
            const NamedType *interface = m_schema->type(name.text);
            if (!interface || interface->kind != TypeKind::Interface)
                continue;
            if (interface == &type) {
                error(source.file, name.offset,
                      "Type " + type.name +
                          " cannot implement itself because it would create a circular reference.");
                continue;
            }
            for (const NamedType *inherited : interface->interfaces) {
                if (std::find(type.interfaces.begin(), type.interfaces.end(), inherited) ==
                    type.interfaces.end())
                    error(source.file, name.offset,
                          inherited == &type ? "Type " + type.name + " cannot implement " + interface->name +
                                                   " because it would create a circular reference."
                                             : "Type " + type.name + " must implement " + inherited->name +
                                                   " because it is implemented by " + interface->name + ".");
            }
            checkImplements(type, *interface, source, name.offset);
        }
    }
}

void SchemaBuilder::checkImplements(const NamedType &type, const NamedType &interface, const Source &source,
                                    std::uint32_t offset)
{
    for (const FieldDefinition &wanted : interface.fields) {
        const FieldDefinition *field = type.field(wanted.name);
        const std::string ours = type.name + "." + wanted.name;
        const std::string theirs = interface.name + "." + wanted.name;
        if (!field) {
            error(source.file, offset,
                  "Interface field " + theirs + " expected but " + type.name + " does not provide it.");
            continue;
        }
        if (!isSubtype(*field->type, *wanted.type))
            error(source.file, offset,
                  "Interface field " + theirs + " expects type " + print(*wanted.type) + " but " + ours +
                      " is type " + print(*field->type) + ".");
        for (const InputValue &argument : wanted.arguments) {
            const InputValue *given = field->argument(argument.name);
            if (!given)
                error(source.file, offset,
                      "Interface field argument " + theirs + "(" + argument.name + ":) expected but " + ours +
                          " does not provide it.");
            else if (!sameType(*argument.type, *given->type))
                error(source.file, offset,
                      "Interface field argument " + theirs + "(" + argument.name + ":) expects type " +
                          print(*argument.type) + " but " + ours + "(" + argument.name + ":) is type " +
                          print(*given->type) + ".");
        }
        for (const InputValue &argument : field->arguments) {
            if (!wanted.argument(argument.name) && argument.isRequired())
                error(source.file, offset,
                      "Object field " + ours + " includes required argument " + argument.name +
                          " that is missing from the Interface field " + theirs + ".");
        }
    }
}

/// True when the type is, through fields that must not be null, a part of itself: no value could ever be
/// given.
bool SchemaBuilder::inputCycle(const NamedType &type, std::map<const NamedType *, int> &state)
{
    int &mine = state[&type];
    if (mine != 0)
        return mine == 1;
    mine = 1;
    for (const InputValue &field : type.inputFields) {
        if (field.type->isNonNull() && !field.type->of->isList() &&
            field.type->named->kind == TypeKind::InputObject && inputCycle(*field.type->named, state))
            return true;
    }
    state[&type] = 2;
    return false;
}

void SchemaBuilder::checkInputCycles()
{
    for (const Built &built : m_built) {
        std::map<const NamedType *, int> state;
        if (built.type->kind != TypeKind::InputObject || !inputCycle(*built.type, state) ||
            state[built.type] != 1)
            continue;
        error(built.sources.front().file, built.sources.front().definition->name.offset,
              "Cannot reference Input Object \"" + built.type->name +
                  "\" within itself through a series of non-null fields.");
    }
}

void SchemaBuilder::checkDirectives(const std::vector<Directive> &directives, std::string_view location,
                                    std::size_t file)
{
    std::set<std::string_view> seen;
    for (const Directive &used : directives) {
        const DirectiveType *directive = m_schema->directive(used.name.text);
        const std::string name = "\"@" + std::string(used.name.text) + "\"";
        if (!directive) {
            error(file, used.offset, "Unknown directive " + name + ".");
            continue;
        }
        if (std::find(directive->locations.begin(), directive->locations.end(), location) ==
            directive->locations.end())
            error(file, used.offset,
                  "Directive " + name + " may not be used on " + std::string(location) + ".");
        if (!seen.insert(used.name.text).second && !directive->repeatable)
            error(file, used.offset, "The directive " + name + " can only be used once at this location.");
        for (const Argument &argument : used.arguments) {
            const auto known =
                std::find_if(directive->arguments.begin(), directive->arguments.end(),
                             [&](const InputValue &one) { return one.name == argument.name.text; });
            if (known == directive->arguments.end())
                error(file, argument.name.offset,
                      "Unknown argument \"" + std::string(argument.name.text) + "\" on directive " + name +
                          ".");
            else if (!coerceLiteral(argument.value, *known->type, nullptr))
                error(file, argument.value.offset,
                      print(argument.value) + " is no value of type " + print(*known->type) + ".");
        }
        for (const InputValue &argument : directive->arguments) {
            const bool given =
                std::any_of(used.arguments.begin(), used.arguments.end(),
                            [&](const Argument &one) { return one.name.text == argument.name; });
            if (argument.isRequired() && !given)
                error(file, used.offset,
                      "Directive " + name + " argument \"" + argument.name + "\" of type \"" +
                          print(*argument.type) + "\" is required, but it was not provided.");
        }
    }
}

void SchemaBuilder::checkDirectivesOf(const std::vector<InputValueSyntax> &inputs, std::string_view location,
                                      std::size_t file)
{
    for (const InputValueSyntax &input : inputs)
        checkDirectives(input.directives, location, file);
}

void SchemaBuilder::checkDirectivesOf(const TypeDefinition &definition, std::size_t file)
{
    static constexpr std::array<std::string_view, 6> kLocations{"SCALAR", "OBJECT", "INTERFACE",
                                                                "UNION",  "ENUM",   "INPUT_OBJECT"};
    checkDirectives(definition.directives, kLocations[static_cast<std::size_t>(definition.kind)], file);
    for (const FieldSyntax &field : definition.fields) {
        checkDirectives(field.directives, "FIELD_DEFINITION", file);
        checkDirectivesOf(field.arguments, "ARGUMENT_DEFINITION", file);
    }
    checkDirectivesOf(definition.inputFields, "INPUT_FIELD_DEFINITION", file);
    for (const EnumValueSyntax &value : definition.values)
        checkDirectives(value.directives, "ENUM_VALUE", file);
}

} // namespace mockforge::graphql
