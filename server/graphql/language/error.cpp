// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/language/error.h"

#include <algorithm>

namespace mockforge::graphql {

namespace {

/// Bytes between two places that an index remembers.
constexpr std::size_t kStride = 1024;

void advance(Location &location, std::string_view source, std::size_t from, std::size_t to)
{
    for (std::size_t i = from; i < to && i < source.size(); ++i) {
        const auto c = static_cast<unsigned char>(source[i]);
        const bool crlf = c == '\r' && i + 1 < source.size() && source[i + 1] == '\n';
        if (c == '\n' || (c == '\r' && !crlf)) {
            ++location.line;
            location.column = 1;
        } else if (!crlf && (c & 0xC0U) != 0x80U) {
            location.column += c >= 0xF0 ? 2 : 1;
        }
    }
}

} // namespace

Location locationOf(std::string_view source, std::size_t offset)
{
    Location location;
    advance(location, source, 0, offset);
    return location;
}

Location LocationIndex::of(std::size_t offset)
{
    if (m_marks.empty()) {
        Location location;
        for (std::size_t at = 0; at <= m_source.size(); at += kStride) {
            m_marks.push_back({at, location});
            advance(location, m_source, at, at + kStride);
        }
    }
    const Mark &mark = m_marks[std::min(offset / kStride, m_marks.size() - 1)];
    Location location = mark.location;
    advance(location, m_source, mark.offset, offset);
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
