// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routing/condition.h"

#include "server/routing/pattern.h"
#include "server/templating/value.h"

#include <re2/re2.h>

#include <algorithm>
#include <charconv>

namespace mockforge::routing {

namespace {

using Part = project::Matcher::Part;
using Operator = project::Matcher::Operator;

std::string shortened(std::string_view text)
{
    std::string out = "'" + std::string(text.substr(0, 60));
    return out + (text.size() > 60 ? "…'" : "'");
}

std::string textOf(const nlohmann::json &json)
{
    templating::Value value;
    value.borrow(json);
    return value.toText();
}

} // namespace

std::string Condition::compile(const project::Matcher &spec)
{
    m_spec = &spec;
    if (spec.json)
        m_json = std::make_unique<nlohmann::json>(*spec.json);
    if (spec.part == Part::Body) {
        std::string_view rest = spec.name;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('.'), rest.size());
            m_fields.emplace_back(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    if (spec.part == Part::JsonPath) {
        auto path = jsonpath::JsonPath::compile(spec.name);
        if (!path)
            return "the JSONPath query is wrong: " + path.error().message;
        m_path = std::move(path).value();
    }
    if (spec.op != Operator::Regex)
        return {};
    std::string error;
    m_regex = compileRegex(spec.value, error);
    return m_regex ? std::string() : "the regular expression '" + spec.value + "' is wrong: " + error;
}

bool Condition::fits(std::string_view value) const
{
    switch (m_spec->op) {
    case Operator::Equals:
        return value == m_spec->value;
    case Operator::Contains:
        return value.find(m_spec->value) != std::string_view::npos;
    case Operator::Regex:
        return RE2::PartialMatch(re2::StringPiece(value.data(), value.size()), *m_regex);
    default:
        return true;
    }
}

std::vector<std::string_view> Condition::values(const exchange::Request &request) const
{
    std::vector<std::string_view> found;
    if (m_spec->part == Part::Header) {
        for (const exchange::Field &header : request.headers) {
            if (exchange::equalsIgnoreCase(header.name, m_spec->name))
                found.push_back(header.value);
        }
        return found;
    }
    for (const auto &[name, value] : m_spec->part == Part::Query ? request.queryItems() : request.cookies()) {
        if (name == m_spec->name)
            found.push_back(value);
    }
    return found;
}

const nlohmann::json *Condition::field(const exchange::Request &request) const
{
    const nlohmann::json *json = request.json();
    for (const std::string &name : m_fields) {
        if (!json)
            return nullptr;
        std::size_t index = 0;
        if (json->is_object()) {
            const auto found = json->find(name);
            json = found == json->end() ? nullptr : &*found;
        } else if (json->is_array() &&
                   std::from_chars(name.data(), name.data() + name.size(), index).ptr ==
                       name.data() + name.size() &&
                   index < json->size()) {
            json = &(*json)[index];
        } else {
            json = nullptr;
        }
    }
    return json;
}

bool Condition::fieldFits(const nlohmann::json &value) const
{
    if (m_json && m_spec->op == Operator::Equals)
        return value == *m_json;
    if (m_spec->op == Operator::Contains && value.is_array())
        return std::any_of(value.begin(), value.end(), [this](const nlohmann::json &item) {
            return m_json ? item == *m_json : textOf(item) == m_spec->value;
        });
    return fits(textOf(value));
}

bool Condition::bodyHolds(const exchange::Request &request) const
{
    const bool whole = m_fields.empty();
    const bool typed = m_json && m_spec->op == Operator::Equals;
    if (whole && !typed) {
        if (m_spec->op == Operator::Present || m_spec->op == Operator::Absent)
            return request.body.empty() == (m_spec->op == Operator::Absent);
        return fits(request.body);
    }
    const nlohmann::json *value = field(request);
    if (m_spec->op == Operator::Absent)
        return !value;
    return value && fieldFits(*value);
}

bool Condition::pathHolds(const exchange::Request &request) const
{
    const nlohmann::json *json = request.json();
    const std::vector<const nlohmann::json *> nodes =
        json ? m_path.select(*json) : std::vector<const nlohmann::json *>();
    if (m_spec->op == Operator::Present || m_spec->op == Operator::Absent)
        return nodes.empty() == (m_spec->op == Operator::Absent);
    return std::any_of(nodes.begin(), nodes.end(),
                       [this](const nlohmann::json *node) { return fieldFits(*node); });
}

bool Condition::holds(const exchange::Request &request) const
{
    if (m_spec->part == Part::JsonPath)
        return pathHolds(request);
    if (m_spec->part == Part::Body)
        return bodyHolds(request);
    if (m_spec->part == Part::Header && m_spec->op != Operator::Absent) {
        return std::any_of(
            request.headers.begin(), request.headers.end(), [this](const exchange::Field &header) {
                return exchange::equalsIgnoreCase(header.name, m_spec->name) && fits(header.value);
            });
    }
    const std::vector<std::string_view> found = values(request);
    if (m_spec->op == Operator::Absent)
        return found.empty();
    return std::any_of(found.begin(), found.end(), [this](std::string_view value) { return fits(value); });
}

std::string Condition::what() const
{
    switch (m_spec->part) {
    case Part::Header:
        return "header " + m_spec->name;
    case Part::Query:
        return "query parameter " + m_spec->name;
    case Part::Cookie:
        return "cookie " + m_spec->name;
    case Part::Body:
        return m_spec->name.empty() ? std::string("the body") : "body field " + m_spec->name;
    case Part::JsonPath:
        return "body query " + m_spec->name;
    }
    return {};
}

std::string Condition::reason(const exchange::Request &request) const
{
    std::string seen;
    if (m_spec->part == Part::JsonPath) {
        const nlohmann::json *json = request.json();
        if (!json)
            return what() + " selects nothing: the body is not JSON";
        const auto nodes = m_path.select(*json);
        if (nodes.empty())
            return what() + " selects nothing";
        seen = textOf(*nodes.front());
    } else if (m_spec->part == Part::Body) {
        const nlohmann::json *value = field(request);
        if (m_fields.empty())
            seen = std::string(request.body.substr(0, 80));
        else if (value)
            seen = textOf(*value);
        if (!m_fields.empty() && !value)
            return what() + (request.json() ? " is absent" : " is absent: the body is not JSON");
        if (m_fields.empty() && request.body.empty())
            return "the body is empty";
    } else {
        const std::vector<std::string_view> found = values(request);
        if (found.empty())
            return what() + " is absent";
        seen = found.front();
    }
    std::string text = what() + " is " + shortened(seen);
    const std::string wanted =
        m_json ? m_json->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) : m_spec->value;
    switch (m_spec->op) {
    case Operator::Equals:
        return text + ", the route wants " + shortened(wanted);
    case Operator::Contains:
        return text + ", the route wants it to contain " + shortened(wanted);
    case Operator::Regex:
        return text + ", the route wants it to match " + shortened(wanted);
    case Operator::Absent:
        return text + ", the route wants it absent";
    case Operator::Present:
        break;
    }
    return text;
}

} // namespace mockforge::routing
