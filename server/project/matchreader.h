// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/project/key.h"

namespace mockforge::project {

/// "name: condition" pairs, for headers, query parameters, cookies, fields or JSONPath queries; a condition
/// is a value to equal or a mapping of operators (equals, contains, regex, present, absent) that all must
/// hold.
void readNamedConditions(const std::string &key, Matcher::Part part, const Value &value,
                         std::vector<Matcher> &out, Findings &findings);
/// Conditions on a body or message: operators on the whole, `json` by dotted path, `jsonpath` by query.
void readBodyConditions(const std::string &key, const Value &value, std::vector<Matcher> &out,
                        Findings &findings);
nlohmann::ordered_json namedConditionsSchema();
nlohmann::ordered_json bodyConditionsSchema();

/// Adds match.headers, match.query, match.cookies and match.body to the keys of a route.
void addMatchKeys(std::vector<Key<Route>> &keys);

} // namespace mockforge::project
