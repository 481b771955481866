// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::graphql {

/// The syntax tree of a document (October 2021, section 2 and appendix B). Names are views into the
/// document's own source; `offset` is where a node begins in it.
struct Name
{
    std::string_view text;
    std::uint32_t offset = 0;
};

struct ObjectField;

struct Value
{
    enum class Kind : std::uint8_t { Variable, Int, Float, String, Boolean, Null, Enum, List, Object };
    Kind kind = Kind::Null;
    std::uint32_t offset = 0;
    bool block = false;
    std::string_view text; ///< Variable: its name; Int, Float, Boolean, Enum: as written
    std::string string;    ///< String: decoded
    std::vector<Value> items;
    std::vector<ObjectField> fields;
};

struct ObjectField
{
    Name name;
    Value value;
};

/// A type as written: a name, a list of one, or one that is not null.
struct TypeSyntax
{
    enum class Kind : std::uint8_t { Named, List, NonNull };
    Kind kind = Kind::Named;
    Name name; ///< Named; for the others the offset alone
    std::unique_ptr<TypeSyntax> of;
};

struct Argument
{
    Name name;
    Value value;
};

struct Directive
{
    std::uint32_t offset = 0; ///< of the '@'
    Name name;
    std::vector<Argument> arguments;
};

struct Selection;

struct SelectionSet
{
    std::uint32_t offset = 0;
    std::vector<Selection> selections;
};

struct Selection
{
    enum class Kind : std::uint8_t { Field, Spread, Inline };
    Kind kind = Kind::Field;
    std::uint32_t offset = 0;
    Name alias; ///< empty when there is none
    Name name;  ///< of the field or fragment; of an inline fragment's type condition, empty without one
    std::vector<Argument> arguments;
    std::vector<Directive> directives;
    std::unique_ptr<SelectionSet> selectionSet;

    std::string_view responseKey() const noexcept { return alias.text.empty() ? name.text : alias.text; }
};

struct VariableDefinition
{
    std::uint32_t offset = 0; ///< of the '$', or of the description before it
    Name name;
    TypeSyntax type;
    std::optional<Value> defaultValue;
    std::vector<Directive> directives;
};

enum class OperationType : std::uint8_t { Query, Mutation, Subscription };

struct Operation
{
    OperationType type = OperationType::Query;
    std::uint32_t offset = 0;
    Name name; ///< empty for an anonymous one
    std::vector<VariableDefinition> variables;
    std::vector<Directive> directives;
    SelectionSet selectionSet;
};

struct Fragment
{
    std::uint32_t offset = 0;
    Name name;
    Name typeCondition;
    std::vector<Directive> directives;
    SelectionSet selectionSet;
};

struct Description
{
    bool given = false;
    std::string text;
};

struct InputValueSyntax
{
    std::uint32_t offset = 0;
    Description description;
    Name name;
    TypeSyntax type;
    std::optional<Value> defaultValue;
    std::vector<Directive> directives;
};

struct FieldSyntax
{
    std::uint32_t offset = 0;
    Description description;
    Name name;
    std::vector<InputValueSyntax> arguments;
    TypeSyntax type;
    std::vector<Directive> directives;
};

struct EnumValueSyntax
{
    std::uint32_t offset = 0;
    Description description;
    Name name;
    std::vector<Directive> directives;
};

enum class TypeKind : std::uint8_t { Scalar, Object, Interface, Union, Enum, InputObject };

/// A type's definition or extension.
struct TypeDefinition
{
    TypeKind kind = TypeKind::Scalar;
    bool isExtension = false;
    std::uint32_t offset = 0;
    Description description;
    Name name;
    std::vector<Name> interfaces;
    std::vector<Directive> directives;
    std::vector<FieldSyntax> fields;
    std::vector<Name> members; ///< of a union
    std::vector<EnumValueSyntax> values;
    std::vector<InputValueSyntax> inputFields;
};

struct DirectiveDefinition
{
    std::uint32_t offset = 0;
    Description description;
    Name name;
    std::vector<InputValueSyntax> arguments;
    bool repeatable = false;
    std::vector<Name> locations;
};

struct RootOperation
{
    std::uint32_t offset = 0;
    OperationType type = OperationType::Query;
    Name typeName;
};

struct SchemaDefinition
{
    bool isExtension = false;
    std::uint32_t offset = 0;
    Description description;
    std::vector<Directive> directives;
    std::vector<RootOperation> operations;
};

/// A parsed document with the source that it points into. Immutable once parsed, shared by threads.
struct Document
{
    std::string source;
    std::vector<Operation> operations;
    std::vector<Fragment> fragments;
    std::vector<TypeDefinition> types;
    std::vector<DirectiveDefinition> directives;
    std::vector<SchemaDefinition> schemas;
    /// Of the definitions that are not executable, in order: offset and what they are called in a message.
    std::vector<std::pair<std::uint32_t, std::string>> typeSystem;
    std::size_t tokens = 0;

    const Fragment *fragment(std::string_view name) const noexcept;
};

/// As the language would write it; for messages and for default values in introspection.
std::string print(const Value &value);
std::string print(const TypeSyntax &type);

} // namespace mockforge::graphql
