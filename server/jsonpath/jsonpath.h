// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mockforge::jsonpath {

struct Query;

/// A JSONPath query (RFC 9535), whole: selectors, slices, filters, the five functions; regular expressions
/// are I-Regexp (RFC 9485), run in linear time. Compiled once, immutable, any thread.
class JsonPath
{
public:
    /// Error bad_jsonpath: says what is wrong and at which character, counted from 1.
    static Result<JsonPath> compile(std::string_view text);

    /// The nodes that the query selects, in document order where the RFC demands one. They point into
    /// `document`. Work is bounded: a query that visits more than a million nodes selects nothing further.
    std::vector<const nlohmann::json *> select(const nlohmann::json &document) const;
    bool selectsAny(const nlohmann::json &document) const { return !select(document).empty(); }
    const std::string &text() const noexcept { return m_text; }

private:
    std::string m_text;
    std::shared_ptr<const Query> m_query;
};

} // namespace mockforge::jsonpath
