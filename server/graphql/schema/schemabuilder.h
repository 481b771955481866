// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/schema/schema.h"

#include <map>
#include <string>
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
    };

    // schemabuilder.cpp
    bool parseAll(std::vector<SourceFile> files);
    void declareTypes();
    void extendTypes();
    void fillType(Built &built);
    void fillFields(NamedType &type, const Source &source);
    void fillInputs(std::vector<InputValue> &inputs, std::size_t file,
                    const std::vector<InputValueSyntax> &syntax, const std::string &owner);
    void fillDirectives();
    void fillRoots();
    void fillPossible();
    void coerceDefaults();
    const TypeRef *resolve(const TypeSyntax &syntax, std::size_t file);
    const NamedType *find(const Name &name, std::size_t file);
    std::optional<std::string> deprecation(const std::vector<Directive> &directives) const;
    void error(std::size_t file, std::uint32_t offset, std::string message);
    void duplicate(std::size_t file, std::uint32_t offset, std::string message);

    // schemacheck.cpp
    void check();
    void checkName(const Name &name, std::size_t file);
    void checkType(const Built &built);
    void checkFields(const Built &built);
    void checkInputs(const std::vector<InputValueSyntax> &syntax, const std::vector<InputValue> &inputs,
                     std::size_t file, const std::string &owner);
    void checkInterfaces(const Built &built);
    void checkImplements(const NamedType &type, const NamedType &interface, const Source &source,
                         std::uint32_t offset);
    void checkInputCycles();
    bool inputCycle(const NamedType &type, std::map<const NamedType *, int> &state);
    void checkDirectives(const std::vector<Directive> &directives, std::string_view location,
                         std::size_t file);
    void checkDirectivesOf(const TypeDefinition &definition, std::size_t file);
    void checkDirectivesOf(const std::vector<InputValueSyntax> &inputs, std::string_view location,
                           std::size_t file);

    static constexpr std::size_t kPreludeFile = static_cast<std::size_t>(-1);

    std::vector<SchemaError> &m_errors;
    std::shared_ptr<Schema> m_schema;
    std::vector<std::shared_ptr<const Document>> m_documents; ///< by file
    std::shared_ptr<const Document> m_prelude;
    std::vector<Built> m_built;
    std::map<std::string_view, std::size_t> m_builtByName;
    std::vector<std::pair<std::size_t, const DirectiveDefinition *>> m_directiveSources;
};

bool isSubtype(const TypeRef &type, const TypeRef &super);

} // namespace mockforge::graphql
