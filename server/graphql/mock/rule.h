// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/random.h"
#include "server/control/diagnostic.h"
#include "server/graphql/schema/schema.h"
#include "server/project/graphqlmodel.h"
#include "server/routing/condition.h"
#include "server/templating/template.h"

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mockforge::graphql {

/// Conditions that must all hold on one JSON document, or on the headers. A number also equals the text of
/// the same digits: what is written `id: 7` is "7" once it is an ID.
class ConditionSet
{
public:
    /// Returns what is wrong, empty when nothing is. `specs` must outlive this.
    std::string compile(const std::vector<project::Matcher> &specs);
    bool isEmpty() const noexcept { return m_conditions.empty(); }
    bool holds(const exchange::Request &request) const;

private:
    struct Alternatives
    {
        routing::Condition asWritten;
        std::optional<routing::Condition> asText;
    };

    std::deque<project::Matcher> m_texts; ///< what the asText ones point to
    std::vector<Alternatives> m_conditions;
};

/// JSON that may hold templates.
struct CompiledJson
{
    templating::JsonTemplate source;
    bool isConstant = true;
    Json constant;
};

/// A rule of graphql.rules, ready to be asked. Immutable but for its counter, any thread.
struct CompiledRule
{
    const project::GraphQlRule *spec = nullptr;
    ConditionSet arguments;
    ConditionSet variables;
    ConditionSet headers;
    std::optional<CompiledJson> reply;
    std::optional<CompiledJson> id;
    std::optional<CompiledJson> with;
    std::optional<CompiledJson> where;
    std::optional<CompiledJson> offset;
    std::optional<CompiledJson> limit;
    std::optional<templating::Template> error;
    Json extensions; ///< of the error; null: none
    int collection = -1;
    std::shared_ptr<std::atomic<std::uint64_t>> counter; ///< how often it was asked, over reloads too
    std::uint64_t stream = 0;
    std::size_t number = 0;
    std::vector<std::string> parentFields; ///< that its templates name
    std::vector<std::string> collections;  ///< that its templates name

    /// False for a rule that adds a delay and leaves the answer to the next one.
    bool answers() const noexcept
    {
        return spec->hasReply || spec->hasError || spec->hasSize ||
               spec->action.kind != project::StateAction::Kind::None;
    }
};

/// The names that a rule's templates may use beside the request's.
std::vector<std::string_view> ruleVariables();

/// Compiles what does not depend on the schema. Findings name `file`.
CompiledRule compileRule(const project::GraphQlRule &spec, const std::string &file,
                         std::vector<control::Diagnostic> &diagnostics);

} // namespace mockforge::graphql
