// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/http/documentcache.h"

#include "server/graphql/language/parser.h"
#include "server/graphql/validation/validate.h"

#include <algorithm>

namespace mockforge::graphql {

namespace {

constexpr std::size_t kMostEntries = 1000;
constexpr std::size_t kMostBytes = 4 * 1024 * 1024;
/// A longer document is not kept: it would push out many.
constexpr std::size_t kLongest = 256 * 1024;

} // namespace

PreparedOperation &CheckedDocument::prepared(const std::shared_ptr<const Schema> &schema,
                                             const Operation &operation)
{
    for (const auto &one : m_prepared) {
        if (&one->operation() == &operation)
            return *one;
    }
    m_prepared.push_back(std::make_unique<PreparedOperation>(schema, document, operation));
    return *m_prepared.back();
}

DocumentCache::DocumentCache(std::shared_ptr<const Schema> schema, const project::GraphQl &settings)
    : m_schema(std::move(schema))
    , m_settings(settings)
{}

std::shared_ptr<CheckedDocument> DocumentCache::check(const std::string &text) const
{
    auto checked = std::make_shared<CheckedDocument>();
    ParseLimits limits;
    limits.maxTokens = static_cast<std::size_t>(m_settings.limits.maxTokens);
    ParseResult parsed = parse(text, limits);
    if (!parsed.document) {
        checked->errors = errorsReply({parsed.error});
        return checked;
    }
    const std::vector<GraphQlError> errors =
        validate(*m_schema, *parsed.document,
                 {m_settings.limits.maxDepth, m_settings.limits.maxComplexity, m_settings.introspection});
    if (errors.empty())
        checked->document = std::move(parsed.document);
    else
        checked->errors = errorsReply(errors);
    return checked;
}

std::shared_ptr<CheckedDocument> DocumentCache::get(const std::string &text)
{
    if (const auto known = m_index.find(text); known != m_index.end()) {
        m_entries.splice(m_entries.begin(), m_entries, known->second);
        return known->second->document;
    }
    std::shared_ptr<CheckedDocument> document = check(text);
    if (text.size() > kLongest || document->errors.size() > kLongest)
        return document;
    m_entries.push_front({text, document});
    m_index.emplace(m_entries.front().text, m_entries.begin());
    m_bytes += text.size();
    while (m_entries.size() > kMostEntries || m_bytes > kMostBytes) {
        m_bytes -= m_entries.back().text.size();
        m_index.erase(m_entries.back().text);
        m_entries.pop_back();
    }
    return document;
}

} // namespace mockforge::graphql
