// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/language/syntaxreader.h"

#include <array>
#include <utility>

namespace mockforge::graphql {

namespace {

constexpr std::array kTypeKeywords{
    std::pair{"scalar", TypeKind::Scalar},       std::pair{"type", TypeKind::Object},
    std::pair{"interface", TypeKind::Interface}, std::pair{"union", TypeKind::Union},
    std::pair{"enum", TypeKind::Enum},           std::pair{"input", TypeKind::InputObject}};

} // namespace

Description SyntaxReader::description()
{
    Description description;
    if (m_token.kind != TokenKind::String && m_token.kind != TokenKind::BlockString)
        return description;
    description.given = true;
    description.text = std::move(m_token.value);
    advance();
    return description;
}

void SyntaxReader::typeSystemDefinition(std::uint32_t offset, Description text)
{
    const bool extension = !text.given && takeKeyword("extend");
    if (isKeyword("schema")) {
        SchemaDefinition schema = schemaDefinition(extension);
        schema.offset = offset;
        schema.description = std::move(text);
        m_document.typeSystem.emplace_back(offset, "schema");
        m_document.schemas.push_back(std::move(schema));
        return;
    }
    if (isKeyword("directive") && !extension) {
        DirectiveDefinition directive = directiveDefinition();
        directive.offset = offset;
        directive.description = std::move(text);
        m_document.typeSystem.emplace_back(offset, "\"" + std::string(directive.name.text) + "\"");
        m_document.directives.push_back(std::move(directive));
        return;
    }
    for (const auto &[keyword, kind] : kTypeKeywords) {
        if (!isKeyword(keyword))
            continue;
        TypeDefinition type = typeDefinition(kind, extension);
        type.offset = offset;
        type.description = std::move(text);
        m_document.typeSystem.emplace_back(offset, "\"" + std::string(type.name.text) + "\"");
        m_document.types.push_back(std::move(type));
        return;
    }
    if (text.given && m_token.kind == TokenKind::Name)
        throw SyntaxError{offset, "Unexpected description, only GraphQL definitions support descriptions."};
    unexpected();
}

SchemaDefinition SyntaxReader::schemaDefinition(bool extension)
{
    SchemaDefinition schema;
    schema.isExtension = extension;
    expectKeyword("schema");
    schema.directives = directives(true);
    if (extension && !is("{")) {
        if (schema.directives.empty())
            unexpected();
        return schema;
    }
    expect("{");
    do {
        RootOperation root;
        root.offset = m_token.offset;
        root.type = operationType();
        expect(":");
        root.typeName = name();
        schema.operations.push_back(root);
    } while (!take("}"));
    return schema;
}

std::vector<Name> SyntaxReader::implements()
{
    std::vector<Name> list;
    if (!takeKeyword("implements"))
        return list;
    take("&");
    do
        list.push_back(name());
    while (take("&"));
    return list;
}

std::vector<Name> SyntaxReader::unionMembers()
{
    std::vector<Name> list;
    if (!take("="))
        return list;
    take("|");
    do
        list.push_back(name());
    while (take("|"));
    return list;
}

Name SyntaxReader::enumValueName()
{
    if (isKeyword("true") || isKeyword("false") || isKeyword("null"))
        throw SyntaxError{m_token.offset, "Name \"" + std::string(m_token.text) +
                                              "\" is reserved and cannot be used for an enum value."};
    return name();
}

TypeDefinition SyntaxReader::typeDefinition(TypeKind kind, bool extension)
{
    TypeDefinition type;
    type.kind = kind;
    type.isExtension = extension;
    advance();
    type.name = name();
    if (kind == TypeKind::Object || kind == TypeKind::Interface)
        type.interfaces = implements();
    type.directives = directives(true);
    if (kind == TypeKind::Union)
        type.members = unionMembers();
    if (kind == TypeKind::InputObject)
        type.inputFields = inputValues("{", "}");
    if ((kind == TypeKind::Object || kind == TypeKind::Interface) && take("{")) {
        do
            type.fields.push_back(fieldDefinition());
        while (!take("}"));
    }
    if (kind == TypeKind::Enum && take("{")) {
        do {
            EnumValueSyntax value;
            value.offset = m_token.offset;
            value.description = description();
            value.name = enumValueName();
            value.directives = directives(true);
            type.values.push_back(std::move(value));
        } while (!take("}"));
    }
    if (extension)
        checkExtends(type);
    return type;
}

/// An extension must add something.
void SyntaxReader::checkExtends(const TypeDefinition &type) const
{
    const bool empty = type.interfaces.empty() && type.directives.empty() && type.fields.empty() &&
                       type.members.empty() && type.values.empty() && type.inputFields.empty();
    if (empty)
        unexpected();
}

FieldSyntax SyntaxReader::fieldDefinition()
{
    FieldSyntax field;
    field.offset = m_token.offset;
    field.description = description();
    field.name = name();
    field.arguments = inputValues("(", ")");
    expect(":");
    field.type = type();
    field.directives = directives(true);
    return field;
}

InputValueSyntax SyntaxReader::inputValue()
{
    InputValueSyntax input;
    input.offset = m_token.offset;
    input.description = description();
    input.name = name();
    expect(":");
    input.type = type();
    if (take("="))
        input.defaultValue = value(true);
    input.directives = directives(true);
    return input;
}

std::vector<InputValueSyntax> SyntaxReader::inputValues(std::string_view open, std::string_view close)
{
    std::vector<InputValueSyntax> list;
    if (!take(open))
        return list;
    do
        list.push_back(inputValue());
    while (!take(close));
    return list;
}

DirectiveDefinition SyntaxReader::directiveDefinition()
{
    static constexpr std::array<std::string_view, 19> kLocations{"QUERY",
                                                                 "MUTATION",
                                                                 "SUBSCRIPTION",
                                                                 "FIELD",
                                                                 "FRAGMENT_DEFINITION",
                                                                 "FRAGMENT_SPREAD",
                                                                 "INLINE_FRAGMENT",
                                                                 "VARIABLE_DEFINITION",
                                                                 "SCHEMA",
                                                                 "SCALAR",
                                                                 "OBJECT",
                                                                 "FIELD_DEFINITION",
                                                                 "ARGUMENT_DEFINITION",
                                                                 "INTERFACE",
                                                                 "UNION",
                                                                 "ENUM",
                                                                 "ENUM_VALUE",
                                                                 "INPUT_OBJECT",
                                                                 "INPUT_FIELD_DEFINITION"};
    DirectiveDefinition directive;
    expectKeyword("directive");
    expect("@");
    directive.name = name();
    directive.arguments = inputValues("(", ")");
    directive.repeatable = takeKeyword("repeatable");
    expectKeyword("on");
    take("|");
    do {
        const std::uint32_t offset = m_token.offset;
        const std::string shownName = shown();
        const Name location = name();
        bool known = false;
        for (const std::string_view one : kLocations)
            known = known || one == location.text;
        if (!known)
            throw SyntaxError{offset, "Unexpected " + shownName + "."};
        directive.locations.push_back(location);
    } while (take("|"));
    return directive;
}

} // namespace mockforge::graphql
