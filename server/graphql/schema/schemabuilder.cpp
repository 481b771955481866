// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/schema/schemabuilder.h"

#include "server/graphql/language/parser.h"
#include "server/graphql/schema/coercion.h"
#include "server/graphql/schema/prelude.h"

#include <algorithm>
#include <array>
#include <set>

namespace mockforge::graphql {

namespace {

constexpr std::array<std::string_view, 6> kKindWords{"scalar", "object", "interface",
                                                     "union",  "enum",   "input object"};

std::string kindWord(TypeKind kind)
{
    return std::string(kKindWords[static_cast<std::size_t>(kind)]);
}

} // namespace

std::shared_ptr<const Schema> Schema::build(std::vector<SourceFile> files, std::vector<SchemaError> &errors)
{
    return SchemaBuilder(errors).build(std::move(files));
}

void SchemaBuilder::error(std::size_t file, std::uint32_t offset, std::string message)
{
    if (file == kPreludeFile)
        return;
    const Location at = locationOf(m_documents[file]->source, offset);
    m_errors.push_back({file, at.line, at.column, std::move(message)});
}

bool SchemaBuilder::parseAll(std::vector<SourceFile> files)
{
    ParseResult prelude = parse(kPrelude);
    m_prelude = prelude.document;
    bool ok = m_prelude != nullptr;
    for (std::size_t i = 0; i < files.size(); ++i) {
        ParseResult result = parse(std::move(files[i].text));
        if (!result.document) {
            const Location at = result.error.locations.empty() ? Location{} : result.error.locations.front();
            m_errors.push_back({i, at.line, at.column, result.error.message});
            ok = false;
        }
        m_documents.push_back(std::move(result.document));
    }
    for (std::size_t i = 0; ok && i < m_documents.size(); ++i) {
        const Document &document = *m_documents[i];
        for (const Operation &operation : document.operations)
            error(i, operation.offset, "An operation cannot stand in a schema.");
        for (const Fragment &fragment : document.fragments)
            error(i, fragment.offset, "A fragment cannot stand in a schema.");
    }
    return ok;
}

void SchemaBuilder::declareTypes()
{
    const auto declare = [this](const Document &document, std::size_t file) {
        for (const TypeDefinition &definition : document.types) {
            if (definition.isExtension)
                continue;
            if (m_builtByName.contains(definition.name.text)) {
                const bool builtIn =
                    m_built[m_builtByName[definition.name.text]].sources.front().file == kPreludeFile;
                // A schema that spells out a built-in scalar says nothing new.
                if (builtIn && definition.kind == TypeKind::Scalar)
                    continue;
                error(file, definition.name.offset,
                      "There can be only one type named \"" + std::string(definition.name.text) + "\".");
                continue;
            }
            NamedType &type = m_schema->m_types.emplace_back();
            type.kind = definition.kind;
            type.name = definition.name.text;
            type.description = definition.description;
            type.number = static_cast<std::uint32_t>(m_schema->m_types.size() - 1);
            type.self = {TypeRef::Kind::Named, &type, nullptr};
            type.isIntrospection = file == kPreludeFile && definition.kind != TypeKind::Scalar;
            static constexpr std::array<std::string_view, 5> kScalars{"Int", "Float", "String", "Boolean",
                                                                      "ID"};
            for (std::size_t i = 0; i < kScalars.size(); ++i) {
                if (type.name == kScalars[i])
                    type.scalar = static_cast<ScalarKind>(i);
            }
            m_schema->m_byName.emplace(type.name, &type);
            m_builtByName.emplace(definition.name.text, m_built.size());
            m_built.push_back({&type, {{file, &definition}}});
        }
    };
    declare(*m_prelude, kPreludeFile);
    for (std::size_t i = 0; i < m_documents.size(); ++i)
        declare(*m_documents[i], i);
}

void SchemaBuilder::extendTypes()
{
    for (std::size_t i = 0; i < m_documents.size(); ++i) {
        for (const TypeDefinition &definition : m_documents[i]->types) {
            if (!definition.isExtension)
                continue;
            const auto found = m_builtByName.find(definition.name.text);
            if (found == m_builtByName.end()) {
                error(i, definition.name.offset,
                      "Cannot extend type \"" + std::string(definition.name.text) +
                          "\" because it is not defined.");
                continue;
            }
            Built &built = m_built[found->second];
            if (built.type->kind != definition.kind)
                error(i, definition.name.offset,
                      "Cannot extend non-" + kindWord(definition.kind) + " type \"" + built.type->name +
                          "\".");
            else
                built.sources.push_back({i, &definition});
        }
    }
}

const NamedType *SchemaBuilder::find(const Name &name, std::size_t file)
{
    const NamedType *type = m_schema->type(name.text);
    if (!type)
        error(file, name.offset, "Unknown type \"" + std::string(name.text) + "\".");
    return type;
}

/// Null, with an error, when the name is unknown.
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

std::optional<std::string> SchemaBuilder::deprecation(const std::vector<Directive> &directives) const
{
    for (const Directive &directive : directives) {
        if (directive.name.text != "deprecated")
            continue;
        for (const Argument &argument : directive.arguments) {
            if (argument.name.text == "reason" && argument.value.kind == Value::Kind::String)
                return argument.value.string;
        }
        return "No longer supported";
    }
    return std::nullopt;
}

void SchemaBuilder::fillInputs(std::vector<InputValue> &inputs, std::size_t file,
                               const std::vector<InputValueSyntax> &syntax, const std::string &owner)
{
    for (const InputValueSyntax &one : syntax) {
        const bool known = std::any_of(inputs.begin(), inputs.end(),
                                       [&](const InputValue &input) { return input.name == one.name.text; });
        if (known) {
            error(file, one.name.offset,
                  "\"" + owner + "\" has \"" + std::string(one.name.text) + "\" twice.");
            continue;
        }
        const TypeRef *type = resolve(one.type, file);
        if (!type)
            continue;
        if (!type->named->isInput()) {
            error(file, one.type.name.offset,
                  "The type of " + owner + "." + std::string(one.name.text) +
                      " must be Input Type but got: " + print(*type) + ".");
            continue;
        }
        InputValue input;
        input.name = one.name.text;
        input.description = one.description;
        input.type = type;
        input.defaultLiteral = one.defaultValue ? &*one.defaultValue : nullptr;
        input.deprecation = deprecation(one.directives);
        if (input.deprecation && type->isNonNull() && !input.defaultLiteral)
            error(file, one.name.offset, "Required " + owner + "." + input.name + " cannot be deprecated.");
        inputs.push_back(std::move(input));
    }
}

void SchemaBuilder::fillFields(NamedType &type, const Source &source)
{
    for (const FieldSyntax &syntax : source.definition->fields) {
        const std::string owner = type.name + "." + std::string(syntax.name.text);
        const bool known =
            std::any_of(type.fields.begin(), type.fields.end(),
                        [&](const FieldDefinition &field) { return field.name == syntax.name.text; });
        if (known) {
            error(source.file, syntax.name.offset, "Field \"" + owner + "\" can only be defined once.");
            continue;
        }
        FieldDefinition field;
        field.name = syntax.name.text;
        field.description = syntax.description;
        field.type = resolve(syntax.type, source.file);
        field.deprecation = deprecation(syntax.directives);
        field.parent = &type;
        fillInputs(field.arguments, source.file, syntax.arguments, owner);
        if (!field.type)
            continue;
        if (!field.type->named->isOutput()) {
            error(source.file, syntax.type.name.offset,
                  "The type of " + owner + " must be Output Type but got: " + print(*field.type) + ".");
            continue;
        }
        field.number = m_schema->m_fieldCount++;
        type.fields.push_back(std::move(field));
    }
}

void SchemaBuilder::fillType(Built &built)
{
    NamedType &type = *built.type;
    for (const Source &source : built.sources) {
        const TypeDefinition &definition = *source.definition;
        fillFields(type, source);
        fillInputs(type.inputFields, source.file, definition.inputFields, type.name);
        for (const EnumValueSyntax &value : definition.values) {
            const bool known =
                std::any_of(type.values.begin(), type.values.end(),
                            [&](const EnumValueDefinition &one) { return one.name == value.name.text; });
            if (known)
                error(source.file, value.name.offset,
                      "Enum value \"" + type.name + "." + std::string(value.name.text) +
                          "\" can only be defined once.");
            else
                type.values.push_back(
                    {std::string(value.name.text), value.description, deprecation(value.directives)});
        }
        for (const Name &name : definition.interfaces) {
            const NamedType *interface = find(name, source.file);
            if (!interface)
                continue;
            if (interface->kind != TypeKind::Interface)
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
        for (const Name &name : definition.members) {
            const NamedType *member = find(name, source.file);
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
        for (const Directive &directive : definition.directives) {
            if (directive.name.text == "specifiedBy" && !directive.arguments.empty())
                type.specifiedBy = directive.arguments.front().value.string;
            type.isOneOf = type.isOneOf || directive.name.text == "oneOf";
        }
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
    const auto fill = [this](const Document &document, std::size_t file) {
        for (const DirectiveDefinition &definition : document.directives) {
            if (const DirectiveType *known = m_schema->directive(definition.name.text)) {
                // A schema may spell out a built-in directive; ours stays in force.
                if (!known->builtIn)
                    error(file, definition.name.offset,
                          "There can be only one directive named \"@" + known->name + "\".");
                continue;
            }
            DirectiveType &directive = m_schema->m_directives.emplace_back();
            directive.name = definition.name.text;
            directive.description = definition.description;
            directive.repeatable = definition.repeatable;
            directive.builtIn = file == kPreludeFile;
            for (const Name &location : definition.locations)
                directive.locations.emplace_back(location.text);
            fillInputs(directive.arguments, file, definition.arguments, "@" + directive.name);
            m_schema->m_directivesByName.emplace(directive.name, &directive);
            m_directiveSources.emplace_back(file, &definition);
        }
    };
    fill(*m_prelude, kPreludeFile);
    for (std::size_t i = 0; i < m_documents.size(); ++i)
        fill(*m_documents[i], i);
}

void SchemaBuilder::fillRoots()
{
    static constexpr std::array<std::string_view, 3> kNames{"Query", "Mutation", "Subscription"};
    static constexpr std::array<std::string_view, 3> kWords{"query", "mutation", "subscription"};
    bool defined = false;
    for (std::size_t i = 0; i < m_documents.size(); ++i) {
        for (const SchemaDefinition &schema : m_documents[i]->schemas) {
            if (!schema.isExtension && defined)
                error(i, schema.offset, "Must provide only one schema definition.");
            defined = defined || !schema.isExtension;
            if (schema.description.given)
                m_schema->m_description = schema.description;
            for (const RootOperation &root : schema.operations) {
                const auto index = static_cast<std::size_t>(root.type);
                const NamedType *type = find(root.typeName, i);
                if (!type)
                    continue;
                if (m_schema->m_roots[index])
                    error(i, root.offset,
                          "There can be only one " + std::string(kWords[index]) + " type in schema.");
                else if (type->kind != TypeKind::Object)
                    error(i, root.typeName.offset,
                          "The root type of " + std::string(kWords[index]) +
                              " must be an Object type, it cannot be " + type->name + ".");
                else
                    m_schema->m_roots[index] = type;
            }
        }
    }
    for (std::size_t i = 0; i < kNames.size() && !defined; ++i) {
        const NamedType *type = m_schema->type(kNames[i]);
        if (type && type->kind == TypeKind::Object && !m_schema->m_roots[i])
            m_schema->m_roots[i] = type;
    }
    if (!m_schema->m_roots[0] && m_errors.empty() && !m_documents.empty())
        error(0, 0, "The schema has no query root: a type Query is missing, or 'schema { query: … }'.");
}

void SchemaBuilder::fillPossible()
{
    for (const Built &built : m_built) {
        if (built.type->kind != TypeKind::Object)
            continue;
        for (const NamedType *interface : built.type->interfaces)
            m_built[m_builtByName.at(interface->name)].type->possible.push_back(built.type);
    }
    for (const Built &built : m_built) {
        NamedType &type = *built.type;
        type.isPossible.resize(type.possible.empty() ? 0 : m_built.size());
        for (const NamedType *object : type.possible)
            type.isPossible[object->number] = true;
    }
}

/// Input objects may lean on the defaults of others, so what is nested is done first: by turns until nothing
/// changes.
void SchemaBuilder::coerceDefaults()
{
    const auto coerce = [](std::vector<InputValue> &inputs) {
        for (InputValue &input : inputs) {
            if (input.defaultLiteral)
                input.defaultValue = coerceLiteral(*input.defaultLiteral, *input.type, nullptr);
        }
    };
    for (int turn = 0; turn < 3; ++turn) {
        for (Built &built : m_built)
            coerce(built.type->inputFields);
    }
    for (Built &built : m_built) {
        for (FieldDefinition &field : built.type->fields)
            coerce(field.arguments);
    }
    for (DirectiveType &directive : m_schema->m_directives)
        coerce(directive.arguments);
}

std::shared_ptr<const Schema> SchemaBuilder::build(std::vector<SourceFile> files)
{
    m_schema.reset(new Schema);
    if (!parseAll(std::move(files)))
        return nullptr;
    declareTypes();
    extendTypes();
    for (Built &built : m_built)
        fillType(built);
    fillDirectives();
    fillRoots();
    fillPossible();
    coerceDefaults();
    check();
    if (!m_errors.empty())
        return nullptr;
    const NamedType *root = m_schema->type("__Root");
    m_schema->m_schemaField = root->field("__schema");
    m_schema->m_typeField = root->field("__type");
    m_schema->m_typename = root->field("__typename");
    m_schema->m_documents = std::move(m_documents);
    m_schema->m_documents.push_back(m_prelude);
    m_schema->m_byName.erase("__Root");
    return m_schema;
}

} // namespace mockforge::graphql
