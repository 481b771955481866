// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/language/ast.h"

#include <nlohmann/json.hpp>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mockforge::graphql {

using Json = nlohmann::ordered_json;

struct NamedType;

/// A type as it is used: a named one, or a list or non-null wrapper around another.
struct TypeRef
{
    enum class Kind : std::uint8_t { Named, List, NonNull };
    Kind kind = Kind::Named;
    const NamedType *named = nullptr; ///< the innermost one, for wrappers too
    const TypeRef *of = nullptr;

    bool isNonNull() const noexcept { return kind == Kind::NonNull; }
    bool isList() const noexcept { return kind == Kind::List; }
    const TypeRef &nullable() const noexcept { return kind == Kind::NonNull ? *of : *this; }
};

bool sameType(const TypeRef &a, const TypeRef &b) noexcept;
std::string print(const TypeRef &type);

/// True when a value of the one type may always stand for the other (section 3.6, IsValidImplementation).
bool isSubtype(const TypeRef &type, const TypeRef &super) noexcept;

/// An argument or an input field.
struct InputValue
{
    std::string name;
    Description description;
    const TypeRef *type = nullptr;
    const Value *defaultLiteral = nullptr;
    std::optional<Json> defaultValue; ///< coerced
    std::optional<std::string> deprecation;
    bool isRequired() const noexcept { return type->isNonNull() && !defaultValue; }
};

struct FieldDefinition
{
    std::string name;
    Description description;
    std::vector<InputValue> arguments;
    const TypeRef *type = nullptr;
    std::optional<std::string> deprecation;
    const NamedType *parent = nullptr;
    std::uint32_t number = 0; ///< over the whole schema, for tables beside it

    const InputValue *argument(std::string_view wanted) const noexcept;
};

struct EnumValueDefinition
{
    std::string name;
    Description description;
    std::optional<std::string> deprecation;
};

enum class ScalarKind : std::uint8_t { Int, Float, String, Boolean, Id, Custom };

struct NamedType
{
    TypeKind kind = TypeKind::Scalar;
    ScalarKind scalar = ScalarKind::Custom;
    std::string name;
    Description description;
    std::optional<std::string> specifiedBy;
    bool isOneOf = false;
    bool isIntrospection = false;
    std::vector<FieldDefinition> fields;
    std::vector<InputValue> inputFields;
    std::vector<EnumValueDefinition> values;
    std::vector<const NamedType *> interfaces;
    std::vector<const NamedType *> possible; ///< the objects that a union or an interface may stand for
    std::vector<bool> isPossible;            ///< the same, by their numbers
    TypeRef self;                            ///< this type, unwrapped
    std::uint32_t number = 0;
    std::unordered_map<std::string_view, std::size_t> index; ///< of fields, inputFields or values

    bool isComposite() const noexcept
    {
        return kind == TypeKind::Object || kind == TypeKind::Interface || kind == TypeKind::Union;
    }
    bool isAbstract() const noexcept { return kind == TypeKind::Interface || kind == TypeKind::Union; }
    bool isLeaf() const noexcept { return kind == TypeKind::Scalar || kind == TypeKind::Enum; }
    bool isInput() const noexcept { return isLeaf() || kind == TypeKind::InputObject; }
    bool isOutput() const noexcept { return kind != TypeKind::InputObject; }
    const FieldDefinition *field(std::string_view wanted) const noexcept;
    const InputValue *inputField(std::string_view wanted) const noexcept;
    bool hasValue(std::string_view value) const noexcept { return index.contains(value); }
    bool mayBe(const NamedType &object) const noexcept;
};

struct DirectiveType
{
    std::string name;
    Description description;
    std::vector<std::string> locations;
    std::vector<InputValue> arguments;
    bool repeatable = false;
    bool builtIn = false;
};

struct SourceFile
{
    std::string name;
    std::string text;
};

/// What is wrong with a schema, and where; columns count UTF-16 units.
struct SchemaError
{
    std::size_t file = 0; ///< index of the source
    int line = 0;
    int column = 0;
    std::string message;
};

/// A validated type system (October 2021, section 3). Immutable, any thread.
class Schema
{
public:
    /// All definitions and extensions of all files together. Null when `errors` is not empty: all of them, by
    /// their places.
    static std::shared_ptr<const Schema> build(std::vector<SourceFile> files,
                                               std::vector<SchemaError> &errors);

    const NamedType *type(std::string_view name) const noexcept;
    const DirectiveType *directive(std::string_view name) const noexcept;
    /// Null when the schema has no such root.
    const NamedType *root(OperationType operation) const noexcept;
    /// The field as seen from a type, __typename included, and __schema and __type on the query root.
    const FieldDefinition *field(const NamedType &parent, std::string_view name) const noexcept;
    const std::deque<NamedType> &types() const noexcept { return m_types; }
    const std::deque<DirectiveType> &directives() const noexcept { return m_directives; }
    const Description &description() const noexcept { return m_description; }
    const FieldDefinition &typenameField() const noexcept { return *m_typename; }
    std::uint32_t fieldCount() const noexcept { return m_fieldCount; }

private:
    friend class SchemaBuilder;
    Schema() = default;

    std::vector<std::shared_ptr<const Document>> m_documents;
    std::deque<NamedType> m_types;
    std::deque<TypeRef> m_refs;
    std::deque<DirectiveType> m_directives;
    std::unordered_map<std::string_view, const NamedType *> m_byName;
    std::unordered_map<std::string_view, const DirectiveType *> m_directivesByName;
    const NamedType *m_roots[3] = {};
    Description m_description;
    std::uint32_t m_fieldCount = 0;
    const FieldDefinition *m_typename = nullptr;
    const FieldDefinition *m_schemaField = nullptr;
    const FieldDefinition *m_typeField = nullptr;
};

} // namespace mockforge::graphql
