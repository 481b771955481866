// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templating/program.h"

#include <nlohmann/json.hpp>

namespace mockforge::templating {

LoopItems::LoopItems(const BlockHead &head, Scope &scope)
{
    if (head.kind == BlockKind::Repeat) {
        repeat(head, scope);
        return;
    }
    if (eachRequestItem(head.subject, scope))
        return;
    evaluate(head.subject, scope, m_list);
    if (const nlohmann::json *json = m_list.asJson()) {
        m_count = static_cast<std::int64_t>(json->size());
        if (json->is_object()) {
            for (const auto &item : json->items())
                m_keys.push_back(item.key());
        }
    } else if (!m_list.isNull() && !scope.error) {
        scope.error =
            Error{"template_value",
                  "#each needs a list or an object, and got \"" + m_list.toText().substr(0, 60) + "\"",
                  {}};
    }
}

void LoopItems::repeat(const BlockHead &head, Scope &scope)
{
    const auto number = [&](const Expression &expression) -> std::int64_t {
        Value value;
        evaluate(expression, scope, value);
        const std::optional<std::int64_t> count = value.asInteger();
        if ((!count || *count < 0 || *count > kMaxRepeat) && !scope.error)
            scope.error = Error{"template_value",
                                "#repeat needs a whole number from 0 to " + std::to_string(kMaxRepeat) +
                                    ", and got \"" + value.toText().substr(0, 60) + "\"",
                                {}};
        return scope.error ? 0 : *count;
    };
    const std::int64_t low = number(head.subject);
    if (head.upper.empty()) {
        m_count = low;
        return;
    }
    const std::int64_t high = number(head.upper.front());
    m_count = high <= low ? low : scope.random.between(low, high);
}

/// Parameters, headers and cookies keep their order and their repeats, which an object could not.
bool LoopItems::eachRequestItem(const Expression &subject, Scope &scope)
{
    if (subject.kind != Expression::Kind::Name || subject.fields.size() > 1 || !subject.fallback.empty())
        return false;
    const auto add = [&](std::string_view name, std::string_view value) {
        const bool wanted =
            subject.fields.empty() ||
            (subject.root == Root::Header ? exchange::equalsIgnoreCase(name, subject.fields.front())
                                          : name == subject.fields.front());
        if (wanted)
            m_pairs.emplace_back(name, value);
    };
    switch (subject.root) {
    case Root::Query:
        for (const auto &[name, value] : scope.request.queryItems())
            add(name, value);
        break;
    case Root::Cookie:
        for (const auto &[name, value] : scope.request.cookies())
            add(name, value);
        break;
    case Root::Header:
        for (const exchange::Field &field : scope.request.headers)
            add(field.name, field.value);
        break;
    case Root::Param:
        for (const auto &[name, value] : scope.params)
            add(name, value);
        break;
    default:
        return false;
    }
    m_count = static_cast<std::int64_t>(m_pairs.size());
    return true;
}

void LoopItems::fill(std::int64_t index, Loop &loop)
{
    loop.index = index;
    const auto at = static_cast<std::size_t>(index);
    if (!m_pairs.empty()) {
        loop.key = m_pairs[at].first;
        loop.item.borrow(m_pairs[at].second);
    } else if (const nlohmann::json *json = m_list.asJson()) {
        if (json->is_object()) {
            loop.key = m_keys[at];
            loop.item.borrow((*json)[m_keys[at]]);
        } else {
            loop.item.borrow((*json)[at]);
        }
    } else {
        loop.item.setInteger(index);
    }
}

bool holds(const BlockHead &head, Scope &scope)
{
    Value value;
    evaluate(head.subject, scope, value);
    return value.truthy() == (head.kind == BlockKind::If);
}

void renderProgram(const Program &program, Scope &scope, std::string &out)
{
    for (const Node &node : program) {
        if (scope.error)
            return;
        if (node.kind == Node::Kind::Text) {
            out += node.text;
        } else if (node.kind == Node::Kind::Output) {
            appendExpression(node.expression, scope, out);
        } else {
            const BlockHead &head = node.head.front();
            const bool isLoop = head.kind == BlockKind::Each || head.kind == BlockKind::Repeat;
            const bool done = isLoop ? runLoop(head, scope, [&] { renderProgram(node.body, scope, out); })
                                     : holds(head, scope);
            if (done && !isLoop)
                renderProgram(node.body, scope, out);
            else if (!done)
                renderProgram(node.otherwise, scope, out);
        }
        if (out.size() > Template::kMaxOutput && !scope.error)
            scope.error = Error{"template_output_too_large", "the reply grew over 16 MiB", {}};
    }
}

} // namespace mockforge::templating
