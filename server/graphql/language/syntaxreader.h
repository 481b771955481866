// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/language/lexer.h"
#include "server/graphql/language/parser.h"

namespace mockforge::graphql {

/// Recursive descent over the tokens; throws SyntaxError. executable definitions are in syntaxreader.cpp, the
/// type system's in typesyntax.cpp.
class SyntaxReader
{
public:
    SyntaxReader(Document &document, const ParseLimits &limits);
    void read();

private:
    struct Deeper
    {
        explicit Deeper(SyntaxReader &reader);
        ~Deeper() { --depth; }
        int &depth;
    };

    void advance();
    bool is(std::string_view punctuator) const noexcept
    {
        return m_token.kind == TokenKind::Punctuator && m_token.text == punctuator;
    }
    bool isKeyword(std::string_view word) const noexcept
    {
        return m_token.kind == TokenKind::Name && m_token.text == word;
    }
    bool take(std::string_view punctuator);
    bool takeKeyword(std::string_view word);
    std::uint32_t expect(std::string_view punctuator);
    void expectKeyword(std::string_view word);
    [[noreturn]] void unexpected() const;
    std::string shown() const;
    Name name();
    Name fragmentName();
    Name enumValueName();

    void definition();
    Operation operation();
    OperationType operationType();
    VariableDefinition variableDefinition();
    SelectionSet selectionSet();
    Selection selection();
    Selection field();
    Selection fragment();
    Fragment fragmentDefinition();
    std::vector<Argument> arguments(bool constant);
    std::vector<Directive> directives(bool constant);
    Value value(bool constant);
    TypeSyntax type();

    void typeSystemDefinition(std::uint32_t offset, Description text);
    Description description();
    SchemaDefinition schemaDefinition(bool extension);
    TypeDefinition typeDefinition(TypeKind kind, bool extension);
    DirectiveDefinition directiveDefinition();
    std::vector<Name> implements();
    std::vector<Name> unionMembers();
    FieldSyntax fieldDefinition();
    InputValueSyntax inputValue();
    std::vector<InputValueSyntax> inputValues(std::string_view open, std::string_view close);
    void checkExtends(const TypeDefinition &definition) const;

    Document &m_document;
    ParseLimits m_limits;
    Lexer m_lexer;
    Token m_token;
    std::uint32_t m_lastEnd = 0;
    int m_depth = 0;
};

} // namespace mockforge::graphql
