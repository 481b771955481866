// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/exchange/request.h"
#include "server/exchange/response.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::graphql {

/// What a GraphQL-over-HTTP request asks for (draft of the GraphQL Foundation, section 5).
struct RequestParameters
{
    std::string query;
    std::string operationName;
    nlohmann::json variables; ///< an object or null
};

/// The media types of a reply, and the page for browsers.
enum class MediaType { PlainJson, ResponseJson, Page };

/// The type that the client likes best; application/json where it does not say (section 6.1). Nothing when
/// it takes none of them.
std::optional<MediaType> negotiate(const exchange::Request &request, bool hasPage);
std::string_view contentTypeOf(MediaType type);

/// One operation or, from a list, several.
struct ParsedRequest
{
    std::vector<RequestParameters> operations;
    bool isBatch = false;
    int status = 0; ///< 0: it is well formed; otherwise why not is in `problem`
    std::string problem;
};

ParsedRequest parseRequest(const exchange::Request &request);
/// The parameters in a message of a subscription's client. False, with the problem, when they are none.
bool readParameters(const nlohmann::json &object, RequestParameters &parameters, std::string &problem);

} // namespace mockforge::graphql
