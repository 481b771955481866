// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/http/request.h"

#include "server/websocket/frame.h"

#include <algorithm>
#include <cstdlib>

namespace mockforge::graphql {

namespace {

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// What stands before the next separator; takes it off `rest`.
std::string_view next(std::string_view &rest, char separator)
{
    const std::size_t end = std::min(rest.find(separator), rest.size());
    const std::string_view part = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

struct Offer
{
    std::string_view type;
    MediaType media;
};

/// How much the client likes a type: its quality, and how precisely it was named. Below 0: not at all.
std::pair<double, int> liking(std::string_view accept, std::string_view type)
{
    std::pair<double, int> best{-1, -1};
    const std::string_view family = type.substr(0, type.find('/') + 1);
    while (!accept.empty()) {
        std::string_view range = next(accept, ',');
        const std::string_view name = next(range, ';');
        double quality = 1;
        bool otherCharset = false;
        while (!range.empty()) {
            std::string_view value = next(range, ';');
            const std::string_view key = next(value, '=');
            if (exchange::equalsIgnoreCase(key, "q"))
                quality = std::strtod(std::string(value).c_str(), nullptr);
            else if (exchange::equalsIgnoreCase(key, "charset"))
                otherCharset = !exchange::equalsIgnoreCase(trimmed(value), "utf-8") &&
                               !exchange::equalsIgnoreCase(trimmed(value), "\"utf-8\"");
        }
        const int precision =
            exchange::equalsIgnoreCase(name, type)                                                ? 2
            : name.size() == family.size() + 1 && name.starts_with(family) && name.ends_with('*') ? 1
            : name == "*/*"                                                                       ? 0
                                                                                                  : -1;
        if (precision > best.second && !otherCharset)
            best = {quality, precision};
    }
    return best.first <= 0 ? std::pair<double, int>{-1, -1} : best;
}

ParsedRequest refusal(int status, std::string problem)
{
    ParsedRequest parsed;
    parsed.status = status;
    parsed.problem = std::move(problem);
    return parsed;
}

ParsedRequest parseGet(const exchange::Request &request)
{
    nlohmann::json object = nlohmann::json::object();
    for (const auto &[name, value] : request.queryItems()) {
        if (name != "query" && name != "operationName" && name != "variables" && name != "extensions")
            continue;
        if (!websocket::isValidUtf8(value))
            return refusal(400, "the parameter '" + name + "' is not UTF-8");
        if (name == "variables" || name == "extensions") {
            object[name] = value.empty() ? nlohmann::json() : nlohmann::json::parse(value, nullptr, false);
            if (object[name].is_discarded())
                return refusal(400, "the parameter '" + name + "' is not JSON");
        } else if (name != "operationName" || !value.empty()) {
            object[name] = value;
        }
    }
    ParsedRequest parsed;
    parsed.operations.emplace_back();
    if (!readParameters(object, parsed.operations.back(), parsed.problem))
        parsed.status = 400;
    return parsed;
}

/// 415 where the body is none that we read; 0 where it is.
int checkContentType(const exchange::Request &request, std::string &problem)
{
    const auto header = request.header("Content-Type");
    std::string_view rest = header.value_or(std::string_view());
    const std::string_view type = next(rest, ';');
    if (!exchange::equalsIgnoreCase(type, "application/json")) {
        problem = "a GraphQL request has the Content-Type application/json";
        return 415;
    }
    while (!rest.empty()) {
        std::string_view value = next(rest, ';');
        const std::string_view key = next(value, '=');
        if (exchange::equalsIgnoreCase(key, "charset") && !exchange::equalsIgnoreCase(value, "utf-8") &&
            !exchange::equalsIgnoreCase(value, "\"utf-8\"")) {
            problem = "the charset of a GraphQL request is utf-8";
            return 415;
        }
    }
    return 0;
}

ParsedRequest parsePost(const exchange::Request &request)
{
    ParsedRequest parsed;
    parsed.status = checkContentType(request, parsed.problem);
    if (parsed.status != 0)
        return parsed;
    const nlohmann::json *body = request.json();
    if (!body)
        return refusal(400, "the body is not JSON");
    parsed.isBatch = body->is_array();
    if (parsed.isBatch && body->empty())
        return refusal(400, "the list of operations is empty");
    const auto read = [&parsed](const nlohmann::json &one) {
        parsed.operations.emplace_back();
        return readParameters(one, parsed.operations.back(), parsed.problem);
    };
    const bool ok = parsed.isBatch ? std::all_of(body->begin(), body->end(), read) : read(*body);
    parsed.status = ok ? 0 : 400;
    return parsed;
}

} // namespace

bool readParameters(const nlohmann::json &object, RequestParameters &parameters, std::string &problem)
{
    if (!object.is_object()) {
        problem = "a GraphQL request is a JSON object with the member query";
        return false;
    }
    const auto member = [&object](const char *name) -> const nlohmann::json * {
        const auto found = object.find(name);
        return found == object.end() || found->is_null() ? nullptr : &*found;
    };
    const nlohmann::json *query = member("query");
    if (!query || !query->is_string()) {
        problem = query ? "query must be a string" : "the query is missing";
        return false;
    }
    parameters.query = query->get<std::string>();
    if (const nlohmann::json *name = member("operationName")) {
        if (!name->is_string()) {
            problem = "operationName must be a string";
            return false;
        }
        parameters.operationName = name->get<std::string>();
    }
    for (const char *name : {"variables", "extensions"}) {
        const nlohmann::json *value = member(name);
        if (value && !value->is_object()) {
            problem = std::string(name) + " must be an object";
            return false;
        }
        if (value && name[0] == 'v')
            parameters.variables = *value;
    }
    return true;
}

std::optional<MediaType> negotiate(const exchange::Request &request, bool hasPage)
{
    std::string accept;
    for (const exchange::Field &field : request.headers) {
        if (exchange::equalsIgnoreCase(field.name, "Accept"))
            accept += (accept.empty() ? "" : ",") + std::string(field.value);
    }
    if (accept.empty())
        return MediaType::PlainJson;
    static constexpr Offer kOffers[] = {{"application/json", MediaType::PlainJson},
                                        {"application/graphql-response+json", MediaType::ResponseJson},
                                        {"text/html", MediaType::Page}};
    std::optional<MediaType> chosen;
    std::pair<double, int> best{-1, -1};
    for (const Offer &offer : kOffers) {
        if (offer.media == MediaType::Page && !hasPage)
            continue;
        std::pair<double, int> now = liking(accept, offer.type);
        // A page is for who asks for one by name.
        if (offer.media == MediaType::Page && now.second < 2)
            continue;
        // Of two that are liked alike, the newer type, which says more.
        const bool newer = offer.media == MediaType::ResponseJson && now.second == 2 && now >= best;
        if (now.first > 0 && (now > best || newer)) {
            best = now;
            chosen = offer.media;
        }
    }
    return chosen;
}

std::string_view contentTypeOf(MediaType type)
{
    switch (type) {
    case MediaType::ResponseJson:
        return "application/graphql-response+json; charset=utf-8";
    case MediaType::Page:
        return "text/html; charset=utf-8";
    default:
        return "application/json; charset=utf-8";
    }
}

ParsedRequest parseRequest(const exchange::Request &request)
{
    return request.method == "POST" ? parsePost(request) : parseGet(request);
}

} // namespace mockforge::graphql
