// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace mockforge::graphql {

/// A place in a source, from 1; columns count UTF-16 units, as the reference implementation does.
struct Location
{
    int line = 1;
    int column = 1;
    bool operator==(const Location &) const = default;
};

Location locationOf(std::string_view source, std::size_t offset);

/// Finds many places in one source, which may be long: it is walked once, at the first question. One thread.
class LocationIndex
{
public:
    explicit LocationIndex(std::string_view source)
        : m_source(source)
    {}

    Location of(std::size_t offset);

private:
    struct Mark
    {
        std::size_t offset;
        Location location;
    };

    std::string_view m_source;
    std::vector<Mark> m_marks;
};

/// One element of "errors" in a reply (GraphQL October 2021, section 7.1.2).
struct GraphQlError
{
    std::string message;
    std::vector<Location> locations;
    nlohmann::ordered_json path;       ///< null, or an array of keys and indexes
    nlohmann::ordered_json extensions; ///< null, or an object
};

/// Appends the error as JSON.
void appendJson(const GraphQlError &error, std::string &out);
/// {"errors":[…]}
std::string errorsReply(const std::vector<GraphQlError> &errors);

} // namespace mockforge::graphql
