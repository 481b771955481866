// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/validation/validate.h"

#include <deque>
#include <initializer_list>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace mockforge::graphql {

/// Where a variable is used, and what is asked of it there.
struct VariableUse
{
    const Value *value;
    const TypeRef *type;    ///< null when unknown
    bool hasDefault;        ///< of the argument or field it stands for
    const NamedType *oneOf; ///< the input object that it is a field of, where that takes exactly one
};

/// Thrown when a hundred errors are together.
struct TooManyErrors
{};

/// Thrown when a document asks for more comparisons than any honest one needs.
struct TooComplex
{};

/// What the rules share: the document by name, the errors, types made of syntax.
class ValidationContext
{
public:
    ValidationContext(const Schema &schema, const Document &document);

    void error(std::string message, std::initializer_list<std::uint32_t> offsets);
    void error(std::string message, const std::vector<std::uint32_t> &offsets);
    const Schema &schema() const noexcept { return m_schema; }
    const Document &document() const noexcept { return m_document; }
    const Fragment *fragment(std::string_view name) const noexcept;
    /// Null when a name in it is unknown.
    const TypeRef *typeOf(const TypeSyntax &syntax);
    /// Meters what can grow faster than the document; throws TooComplex when it is too much.
    void spend(std::size_t work)
    {
        if (work > m_budget)
            throw TooComplex();
        m_budget -= work;
    }
    std::vector<GraphQlError> take() { return std::move(m_errors); }

    /// By operation or fragment: what it uses of variables and spreads of fragments, in order.
    std::unordered_map<const SelectionSet *, std::vector<VariableUse>> uses;
    std::unordered_map<const SelectionSet *, std::vector<std::string_view>> spreads;

private:
    const Schema &m_schema;
    const Document &m_document;
    std::unordered_map<std::string_view, const Fragment *> m_fragments;
    std::deque<TypeRef> m_types;
    std::vector<GraphQlError> m_errors;
    LocationIndex m_locations;
    std::size_t m_budget = 1'000'000;
};

/// Walks one operation or fragment with the types at hand, and applies the rules that look at single nodes.
class TypedWalk
{
public:
    TypedWalk(ValidationContext &context, const SelectionSet &top)
        : m_context(context)
        , m_uses(context.uses[&top])
        , m_spreads(context.spreads[&top])
    {}

    void operation(const Operation &operation);
    void fragment(const Fragment &fragment);

private:
    void variables(const Operation &operation);
    void selectionSet(const SelectionSet &set, const NamedType *parent);
    void field(const Selection &field, const NamedType *parent);
    void leafSelection(const Selection &field, const TypeRef &type);
    void inlineFragment(const Selection &fragment, const NamedType *parent);
    void spread(const Selection &spread, const NamedType *parent);
    void directives(const std::vector<Directive> &directives, std::string_view location);
    void arguments(const std::vector<Argument> &given, const std::vector<InputValue> *known,
                   const std::string &unknownSuffix);
    void value(const Value &value, const TypeRef *type, bool hasDefault);
    void list(const Value &value, const TypeRef *type);
    void object(const Value &value, const TypeRef *type);
    void leaf(const Value &value, const TypeRef *type);

    ValidationContext &m_context;
    std::vector<VariableUse> &m_uses;
    std::vector<std::string_view> &m_spreads;
};

/// Fields that answer under the same key must agree (section 5.3.2).
void checkOverlaps(ValidationContext &context);
/// What only the whole document shows: names, cycles, what is unused, variables.
void checkDocument(ValidationContext &context);
void checkVariables(ValidationContext &context);
/// False, with an error, when what fragments hold within each other is too deep or too much to be walked.
bool checkSize(ValidationContext &context, const RequestLimits &limits);
void checkIntrospectionDepth(ValidationContext &context);

} // namespace mockforge::graphql
