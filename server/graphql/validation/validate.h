// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/language/error.h"
#include "server/graphql/schema/schema.h"

#include <vector>

namespace mockforge::graphql {

/// What a request may ask for; 0: no limit.
struct RequestLimits
{
    int maxDepth = 0;      ///< fields within fields
    int maxComplexity = 0; ///< fields, fragments counted wherever they are spread
    bool introspection = true;
};

/// Every rule of the specification (October 2021, section 5); at most a hundred errors are told. Time is
/// bounded by the size of the document, also where fragments or fields overlap on purpose. Any thread.
std::vector<GraphQlError> validate(const Schema &schema, const Document &document,
                                   const RequestLimits &limits = {});

} // namespace mockforge::graphql
