// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/exchange/request.h"
#include "server/jsonpath/jsonpath.h"
#include "server/project/model.h"

#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

namespace re2 {
class RE2;
}

namespace mockforge::routing {

/// One condition of a route, compiled. Where a header or parameter repeats, any of its values may fit.
/// Immutable, any thread.
class Condition
{
public:
    /// Returns what is wrong, empty when nothing is. `spec` must outlive this.
    std::string compile(const project::Matcher &spec);
    bool holds(const exchange::Request &request) const;
    /// Why it does not hold, with what was seen: "header X-Env is absent".
    std::string reason(const exchange::Request &request) const;
    const project::Matcher &spec() const noexcept { return *m_spec; }

private:
    bool fits(std::string_view value) const;
    bool bodyHolds(const exchange::Request &request) const;
    bool pathHolds(const exchange::Request &request) const;
    bool fieldFits(const nlohmann::json &field) const;
    const nlohmann::json *field(const exchange::Request &request) const;
    std::vector<std::string_view> values(const exchange::Request &request) const;
    std::string what() const;

    const project::Matcher *m_spec = nullptr;
    std::shared_ptr<re2::RE2> m_regex;
    std::vector<std::string> m_fields;
    jsonpath::JsonPath m_path;
    std::unique_ptr<nlohmann::json> m_json;
};

} // namespace mockforge::routing
