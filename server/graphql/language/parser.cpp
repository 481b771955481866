// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/language/parser.h"

#include "server/graphql/language/syntaxreader.h"

namespace mockforge::graphql {

const Fragment *Document::fragment(std::string_view name) const noexcept
{
    for (const Fragment &fragment : fragments) {
        if (fragment.name.text == name)
            return &fragment;
    }
    return nullptr;
}

namespace {

GraphQlError errorAt(std::string_view source, const SyntaxError &syntax)
{
    return {"Syntax Error: " + syntax.message, {locationOf(source, syntax.offset)}, {}, {}};
}

} // namespace

ParseResult parse(std::string source, const ParseLimits &limits)
{
    auto document = std::make_shared<Document>();
    document->source = std::move(source);
    try {
        SyntaxReader(*document, limits).read();
    } catch (const SyntaxError &syntax) {
        return {nullptr, errorAt(document->source, syntax)};
    }
    return {std::move(document), {}};
}

} // namespace mockforge::graphql
