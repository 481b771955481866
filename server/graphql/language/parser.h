// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/language/ast.h"
#include "server/graphql/language/error.h"

#include <memory>
#include <string>

namespace mockforge::graphql {

struct ParseLimits
{
    std::size_t maxTokens = 0; ///< 0: no limit
    int maxDepth =
        200; ///< of selection sets, values and list types, so that no document can exhaust the stack
};

struct ParseResult
{
    std::shared_ptr<const Document> document; ///< null when `error` says why
    GraphQlError error;
};

/// Parses executable and type system documents (October 2021, appendix B). Any thread.
ParseResult parse(std::string source, const ParseLimits &limits = {});

} // namespace mockforge::graphql
