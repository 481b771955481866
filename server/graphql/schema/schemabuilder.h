// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/language/error.h"
#include "server/graphql/schema/schema.h"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace mockforge::graphql {

/// Puts a schema together from its documents and checks it; every problem is reported at its place.
class SchemaBuilder
{
public:
    explicit SchemaBuilder(std::vector<SchemaError> &errors)
        : m_errors(errors)
    {}

    std::shared_ptr<const Schema> build(std::vector<SourceFile> files);

private:
    /// A definition and the document that it is in.
    struct Source
    {
        std::size_t file = 0; ///< kPreludeFile for what every schema has
        const TypeDefinition *definition = nullptr;
    };
    struct Built
    {
        NamedType *type = nullptr;
        std::vector<Source> sources; ///< the definition, then the extensions
        bool incomplete = false;     ///< something of it was refused: what is missing is no error of its own
    };
    /// Where an input value or a field was written.
    struct FieldPlace
    {
        std::size_t file = 0;
        const FieldSyntax *syntax = nullptr;
    };
    /// The directives that stand at one place, with where they were first used.
    using Used = std::map<std::string_view, std::uint32_t>;

    // schemabuilder.cpp
    bool parseAll(std::vector<SourceFile> files);
    void declareTypes();
    void declare(const TypeDefinition &definition, std::size_t file);
    void extendTypes();
    void fillRoots();
    void fillRoot(const RootOperation &root, std::size_t file);
    void fillPossible();
    void coerceDefaults();
    void coerceDefaults(NamedType &type, int depth);
    static void coerceDefaults(std::vector<InputValue> &inputs);
    void error(std::size_t file, std::uint32_t offset, std::string message);

    // schemafill.cpp
    void fillType(Built &built);
    void fillFields(Built &built, const Source &source);
    void fillInputs(Built *built, std::vector<InputValue> &inputs, std::size_t file,
                    const std::vector<InputValueSyntax> &syntax, const std::string &owner);
    void fillValues(NamedType &type, const Source &source);
    void fillInterfaces(Built &built, const Source &source);
    void fillMembers(Built &built, const Source &source);
    void fillDirectives();
    const TypeRef *resolve(const TypeSyntax &syntax, std::size_t file);
    const NamedType *find(const Name &name, std::size_t file);

    // schemacheck.cpp
    void check();
    void checkName(const Name &name, std::size_t file);
    void checkType(const Built &built);
    void checkFields(const Built &built);
    void checkInputs(const std::vector<InputValueSyntax> &syntax, const std::vector<InputValue> &inputs,
                     std::size_t file, const std::string &owner);
    void checkInputObject(const Built &built);
    void checkInterfaces(const Built &built);
    void checkImplements(const Built &built, const NamedType &interface, const Source &source);
    void checkArguments(const FieldDefinition &field, const FieldDefinition &wanted,
                        std::string_view interface);
    void checkInputCycles();

    // directivecheck.cpp
    void checkAllDirectives();
    void checkDirectives(const std::vector<Directive> &directives, std::string_view location,
                         std::size_t file, Used &used);
    void checkDirective(const Directive &used, const DirectiveType &directive, std::string_view location,
                        std::size_t file);
    void checkDirectivesOf(const TypeDefinition &definition, std::size_t file, Used &used);
    void checkDirectivesOf(const std::vector<InputValueSyntax> &inputs, std::string_view location,
                           std::size_t file);
    void checkRepeatedFields(const Value &value, std::size_t file);

    static constexpr std::size_t kPreludeFile = static_cast<std::size_t>(-1);

    std::vector<SchemaError> &m_errors;
    std::shared_ptr<Schema> m_schema;
    std::vector<std::shared_ptr<const Document>> m_documents; ///< by file
    std::shared_ptr<const Document> m_prelude;
    std::vector<Built> m_built;
    std::unordered_map<std::string_view, std::size_t> m_builtByName;
    std::vector<bool> m_defaultsMade; ///< by a type's number
    bool m_rootGiven[3] = {};
    std::vector<FieldPlace> m_places;       ///< by a field's number
    std::vector<LocationIndex> m_locations; ///< by file
    std::vector<std::pair<std::size_t, const DirectiveDefinition *>> m_directiveSources;
};

} // namespace mockforge::graphql
