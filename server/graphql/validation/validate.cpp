// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/validation/validate.h"

#include "server/graphql/validation/context.h"

namespace mockforge::graphql {

namespace {

constexpr std::size_t kMostErrors = 100;

} // namespace

ValidationContext::ValidationContext(const Schema &schema, const Document &document)
    : m_schema(schema)
    , m_document(document)
    , m_locations(document.source)
{
    for (const Fragment &fragment : document.fragments)
        m_fragments[fragment.name.text] = &fragment;
}

void ValidationContext::error(std::string message, std::initializer_list<std::uint32_t> offsets)
{
    error(std::move(message), std::vector<std::uint32_t>(offsets));
}

void ValidationContext::error(std::string message, const std::vector<std::uint32_t> &offsets)
{
    if (m_errors.size() >= kMostErrors) {
        m_errors.push_back(
            {"Too many validation errors, error limit reached. Validation aborted.", {}, {}, {}});
        throw TooManyErrors();
    }
    GraphQlError error;
    error.message = std::move(message);
    for (const std::uint32_t offset : offsets)
        error.locations.push_back(m_locations.of(offset));
    m_errors.push_back(std::move(error));
}

const Fragment *ValidationContext::fragment(std::string_view name) const noexcept
{
    const auto found = m_fragments.find(name);
    return found == m_fragments.end() ? nullptr : found->second;
}

const TypeRef *ValidationContext::typeOf(const TypeSyntax &syntax)
{
    if (syntax.kind == TypeSyntax::Kind::Named) {
        const NamedType *type = m_schema.type(syntax.name.text);
        return type ? &type->self : nullptr;
    }
    const TypeRef *of = typeOf(*syntax.of);
    if (!of)
        return nullptr;
    const auto kind = syntax.kind == TypeSyntax::Kind::List ? TypeRef::Kind::List : TypeRef::Kind::NonNull;
    return &m_types.emplace_back(TypeRef{kind, of->named, of});
}

std::vector<GraphQlError> validate(const Schema &schema, const Document &document,
                                   const RequestLimits &limits)
{
    ValidationContext context(schema, document);
    try {
        if (!checkSize(context, limits))
            return context.take();
        for (const auto &[offset, what] : document.typeSystem)
            context.error("The " + what + " definition is not executable.", {offset});
        for (const Operation &operation : document.operations)
            TypedWalk(context, operation.selectionSet).operation(operation);
        for (const Fragment &fragment : document.fragments)
            TypedWalk(context, fragment.selectionSet).fragment(fragment);
        checkDocument(context);
        checkVariables(context);
        checkIntrospectionDepth(context);
        checkOverlaps(context);
    } catch (const TooManyErrors &) {
        // what was found is enough
    } catch (const TooComplex &) {
        std::vector<GraphQlError> errors = context.take();
        errors.push_back({"The query's fields, fragments and variables meet in too many ways to be checked. "
                          "Ask for less at once.",
                          {},
                          {},
                          {}});
        return errors;
    }
    return context.take();
}

} // namespace mockforge::graphql
