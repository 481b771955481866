// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/language/syntaxreader.h"

namespace mockforge::graphql {

SyntaxReader::SyntaxReader(Document &document, const ParseLimits &limits)
    : m_document(document)
    , m_limits(limits)
    , m_lexer(document.source)
{}

SyntaxReader::Deeper::Deeper(SyntaxReader &reader)
    : depth(reader.m_depth)
{
    if (++depth > reader.m_limits.maxDepth)
        throw SyntaxError{reader.m_token.offset,
                          "Nested deeper than " + std::to_string(reader.m_limits.maxDepth) + " levels."};
}

void SyntaxReader::advance()
{
    m_lexer.next(m_token);
    if (m_token.kind == TokenKind::End)
        return;
    if (++m_document.tokens > m_limits.maxTokens && m_limits.maxTokens > 0)
        throw SyntaxError{m_token.offset, "Document contains more than " +
                                              std::to_string(m_limits.maxTokens) +
                                              " tokens. Parsing aborted."};
}

bool SyntaxReader::take(std::string_view punctuator)
{
    if (!is(punctuator))
        return false;
    advance();
    return true;
}

bool SyntaxReader::takeKeyword(std::string_view word)
{
    if (!isKeyword(word))
        return false;
    advance();
    return true;
}

std::string SyntaxReader::shown() const
{
    switch (m_token.kind) {
    case TokenKind::End:
        return "<EOF>";
    case TokenKind::Punctuator:
        return "\"" + std::string(m_token.text) + "\"";
    case TokenKind::Name:
        return "Name \"" + std::string(m_token.text) + "\"";
    case TokenKind::Int:
        return "Int \"" + std::string(m_token.text) + "\"";
    case TokenKind::Float:
        return "Float \"" + std::string(m_token.text) + "\"";
    case TokenKind::String:
        return "String \"" + m_token.value + "\"";
    case TokenKind::BlockString:
        return "BlockString \"" + m_token.value + "\"";
    }
    return {};
}

void SyntaxReader::unexpected() const
{
    throw SyntaxError{m_token.offset, "Unexpected " + shown() + "."};
}

std::uint32_t SyntaxReader::expect(std::string_view punctuator)
{
    if (!is(punctuator))
        throw SyntaxError{m_token.offset,
                          "Expected \"" + std::string(punctuator) + "\", found " + shown() + "."};
    const std::uint32_t offset = m_token.offset;
    advance();
    return offset;
}

void SyntaxReader::expectKeyword(std::string_view word)
{
    if (!takeKeyword(word))
        throw SyntaxError{m_token.offset, "Expected \"" + std::string(word) + "\", found " + shown() + "."};
}

Name SyntaxReader::name()
{
    if (m_token.kind != TokenKind::Name)
        throw SyntaxError{m_token.offset, "Expected Name, found " + shown() + "."};
    const Name name{m_token.text, m_token.offset};
    advance();
    return name;
}

Name SyntaxReader::fragmentName()
{
    if (isKeyword("on"))
        unexpected();
    return name();
}

void SyntaxReader::read()
{
    advance();
    do
        definition();
    while (m_token.kind != TokenKind::End);
}

/// Descriptions of executable definitions (September 2025) are read and mean nothing.
void SyntaxReader::definition()
{
    const std::uint32_t offset = m_token.offset;
    if (is("{")) {
        Operation anonymous;
        anonymous.offset = offset;
        anonymous.selectionSet = selectionSet();
        m_document.operations.push_back(std::move(anonymous));
        return;
    }
    Description text = description();
    if (text.given && is("{"))
        throw SyntaxError{offset,
                          "Unexpected description, descriptions are not supported on shorthand queries."};
    if (isKeyword("query") || isKeyword("mutation") || isKeyword("subscription")) {
        m_document.operations.push_back(operation());
        m_document.operations.back().offset = offset;
    } else if (isKeyword("fragment")) {
        m_document.fragments.push_back(fragmentDefinition());
        m_document.fragments.back().offset = offset;
    } else {
        typeSystemDefinition(offset, std::move(text));
    }
}

OperationType SyntaxReader::operationType()
{
    if (takeKeyword("query"))
        return OperationType::Query;
    if (takeKeyword("mutation"))
        return OperationType::Mutation;
    if (takeKeyword("subscription"))
        return OperationType::Subscription;
    if (m_token.kind != TokenKind::Name)
        throw SyntaxError{m_token.offset, "Expected Name, found " + shown() + "."};
    unexpected();
}

Operation SyntaxReader::operation()
{
    Operation operation;
    operation.offset = m_token.offset;
    operation.type = operationType();
    if (m_token.kind == TokenKind::Name)
        operation.name = name();
    if (take("(")) {
        do
            operation.variables.push_back(variableDefinition());
        while (!take(")"));
    }
    operation.directives = directives(false);
    operation.selectionSet = selectionSet();
    return operation;
}

VariableDefinition SyntaxReader::variableDefinition()
{
    VariableDefinition variable;
    variable.offset = m_token.offset;
    description();
    expect("$");
    variable.name = name();
    expect(":");
    variable.type = type();
    if (take("="))
        variable.defaultValue = value(true);
    variable.directives = directives(true);
    return variable;
}

SelectionSet SyntaxReader::selectionSet()
{
    const Deeper deeper(*this);
    SelectionSet set;
    set.offset = expect("{");
    do
        set.selections.push_back(selection());
    while (!take("}"));
    return set;
}

Selection SyntaxReader::selection()
{
    return is("...") ? fragment() : field();
}

Selection SyntaxReader::field()
{
    Selection field;
    field.offset = m_token.offset;
    field.name = name();
    if (take(":")) {
        field.alias = field.name;
        field.name = name();
    }
    field.arguments = arguments(false);
    field.directives = directives(false);
    if (is("{"))
        field.selectionSet = std::make_unique<SelectionSet>(selectionSet());
    return field;
}

Selection SyntaxReader::fragment()
{
    Selection fragment;
    fragment.offset = expect("...");
    const bool condition = takeKeyword("on");
    if (!condition && m_token.kind == TokenKind::Name) {
        fragment.kind = Selection::Kind::Spread;
        fragment.name = fragmentName();
        fragment.directives = directives(false);
        return fragment;
    }
    fragment.kind = Selection::Kind::Inline;
    if (condition)
        fragment.name = name();
    fragment.directives = directives(false);
    fragment.selectionSet = std::make_unique<SelectionSet>(selectionSet());
    return fragment;
}

Fragment SyntaxReader::fragmentDefinition()
{
    Fragment fragment;
    fragment.offset = m_token.offset;
    expectKeyword("fragment");
    fragment.name = fragmentName();
    expectKeyword("on");
    fragment.typeCondition = name();
    fragment.directives = directives(false);
    fragment.selectionSet = selectionSet();
    return fragment;
}

std::vector<Argument> SyntaxReader::arguments(bool constant)
{
    std::vector<Argument> list;
    if (!take("("))
        return list;
    do {
        Argument argument;
        argument.name = name();
        expect(":");
        argument.value = value(constant);
        list.push_back(std::move(argument));
    } while (!take(")"));
    return list;
}

std::vector<Directive> SyntaxReader::directives(bool constant)
{
    std::vector<Directive> list;
    while (is("@")) {
        Directive directive;
        directive.offset = expect("@");
        directive.name = name();
        directive.arguments = arguments(constant);
        list.push_back(std::move(directive));
    }
    return list;
}

Value SyntaxReader::value(bool constant)
{
    const Deeper deeper(*this);
    Value result;
    result.offset = m_token.offset;
    result.text = m_token.text;
    switch (m_token.kind) {
    case TokenKind::Int:
        result.kind = Value::Kind::Int;
        break;
    case TokenKind::Float:
        result.kind = Value::Kind::Float;
        break;
    case TokenKind::String:
    case TokenKind::BlockString:
        result.kind = Value::Kind::String;
        result.block = m_token.kind == TokenKind::BlockString;
        result.string = std::move(m_token.value);
        break;
    case TokenKind::Name:
        result.kind = m_token.text == "true" || m_token.text == "false" ? Value::Kind::Boolean
                      : m_token.text == "null"                          ? Value::Kind::Null
                                                                        : Value::Kind::Enum;
        break;
    case TokenKind::End:
        unexpected();
    case TokenKind::Punctuator:
        if (take("[")) {
            result.kind = Value::Kind::List;
            while (!take("]"))
                result.items.push_back(value(constant));
        } else if (take("{")) {
            result.kind = Value::Kind::Object;
            while (!take("}")) {
                ObjectField field;
                field.name = name();
                expect(":");
                field.value = value(constant);
                result.fields.push_back(std::move(field));
            }
        } else if (is("$")) {
            advance();
            if (constant) {
                if (m_token.kind != TokenKind::Name)
                    throw SyntaxError{result.offset, "Unexpected \"$\"."};
                throw SyntaxError{result.offset, "Unexpected variable \"$" + std::string(m_token.text) +
                                                     "\" in constant value."};
            }
            result.kind = Value::Kind::Variable;
            result.text = name().text;
        } else {
            unexpected();
        }
        return result;
    }
    advance();
    return result;
}

TypeSyntax SyntaxReader::type()
{
    const Deeper deeper(*this);
    TypeSyntax result;
    result.name.offset = m_token.offset;
    if (take("[")) {
        result.kind = TypeSyntax::Kind::List;
        result.of = std::make_unique<TypeSyntax>(type());
        expect("]");
    } else {
        result.name = name();
    }
    if (take("!")) {
        TypeSyntax nonNull;
        nonNull.kind = TypeSyntax::Kind::NonNull;
        nonNull.name.offset = result.name.offset;
        nonNull.of = std::make_unique<TypeSyntax>(std::move(result));
        return nonNull;
    }
    return result;
}

} // namespace mockforge::graphql
