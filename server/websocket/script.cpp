// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/websocket/script.h"

#include <algorithm>

namespace mockforge::websocket {

namespace {

using Kind = project::ScriptStep::Kind;

class Compiler
{
public:
    Compiler(const std::string &file, std::vector<control::Diagnostic> &diagnostics)
        : m_file(file)
        , m_diagnostics(diagnostics)
    {}

    Steps steps(const std::vector<project::ScriptStep> &specs)
    {
        Steps list;
        for (const project::ScriptStep &spec : specs)
            list.push_back(step(spec));
        return list;
    }

    MessageMatcher match(const project::MessageMatch &spec, const project::Location &where)
    {
        MessageMatcher matcher;
        if (const std::string problem = matcher.compile(spec); !problem.empty())
            error(spec.conditions.empty() ? where : spec.conditions.front().location, "bad_matcher", problem);
        return matcher;
    }

    void error(const project::Location &where, std::string code, std::string message,
               std::string suggestion = {})
    {
        m_diagnostics.push_back({control::Diagnostic::Severity::Error, m_file, where.line, where.column,
                                 std::move(code), std::move(message), std::move(suggestion)});
    }

private:
    Step step(const project::ScriptStep &spec)
    {
        Step compiled;
        compiled.spec = &spec;
        switch (spec.kind) {
        case Kind::Send:
        case Kind::Set:
            payload(spec, compiled);
            break;
        case Kind::Broadcast:
            payload(spec, compiled);
            compiled.name = text(spec.text, spec.location);
            break;
        case Kind::Join:
        case Kind::Leave:
        case Kind::Close:
            compiled.name = text(spec.text, spec.location);
            break;
        case Kind::Branch:
        case Kind::Loop:
            compiled.text = text(spec.text, spec.location);
            break;
        case Kind::Wait:
            compiled.match = match(spec.match, spec.location);
            break;
        default:
            break;
        }
        for (const auto &branch : spec.branches)
            compiled.branches.push_back(steps(branch));
        return compiled;
    }

    void payload(const project::ScriptStep &spec, Step &compiled)
    {
        if (spec.payload.kind == project::Body::Kind::Text) {
            compiled.text = text(spec.payload.text, spec.payload.location);
        } else if (spec.payload.kind == project::Body::Kind::Json) {
            std::vector<templating::JsonTemplate::Located> errors;
            compiled.json.emplace();
            compiled.json->compile(spec.payload.json, errors);
            for (const auto &[pointer, problem] : errors)
                error(spec.payload.location, "bad_template",
                      (pointer.empty() ? "" : pointer + ": ") + problem.message, problem.suggestion);
        }
    }

    templating::Template text(const std::string &source, const project::Location &where)
    {
        templating::Template compiled;
        std::vector<templating::CompileError> errors;
        compiled.compile(source, errors);
        for (const templating::CompileError &problem : errors)
            error(where, "bad_template", problem.message, problem.suggestion);
        return compiled;
    }

    const std::string &m_file;
    std::vector<control::Diagnostic> &m_diagnostics;
};

void refuseWaits(const std::vector<project::ScriptStep> &steps, Compiler &compiler)
{
    for (const project::ScriptStep &step : steps) {
        if (step.kind == Kind::Delay || step.kind == Kind::Wait || step.kind == Kind::Repeat)
            compiler.error(step.location, "bad_step", "on_close cannot wait: the connection is gone",
                           "use steps that take no time, such as broadcast");
        for (const auto &branch : step.branches)
            refuseWaits(branch, compiler);
    }
}

} // namespace

std::vector<std::string_view> scriptVariables()
{
    return {"message", "state", "connection"};
}

std::shared_ptr<const CompiledScript> compileScript(const project::Script &spec, const std::string &file,
                                                    std::vector<control::Diagnostic> &diagnostics)
{
    const templating::KnownVariables known(scriptVariables());
    Compiler compiler(file, diagnostics);
    auto script = std::make_shared<CompiledScript>();
    script->onConnect = compiler.steps(spec.onConnect);
    for (const project::MessageRule &rule : spec.onMessage)
        script->onMessage.push_back({compiler.match(rule.match, rule.location), compiler.steps(rule.steps)});
    script->otherwise = compiler.steps(spec.otherwise);
    script->onClose = compiler.steps(spec.onClose);
    refuseWaits(spec.onClose, compiler);
    return script;
}

} // namespace mockforge::websocket
