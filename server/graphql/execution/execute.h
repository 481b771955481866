// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graphql/execution/resolver.h"
#include "server/graphql/language/error.h"

#include <memory>
#include <string>
#include <vector>

namespace mockforge::graphql {

/// An operation of a validated document, ready to be executed many times: what it selects is worked out once
/// for each type it meets. One thread (a worker keeps its own).
class PreparedOperation
{
public:
    PreparedOperation(std::shared_ptr<const Schema> schema, std::shared_ptr<const Document> document,
                      const Operation &operation);
    ~PreparedOperation();
    PreparedOperation(const PreparedOperation &) = delete;
    PreparedOperation &operator=(const PreparedOperation &) = delete;

    struct Outcome
    {
        bool executed = false; ///< false: a request error, there is no data
        bool hasErrors = false;
    };

    /// Appends {"errors":…,"data":…} or {"data":…} to `out` (section 7). `variables`: the request's, an
    /// object or null. `extraErrors` join those of the fields. `root` is what the root's fields are asked of.
    Outcome execute(const nlohmann::json &variables, Resolver &resolver, std::string &out,
                    ObjectRef root = {}, const std::vector<GraphQlError> &extraErrors = {});

    /// A reply that would grow beyond is an error without data; at first 64 MiB.
    void setMaxReplyBytes(std::size_t bytes);
    std::size_t maxReplyBytes() const noexcept;

    /// The variables as the operation's types want them; false, with errors, when they are none.
    bool coerceVariables(const nlohmann::json &given, Json &coerced, std::vector<GraphQlError> &errors) const;
    const Operation &operation() const noexcept { return m_operation; }
    const Document &document() const noexcept { return *m_document; }
    const Schema &schema() const noexcept { return *m_schema; }
    /// The root field of a subscription; null when it selects none.
    const FieldDefinition *subscriptionField() const;

private:
    friend class Execution;
    friend class Planner;
    struct Private;

    void coerceVariable(const VariableDefinition &variable, const nlohmann::json &given, Json &coerced,
                        std::vector<GraphQlError> &errors) const;

    std::shared_ptr<const Schema> m_schema;
    std::shared_ptr<const Document> m_document;
    const Operation &m_operation;
    std::unique_ptr<Private> d;
};

/// The operation that a request means (section 6.1); null, with why, when it cannot be told.
const Operation *selectOperation(const Document &document, std::string_view name, std::string &problem);

} // namespace mockforge::graphql
