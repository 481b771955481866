// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/execution/execute.h"

#include "server/graphql/execution/execution.h"
#include "server/graphql/schema/coercion.h"

#include <algorithm>

namespace mockforge::graphql {

Json toJson(const PathStep *path)
{
    std::vector<const PathStep *> steps;
    for (; path; path = path->parent)
        steps.push_back(path);
    Json list = Json::array();
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        if ((*step)->index >= 0)
            list.push_back((*step)->index);
        else
            list.push_back((*step)->key);
    }
    return list;
}

const Operation *selectOperation(const Document &document, std::string_view name, std::string &problem)
{
    if (name.empty()) {
        if (document.operations.size() == 1)
            return &document.operations.front();
        problem = document.operations.empty()
                      ? "Must provide an operation."
                      : "Must provide operation name if query contains multiple operations.";
        return nullptr;
    }
    for (const Operation &operation : document.operations) {
        if (operation.name.text == name)
            return &operation;
    }
    problem = "Unknown operation named \"" + std::string(name) + "\".";
    return nullptr;
}

PreparedOperation::PreparedOperation(std::shared_ptr<const Schema> schema,
                                     std::shared_ptr<const Document> document, const Operation &operation)
    : m_schema(std::move(schema))
    , m_document(std::move(document))
    , m_operation(operation)
    , d(std::make_unique<Private>())
{
    for (const Fragment &fragment : m_document->fragments)
        d->fragments[fragment.name.text] = &fragment;
    d->rootSets.push_back(&m_operation.selectionSet);
}

PreparedOperation::~PreparedOperation() = default;

const FieldDefinition *PreparedOperation::subscriptionField() const
{
    const NamedType *root = m_schema->root(OperationType::Subscription);
    if (!root || m_operation.type != OperationType::Subscription)
        return nullptr;
    Json none = Json::object();
    const std::unique_ptr<Plan> plan = Planner(*this, none).plan(d->rootSets, *root);
    return plan->fields.empty() ? nullptr : plan->fields.front().definition;
}

bool PreparedOperation::coerceVariables(const nlohmann::json &given, Json &coerced,
                                        std::vector<GraphQlError> &errors) const
{
    constexpr std::size_t kMostErrors = 50;
    coerced = Json::object();
    std::deque<TypeRef> types;
    for (const VariableDefinition &variable : m_operation.variables) {
        const std::string name(variable.name.text);
        const TypeRef *type = variableType(*m_schema, variable.type, types);
        const auto fail = [&](std::string message) {
            if (errors.size() < kMostErrors)
                errors.push_back(
                    {std::move(message), {locationOf(m_document->source, variable.offset)}, {}, {}});
        };
        if (!type || !type->named->isInput()) {
            fail("Variable \"$" + name + "\" expected value of type \"" + print(variable.type) +
                 "\" which cannot be used as an input type.");
            continue;
        }
        const auto value = given.is_object() ? given.find(name) : given.end();
        if (!given.is_object() || value == given.end()) {
            if (variable.defaultValue) {
                if (auto byDefault = coerceLiteral(*variable.defaultValue, *type, nullptr))
                    coerced[name] = std::move(*byDefault);
            } else if (type->isNonNull()) {
                fail("Variable \"$" + name + "\" of required type \"" + print(*type) +
                     "\" was not provided.");
            }
            continue;
        }
        if (value->is_null() && type->isNonNull()) {
            fail("Variable \"$" + name + "\" of non-null type \"" + print(*type) + "\" must not be null.");
            continue;
        }
        coerced[name] =
            coerceInput(*value, *type, [&](const std::string &path, const Json &at, const std::string &why) {
                fail("Variable \"$" + name + "\" got invalid value " +
                     at.dump(-1, ' ', false, Json::error_handler_t::replace) +
                     (path.empty() ? "" : " at \"" + name + path + "\"") + "; " + why);
            });
    }
    return errors.empty();
}

PreparedOperation::Outcome PreparedOperation::execute(const nlohmann::json &variables, Resolver &resolver,
                                                      std::string &out, ObjectRef root,
                                                      const std::vector<GraphQlError> &extraErrors)
{
    std::vector<GraphQlError> errors = extraErrors;
    Json coerced;
    std::vector<GraphQlError> problems;
    const NamedType *type = m_schema->root(m_operation.type);
    if (!type) {
        static constexpr const char *kWords[] = {"query", "mutation", "subscription"};
        problems.push_back({std::string("Schema is not configured to execute ") +
                                kWords[static_cast<std::size_t>(m_operation.type)] + " operation.",
                            {locationOf(m_document->source, m_operation.offset)},
                            {},
                            {}});
    } else {
        coerceVariables(variables, coerced, problems);
    }
    if (!problems.empty()) {
        out += errorsReply(problems);
        return {false, true};
    }
    root.type = type;
    Execution execution(*this, coerced, resolver, out, errors);
    execution.run(root);
    return {true, !errors.empty()};
}

} // namespace mockforge::graphql
