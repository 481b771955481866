// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/language/error.h"

namespace mockforge::graphql {

Location locationOf(std::string_view source, std::size_t offset)
{
    Location location;
    for (std::size_t i = 0; i < offset && i < source.size(); ++i) {
        const auto c = static_cast<unsigned char>(source[i]);
        const bool crlf = c == '\r' && i + 1 < source.size() && source[i + 1] == '\n';
        if (c == '\n' || (c == '\r' && !crlf)) {
            ++location.line;
            location.column = 1;
        } else if (!crlf && (c & 0xC0U) != 0x80U) {
            location.column += c >= 0xF0 ? 2 : 1;
        }
    }
    return location;
}

void appendJson(const GraphQlError &error, std::string &out)
{
    nlohmann::ordered_json json{{"message", error.message}};
    if (!error.locations.empty()) {
        nlohmann::ordered_json &places = json["locations"] = nlohmann::ordered_json::array();
        for (const Location &location : error.locations)
            places.push_back({{"line", location.line}, {"column", location.column}});
    }
    if (!error.path.is_null())
        json["path"] = error.path;
    if (!error.extensions.is_null())
        json["extensions"] = error.extensions;
    out += json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string errorsReply(const std::vector<GraphQlError> &errors)
{
    std::string out = "{\"errors\":[";
    for (std::size_t i = 0; i < errors.size(); ++i) {
        out += i > 0 ? "," : "";
        appendJson(errors[i], out);
    }
    return out + "]}";
}

} // namespace mockforge::graphql
