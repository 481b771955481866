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
    , d(std::make_unique<Private>(m_document->source))
{
    for (const Fragment &fragment : m_document->fragments)
        d->fragments[fragment.name.text] = &fragment;
    d->rootSets.push_back(&m_operation.selectionSet);
}

PreparedOperation::~PreparedOperation() = default;

void PreparedOperation::setMaxReplyBytes(std::size_t bytes)
{
    d->maxReplyBytes = bytes;
}

std::size_t PreparedOperation::maxReplyBytes() const noexcept
{
    return d->maxReplyBytes;
}

const FieldDefinition *PreparedOperation::subscriptionField() const
{
    const NamedType *root = m_schema->root(OperationType::Subscription);
    if (!root || m_operation.type != OperationType::Subscription)
        return nullptr;
    Json none = Json::object();
    const std::unique_ptr<Plan> plan = Planner(*this, none).plan(d->rootSets, *root);
    return plan->fields.empty() ? nullptr : plan->fields.front().definition;
}

namespace {

/// Thrown when so many variables are wrong that more would tell nothing.
struct TooManyProblems
{};

} // namespace

bool PreparedOperation::coerceVariables(const nlohmann::json &given, Json &coerced,
                                        std::vector<GraphQlError> &errors) const
{
    coerced = Json::object();
    try {
        for (const VariableDefinition &variable : m_operation.variables)
            coerceVariable(variable, given, coerced, errors);
    } catch (const TooManyProblems &) {
        errors.push_back(
            {"Too many errors processing variables, error limit reached. Execution aborted.", {}, {}, {}});
    }
    return errors.empty();
}

void PreparedOperation::coerceVariable(const VariableDefinition &variable, const nlohmann::json &given,
                                       Json &coerced, std::vector<GraphQlError> &errors) const
{
    constexpr std::size_t kMostErrors = 50;
    const std::string name(variable.name.text);
    const std::string title = "Variable \"$" + name + "\" ";
    const auto fail = [&](std::string message, std::uint32_t offset) {
        if (errors.size() >= kMostErrors)
            throw TooManyProblems();
        errors.push_back({std::move(message), {d->locations.of(offset)}, {}, {}});
    };
    std::deque<TypeRef> types;
    const TypeRef *type = variableType(*m_schema, variable.type, types);
    if (!type || !type->named->isInput())
        return fail(title + "expected value of type \"" + print(variable.type) +
                        "\" which cannot be used as an input type.",
                    variable.type.name.offset);
    const auto value = given.is_object() ? given.find(name) : given.end();
    if (!given.is_object() || value == given.end()) {
        if (variable.defaultValue) {
            if (auto byDefault = coerceLiteral(*variable.defaultValue, *type, nullptr))
                coerced[name] = std::move(*byDefault);
        } else if (type->isNonNull()) {
            fail(title + "of required type \"" + print(*type) + "\" was not provided.", variable.offset);
        }
        return;
    }
    if (value->is_null() && type->isNonNull())
        return fail(title + "of non-null type \"" + print(*type) + "\" must not be null.", variable.offset);
    coerced[name] = coerceInput(
        *value, *type, [&](const std::string &path, const nlohmann::json &at, const std::string &why) {
            fail(title + "got invalid value " + inspect(at) +
                     (path.empty() ? "" : " at \"" + name + path + "\"") + "; " + why,
                 variable.offset);
        });
}

PreparedOperation::Outcome PreparedOperation::execute(const nlohmann::json &variables, Resolver &resolver,
                                                      std::string &out, ObjectRef root,
                                                      const std::vector<GraphQlError> &extraErrors)
{
    std::vector<GraphQlError> errors = extraErrors;
    Json coerced;
    std::vector<GraphQlError> problems;
    const NamedType *type = m_schema->root(m_operation.type);
    if (coerceVariables(variables, coerced, problems) && !type) {
        static constexpr const char *kWords[] = {"query", "mutation", "subscription"};
        problems.push_back({std::string("Schema is not configured to execute ") +
                                kWords[static_cast<std::size_t>(m_operation.type)] + " operation.",
                            {locationOf(m_document->source, m_operation.offset)},
                            {},
                            {}});
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
