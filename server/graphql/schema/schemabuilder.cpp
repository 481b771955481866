// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/schema/schemabuilder.h"

#include "server/graphql/language/parser.h"
#include "server/graphql/schema/coercion.h"
#include "server/graphql/schema/prelude.h"

#include <algorithm>
#include <array>
#include <tuple>

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
    const Location at = m_locations[file].of(offset);
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
        m_locations.emplace_back(result.document ? std::string_view(result.document->source) : "");
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
    for (const TypeDefinition &definition : m_prelude->types)
        declare(definition, kPreludeFile);
    for (std::size_t i = 0; i < m_documents.size(); ++i) {
        for (const TypeDefinition &definition : m_documents[i]->types)
            declare(definition, i);
    }
}

void SchemaBuilder::declare(const TypeDefinition &definition, std::size_t file)
{
    if (definition.isExtension)
        return;
    const auto [slot, added] = m_builtByName.emplace(definition.name.text, m_built.size());
    if (!added) {
        const Built &known = m_built[slot->second];
        // A schema that spells out a built-in scalar says nothing new.
        const bool builtIn = known.sources.front().file == kPreludeFile;
        if (!builtIn || definition.kind != TypeKind::Scalar || known.type->kind != TypeKind::Scalar)
            error(file, definition.name.offset,
                  "There can be only one type named \"" + std::string(definition.name.text) + "\".");
        return;
    }
    NamedType &type = m_schema->m_types.emplace_back();
    type.kind = definition.kind;
    type.name = definition.name.text;
    type.description = definition.description;
    type.number = static_cast<std::uint32_t>(m_schema->m_types.size() - 1);
    type.self = {TypeRef::Kind::Named, &type, nullptr};
    type.isIntrospection = file == kPreludeFile && definition.kind != TypeKind::Scalar;
    static constexpr std::array<std::string_view, 5> kScalars{"Int", "Float", "String", "Boolean", "ID"};
    for (std::size_t i = 0; i < kScalars.size(); ++i) {
        if (type.name == kScalars[i])
            type.scalar = static_cast<ScalarKind>(i);
    }
    m_schema->m_byName.emplace(type.name, &type);
    m_built.push_back({&type, {{file, &definition}}});
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

void SchemaBuilder::fillRoots()
{
    static constexpr std::array<std::string_view, 3> kNames{"Query", "Mutation", "Subscription"};
    bool defined = false;
    for (std::size_t i = 0; i < m_documents.size(); ++i) {
        for (const SchemaDefinition &schema : m_documents[i]->schemas) {
            if (!schema.isExtension && defined)
                error(i, schema.offset, "Must provide only one schema definition.");
            defined = defined || !schema.isExtension;
            if (schema.description.given)
                m_schema->m_description = schema.description;
            for (const RootOperation &root : schema.operations)
                fillRoot(root, i);
        }
    }
    for (std::size_t i = 0; i < kNames.size() && !defined; ++i) {
        const NamedType *type = m_schema->type(kNames[i]);
        if (!type || m_schema->m_roots[i])
            continue;
        const Source &source = m_built[type->number].sources.front();
        if (type->kind == TypeKind::Object)
            m_schema->m_roots[i] = type;
        else
            error(source.file, source.definition->name.offset,
                  "The root type " + type->name + " must be an Object type.");
    }
    if (!m_schema->m_roots[0] && m_errors.empty() && !m_documents.empty())
        error(0, 0, "The schema has no query root: a type Query is missing, or 'schema { query: … }'.");
}

void SchemaBuilder::fillRoot(const RootOperation &root, std::size_t file)
{
    static constexpr std::array<std::string_view, 3> kWords{"query", "mutation", "subscription"};
    const auto index = static_cast<std::size_t>(root.type);
    const std::string word(kWords[index]);
    const NamedType *type = find(root.typeName, file);
    if (m_rootGiven[index])
        error(file, root.offset, "There can be only one " + word + " type in schema.");
    else if (type && type->kind != TypeKind::Object)
        error(file, root.typeName.offset,
              "The root type of " + word + " must be an Object type, it cannot be " + type->name + ".");
    else
        m_schema->m_roots[index] = type;
    m_rootGiven[index] = true;
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

/// Input objects may lean on the defaults of others: those are made first. Where they lean on each other in a
/// circle, what is not made yet counts as not given.
void SchemaBuilder::coerceDefaults(NamedType &type, int depth)
{
    constexpr int kMostDepth = 200;
    if (depth > kMostDepth || m_defaultsMade[type.number])
        return;
    m_defaultsMade[type.number] = true;
    for (const InputValue &input : type.inputFields) {
        if (input.defaultLiteral && input.type->named->kind == TypeKind::InputObject)
            coerceDefaults(*m_built[input.type->named->number].type, depth + 1);
    }
    coerceDefaults(type.inputFields);
}

void SchemaBuilder::coerceDefaults(std::vector<InputValue> &inputs)
{
    for (InputValue &input : inputs) {
        if (input.defaultLiteral)
            input.defaultValue = coerceLiteral(*input.defaultLiteral, *input.type, nullptr);
    }
}

void SchemaBuilder::coerceDefaults()
{
    m_defaultsMade.resize(m_built.size());
    for (const Built &built : m_built)
        coerceDefaults(*built.type, 0);
    for (const Built &built : m_built) {
        for (FieldDefinition &field : built.type->fields)
            coerceDefaults(field.arguments);
    }
    for (DirectiveType &directive : m_schema->m_directives)
        coerceDefaults(directive.arguments);
}

std::shared_ptr<const Schema> SchemaBuilder::build(std::vector<SourceFile> files)
{
    m_schema.reset(new Schema);
    if (parseAll(std::move(files))) {
        declareTypes();
        extendTypes();
        for (Built &built : m_built)
            fillType(built);
        fillDirectives();
        fillRoots();
        fillPossible();
        coerceDefaults();
        check();
    }
    if (!m_errors.empty()) {
        std::stable_sort(m_errors.begin(), m_errors.end(), [](const SchemaError &a, const SchemaError &b) {
            return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
        });
        return nullptr;
    }
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
