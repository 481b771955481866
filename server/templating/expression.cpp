// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templating/expression.h"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <map>

namespace mockforge::templating {

namespace {

const exchange::Request &requestOf(const Context &context)
{
    static const exchange::Request none;
    return context.request ? *context.request : none;
}

const PathParams &paramsOf(const Context &context)
{
    static const PathParams none;
    return context.params ? *context.params : none;
}

/// Follows `fields` from `json`; nothing when one is missing.
void descend(const nlohmann::json *json, const std::vector<std::string> &fields, Value &out)
{
    for (const std::string &field : fields) {
        if (json->is_object()) {
            const auto found = json->find(field);
            if (found == json->end())
                return out.setNull();
            json = &*found;
        } else if (json->is_array()) {
            std::size_t index = 0;
            const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), index);
            if (error != std::errc() || end != field.data() + field.size() || index >= json->size())
                return out.setNull();
            json = &(*json)[index];
        } else {
            return out.setNull();
        }
    }
    out.borrow(*json);
}

void borrowOptional(std::optional<std::string_view> text, Value &out)
{
    if (text)
        out.borrow(*text);
    else
        out.setNull();
}

/// Names and values as one object; a name that repeats gets an array.
template <typename Items>
void collect(const Items &items, Value &out)
{
    auto object = std::make_shared<nlohmann::json>(nlohmann::json::object());
    for (const auto &[name, value] : items) {
        nlohmann::json &slot = (*object)[std::string(name)];
        if (slot.is_null())
            slot = std::string(value);
        else if (slot.is_array())
            slot.push_back(std::string(value));
        else
            slot = nlohmann::json::array({std::move(slot), std::string(value)});
    }
    out.own(std::move(object));
}

void evaluateParam(const Expression &name, Scope &scope, Value &out)
{
    if (name.fields.empty())
        return collect(scope.params, out);
    out.setNull();
    for (const auto &[key, value] : scope.params) {
        if (key == name.fields.front())
            return out.borrow(std::string_view(value));
    }
}

void evaluateHeaders(const Expression &name, Scope &scope, Value &out)
{
    if (!name.fields.empty())
        return borrowOptional(scope.request.header(name.fields.front()), out);
    std::vector<std::pair<std::string_view, std::string_view>> items;
    for (const exchange::Field &field : scope.request.headers)
        items.emplace_back(field.name, field.value);
    collect(items, out);
}

void evaluateBody(const Expression &name, Scope &scope, Value &out)
{
    const nlohmann::json *json = scope.request.json();
    if (json)
        descend(json, name.fields, out);
    else if (name.fields.empty() && !scope.request.body.empty())
        out.borrow(scope.request.body);
    else
        out.setNull();
}

void evaluateLoop(const Expression &name, Scope &scope, Value &out)
{
    const Loop *loop = scope.loop;
    for (int i = 0; i < name.outer && loop; ++i)
        loop = loop->outer;
    if (!loop)
        return out.setNull();
    switch (name.root) {
    case Root::Index:
        return out.setInteger(loop->index);
    case Root::Number:
        return out.setInteger(loop->index + 1);
    case Root::First:
        return out.setBool(loop->index == 0);
    case Root::Last:
        return out.setBool(loop->index + 1 == loop->count);
    case Root::Key:
        return loop->key.empty() ? out.setNull() : out.borrow(loop->key);
    default:
        break;
    }
    if (const nlohmann::json *json = loop->item.asJson())
        descend(json, name.fields, out);
    else if (name.fields.empty())
        out = loop->item;
    else
        out.setNull();
}

void evaluateName(const Expression &name, Scope &scope, Value &out)
{
    const exchange::Request &request = scope.request;
    switch (name.root) {
    case Root::Method:
        return out.borrow(request.method);
    case Root::Path:
        return out.borrow(request.path);
    case Root::Target:
        return out.borrow(request.target);
    case Root::Peer:
        return out.borrow(request.peer);
    case Root::Body:
        return evaluateBody(name, scope, out);
    case Root::Param:
        return evaluateParam(name, scope, out);
    case Root::Header:
        return evaluateHeaders(name, scope, out);
    case Root::Query:
        return name.fields.empty() ? collect(request.queryItems(), out)
                                   : borrowOptional(request.queryItem(name.fields.front()), out);
    case Root::Variable:
        return scope.variables ? descend(scope.variables, name.fields, out) : out.setNull();
    case Root::Cookie:
        return name.fields.empty() ? collect(request.cookies(), out)
                                   : borrowOptional(request.cookie(name.fields.front()), out);
    default:
        return evaluateLoop(name, scope, out);
    }
}

void evaluateCall(const Expression &call, Scope &scope, Value &out)
{
    const std::size_t count = call.arguments.size();
    if (count == 0)
        return call.function->run(Call{call, scope}, out);
    if (count <= 3) {
        std::array<Value, 3> few;
        for (std::size_t i = 0; i < count; ++i)
            evaluate(call.arguments[i], scope, few[i]);
        return call.function->run(Call{call, scope, few.data(), count}, out);
    }
    std::vector<Value> many(count);
    for (std::size_t i = 0; i < count; ++i)
        evaluate(call.arguments[i], scope, many[i]);
    call.function->run(Call{call, scope, many.data(), count}, out);
}

} // namespace

Scope::Scope(const Context &context)
    : request(requestOf(context))
    , params(paramsOf(context))
    , random(context.random ? *context.random : m_ownRandom)
    , sequence(context.sequence)
    , nowMs(context.nowMs)
    , variables(context.variables)
{}

Value Call::named(std::string_view name) const
{
    Value value;
    for (const Expression &argument : expression.named) {
        if (argument.key == name)
            evaluate(argument, scope, value);
    }
    return value;
}

void Call::fail(std::string message) const
{
    if (!scope.error)
        scope.error =
            Error{"template_value", std::string(expression.function->info.name) + ": " + message, {}};
}

void evaluate(const Expression &expression, Scope &scope, Value &out)
{
    if (++scope.steps > kMaxSteps && !scope.error)
        scope.error = Error{"template_too_much_work", "the template took more than a million steps", {}};
    if (scope.error)
        return out.setNull();
    switch (expression.kind) {
    case Expression::Kind::Literal:
        out = expression.literal;
        break;
    case Expression::Kind::Name:
        evaluateName(expression, scope, out);
        break;
    case Expression::Kind::Call:
        evaluateCall(expression, scope, out);
        break;
    }
    if (!expression.fallback.empty() && out.isEmpty())
        evaluate(expression.fallback.front(), scope, out);
}

void appendExpression(const Expression &expression, Scope &scope, std::string &out)
{
    const bool wholeBody = expression.kind == Expression::Kind::Name && expression.root == Root::Body &&
                           expression.fields.empty();
    if (wholeBody && !scope.request.body.empty()) {
        out += scope.request.body;
        return;
    }
    Value value;
    evaluate(expression, scope, value);
    value.appendText(out);
}

const Function *findFunction(std::string_view name)
{
    static const auto index = [] {
        std::map<std::string_view, const Function *> byName;
        for (const Function &function : functions())
            byName.emplace(function.info.name, &function);
        for (const Function &function : fakerFunctions())
            byName.emplace(function.info.name, &function);
        return byName;
    }();
    const auto found = index.find(name);
    return found == index.end() ? nullptr : found->second;
}

} // namespace mockforge::templating
