// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/execution/execute.h"
#include "server/project/graphqlmodel.h"

#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mockforge::graphql {

/// A document that was parsed and validated, with the operations that were asked of it.
struct CheckedDocument
{
    std::shared_ptr<const Document> document; ///< null: `errors` says why
    std::string errors;                       ///< the reply, whole

    /// The operation ready to run.
    PreparedOperation &prepared(const std::shared_ptr<const Schema> &schema, const Operation &operation);

private:
    std::vector<std::unique_ptr<PreparedOperation>> m_prepared;
};

/// One worker's documents by their text, so that a query that comes again is neither parsed nor validated
/// again. Bounded by number and by bytes; the one that was not asked for longest goes first.
class DocumentCache
{
public:
    DocumentCache(std::shared_ptr<const Schema> schema, const project::GraphQl &settings);

    std::shared_ptr<CheckedDocument> get(const std::string &text);
    std::size_t size() const noexcept { return m_entries.size(); }

private:
    struct Entry
    {
        std::string text;
        std::shared_ptr<CheckedDocument> document;
    };

    std::shared_ptr<CheckedDocument> check(const std::string &text) const;

    std::shared_ptr<const Schema> m_schema;
    const project::GraphQl &m_settings;
    std::list<Entry> m_entries; ///< the one asked for last is first
    std::unordered_map<std::string_view, std::list<Entry>::iterator> m_index;
    std::size_t m_bytes = 0;
};

} // namespace mockforge::graphql
