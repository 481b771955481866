// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/mock/rule.h"

#include <algorithm>
#include <cctype>

namespace mockforge::graphql {

namespace {

/// The names that follow `root` and a point anywhere in the text: "parent.name" gives "name".
void collectNames(const std::string &text, const std::string &root, std::vector<std::string> &names)
{
    const std::string prefix = root + ".";
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at + 1)) {
        std::size_t end = at + prefix.size();
        while (end < text.size() &&
               (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '_'))
            ++end;
        std::string name = text.substr(at + prefix.size(), end - at - prefix.size());
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(std::move(name));
    }
}

class Compiler
{
public:
    Compiler(CompiledRule &rule, const std::string &file, std::vector<control::Diagnostic> &diagnostics)
        : m_rule(rule)
        , m_file(file)
        , m_diagnostics(diagnostics)
    {}

    void conditions(ConditionSet &set, const std::vector<project::Matcher> &specs)
    {
        if (const std::string problem = set.compile(specs); !problem.empty())
            error(specs.front().location, "bad_matcher", problem, {});
    }

    void json(std::optional<CompiledJson> &target, const Json &value)
    {
        target.emplace();
        std::vector<templating::JsonTemplate::Located> errors;
        target->source.compile(value, errors);
        for (const auto &[pointer, problem] : errors)
            error(m_rule.spec->location, "bad_template",
                  (pointer.empty() ? "" : pointer + ": ") + problem.message, problem.suggestion);
        target->isConstant = target->source.isConstant();
        if (target->isConstant)
            target->constant = value;
        else
            names(value.dump(-1, ' ', false, Json::error_handler_t::replace));
    }

    void jsonIfGiven(std::optional<CompiledJson> &target, const Json &value)
    {
        if (!value.is_null())
            json(target, value);
    }

    void text(std::optional<templating::Template> &target, const std::string &value)
    {
        target.emplace();
        std::vector<templating::CompileError> errors;
        target->compile(value, errors);
        for (const templating::CompileError &problem : errors)
            error(m_rule.spec->location, "bad_template", problem.message, problem.suggestion);
        names(value);
    }

private:
    void names(const std::string &text)
    {
        collectNames(text, "parent", m_rule.parentFields);
        collectNames(text, "state", m_rule.collections);
    }

    void error(const project::Location &where, std::string code, std::string message, std::string suggestion)
    {
        m_diagnostics.push_back({control::Diagnostic::Severity::Error, m_file, where.line, where.column,
                                 std::move(code), std::move(message), std::move(suggestion)});
    }

    CompiledRule &m_rule;
    const std::string &m_file;
    std::vector<control::Diagnostic> &m_diagnostics;
};

} // namespace

std::string ConditionSet::compile(const std::vector<project::Matcher> &specs)
{
    for (const project::Matcher &spec : specs) {
        Alternatives &condition = m_conditions.emplace_back();
        if (std::string problem = condition.asWritten.compile(spec); !problem.empty())
            return problem;
        if (!spec.json || !spec.json->is_number())
            continue;
        m_texts.push_back(spec);
        m_texts.back().json.reset();
        if (std::string problem = condition.asText.emplace().compile(m_texts.back()); !problem.empty())
            return problem;
    }
    return {};
}

bool ConditionSet::holds(const exchange::Request &request) const
{
    return std::all_of(m_conditions.begin(), m_conditions.end(), [&](const Alternatives &condition) {
        return condition.asWritten.holds(request) || (condition.asText && condition.asText->holds(request));
    });
}

std::vector<std::string_view> ruleVariables()
{
    return {"args", "variables", "parent", "state", "operation", "index", "event"};
}

CompiledRule compileRule(const project::GraphQlRule &spec, const std::string &file,
                         std::vector<control::Diagnostic> &diagnostics)
{
    const templating::KnownVariables known(ruleVariables());
    CompiledRule rule;
    rule.spec = &spec;
    Compiler compiler(rule, file, diagnostics);
    compiler.conditions(rule.arguments, spec.arguments);
    compiler.conditions(rule.variables, spec.variables);
    compiler.conditions(rule.headers, spec.headers);
    if (spec.hasReply)
        compiler.json(rule.reply, spec.reply);
    compiler.jsonIfGiven(rule.id, spec.action.id);
    compiler.jsonIfGiven(rule.with, spec.action.with);
    compiler.jsonIfGiven(rule.where, spec.action.where);
    compiler.jsonIfGiven(rule.offset, spec.action.offset);
    compiler.jsonIfGiven(rule.limit, spec.action.limit);
    if (spec.hasError) {
        compiler.text(rule.error, spec.error);
        rule.extensions = spec.extensions;
        if (!spec.code.empty())
            rule.extensions["code"] = spec.code;
    }
    rule.stream = streamOf(spec.id);
    return rule;
}

} // namespace mockforge::graphql
