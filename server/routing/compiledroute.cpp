// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/routing/compiledroute.h"

#include <re2/re2.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace mockforge::routing {

namespace {

using control::Diagnostic;
using project::Body;

Diagnostic finding(const project::Project &project, project::Location at, std::string code,
                   std::string message, std::string suggestion = {})
{
    return {Diagnostic::Severity::Error, project.file,         at.line, at.column, std::move(code),
            std::move(message),          std::move(suggestion)};
}

std::string place(const templating::Position &at)
{
    return "line " + std::to_string(at.line) + ", column " + std::to_string(at.column) + " of the template: ";
}

std::string_view typeOfFile(std::string_view file)
{
    static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
        {".json", "application/json"},
        {".html", "text/html; charset=utf-8"},
        {".htm", "text/html; charset=utf-8"},
        {".txt", "text/plain; charset=utf-8"},
        {".xml", "application/xml"},
        {".csv", "text/csv; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".md", "text/markdown; charset=utf-8"},
        {".yaml", "application/yaml"},
        {".yml", "application/yaml"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".jpeg", "image/jpeg"},
        {".gif", "image/gif"},
        {".webp", "image/webp"},
        {".ico", "image/vnd.microsoft.icon"},
        {".pdf", "application/pdf"},
        {".zip", "application/zip"},
        {".woff2", "font/woff2"},
        {".wasm", "application/wasm"},
        {".mp4", "video/mp4"},
        {".mp3", "audio/mpeg"}};
    const std::size_t dot = file.rfind('.');
    if (dot != std::string_view::npos) {
        for (const auto &[extension, type] : kTypes) {
            if (exchange::equalsIgnoreCase(file.substr(dot), extension))
                return type;
        }
    }
    return "application/octet-stream";
}

std::string_view defaultType(const Body &body)
{
    switch (body.kind) {
    case Body::Kind::Json:
        return "application/json";
    case Body::Kind::File:
        return typeOfFile(body.file);
    case Body::Kind::Base64:
        return "application/octet-stream";
    case Body::Kind::Text:
        return nlohmann::json::accept(body.text) && !body.text.empty() &&
                       (body.text[0] == '{' || body.text[0] == '[')
                   ? "application/json"
                   : "text/plain; charset=utf-8";
    case Body::Kind::None:
        break;
    }
    return {};
}

/// A line break in a rendered value would start a header of the client's choosing (RFC 9110 §5.5).
void defuse(std::string &value)
{
    std::replace_if(
        value.begin(), value.end(),
        [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; }, ' ');
}

} // namespace

void CompiledRoute::compile(const project::Project &project, std::uint32_t number,
                            std::vector<Diagnostic> &diagnostics)
{
    spec = &project.routes[number];
    index = number;
    stream = streamOf(spec->id);
    compilePath(project, diagnostics);
    for (const project::Matcher &matcher : spec->matchers) {
        Condition condition;
        if (std::string problem = condition.compile(matcher); !problem.empty())
            diagnostics.push_back(finding(project, matcher.location, "bad_regex", std::move(problem)));
        conditions.push_back(std::move(condition));
    }
    compileHeaders(project, diagnostics);
    compileBody(project, diagnostics);
}

void CompiledRoute::compilePath(const project::Project &project, std::vector<Diagnostic> &diagnostics)
{
    std::string problem;
    if (!spec->pathIsRegex) {
        problem = pattern.parse(spec->path);
    } else if ((regex = compileRegex(spec->path, problem))) {
        regexNames.resize(static_cast<std::size_t>(regex->NumberOfCapturingGroups()) + 1);
        for (const auto &[group, name] : regex->CapturingGroupNames())
            regexNames[static_cast<std::size_t>(group)] = name;
    }
    if (!problem.empty())
        diagnostics.push_back(finding(project, spec->location, spec->pathIsRegex ? "bad_regex" : "bad_path",
                                      "path '" + spec->path + "': " + problem));
}

void CompiledRoute::compileHeaders(const project::Project &project, std::vector<Diagnostic> &diagnostics)
{
    m_headers = spec->response.headers;
    bool typed = false;
    for (std::size_t i = 0; i < m_headers.size(); ++i) {
        typed = typed || exchange::equalsIgnoreCase(m_headers[i].first, "content-type");
        std::vector<templating::CompileError> errors;
        templating::Template value;
        value.compile(m_headers[i].second, errors);
        const project::Location at =
            i < spec->response.headerLocations.size() ? spec->response.headerLocations[i] : spec->location;
        for (const templating::CompileError &error : errors)
            diagnostics.push_back(
                finding(project, at, "bad_template",
                        "header " + m_headers[i].first + ": " + place(error.position) + error.message,
                        error.suggestion));
        // Constant text is rendered too: \{{ has become {{ in it.
        if (errors.empty() && m_headers[i].second.find("{{") != std::string::npos)
            m_templatedHeaders.push_back({i, std::move(value)});
    }
    const std::string_view type = defaultType(spec->response.body);
    if (!typed && !type.empty())
        m_headers.emplace_back("Content-Type", type);
}

void CompiledRoute::compileBody(const project::Project &project, std::vector<Diagnostic> &diagnostics)
{
    const Body &body = spec->response.body;
    switch (body.kind) {
    case Body::Kind::None:
        m_constantBody = std::make_shared<const std::string>();
        break;
    case Body::Kind::Base64:
        m_constantBody = std::make_shared<const std::string>(body.text);
        break;
    case Body::Kind::Text:
        compileText(project, body.text, true, diagnostics);
        break;
    case Body::Kind::File: {
        std::ifstream file(body.file, std::ios::binary);
        std::ostringstream content;
        content << file.rdbuf();
        if (!file)
            diagnostics.push_back(finding(project, body.location, "unreadable_file",
                                          "the file '" + body.file + "' cannot be read"));
        compileText(project, content.str(), body.templated, diagnostics);
        break;
    }
    case Body::Kind::Json: {
        std::vector<templating::JsonTemplate::Located> errors;
        m_json.emplace();
        m_json->compile(body.json, errors);
        for (const auto &[pointer, error] : errors)
            diagnostics.push_back(finding(project, body.location, "bad_template",
                                          "body" + (pointer.empty() ? "" : " at " + pointer) + ": " +
                                              place(error.position) + error.message,
                                          error.suggestion));
        if (errors.empty() && m_json->isConstant()) {
            std::string text;
            if (m_json->render({}, text))
                m_constantBody = std::make_shared<const std::string>(std::move(text));
        }
        break;
    }
    }
}

void CompiledRoute::compileText(const project::Project &project, std::string_view text, bool templated,
                                std::vector<Diagnostic> &diagnostics)
{
    if (!templated) {
        m_constantBody = std::make_shared<const std::string>(text);
        return;
    }
    std::vector<templating::CompileError> errors;
    m_text.emplace();
    m_text->compile(text, errors);
    for (const templating::CompileError &error : errors)
        diagnostics.push_back(finding(project, spec->response.body.location, "bad_template",
                                      "body: " + place(error.position) + error.message, error.suggestion));
    std::string rendered;
    if (errors.empty() && m_text->isConstant() && m_text->render({}, rendered))
        m_constantBody = std::make_shared<const std::string>(std::move(rendered));
}

bool CompiledRoute::takes(std::string_view token) const noexcept
{
    return spec->methods.empty() ||
           std::find(spec->methods.begin(), spec->methods.end(), token) != spec->methods.end();
}

const Condition *CompiledRoute::failing(const exchange::Request &request) const
{
    for (const Condition &condition : conditions) {
        if (!condition.holds(request))
            return &condition;
    }
    return nullptr;
}

bool CompiledRoute::pathFits(const exchange::Request &request, const std::string &decoded,
                             templating::PathParams *params) const
{
    if (!spec->pathIsRegex)
        return pattern.matches(request.segments(), params);
    std::vector<re2::StringPiece> groups(params ? regexNames.size() : 1);
    if (!regex->Match(decoded, 0, decoded.size(), RE2::ANCHOR_BOTH, groups.data(),
                      static_cast<int>(groups.size())))
        return false;
    for (std::size_t i = 1; params && i < groups.size(); ++i) {
        if (!regexNames[i].empty() && groups[i].data())
            params->emplace_back(regexNames[i], std::string(groups[i].data(), groups[i].size()));
    }
    return true;
}

Result<RouteTable::Rendered> CompiledRoute::render(const templating::Context &context) const
{
    RouteTable::Rendered rendered;
    exchange::Response &response = rendered.response;
    const project::Delay &delay = spec->response.delay;
    response.status = spec->response.status;
    response.headers = m_headers;
    if (delay.maxMs > delay.minMs)
        rendered.delayNs = static_cast<std::uint64_t>(
            context.random->between(delay.minMs * 1'000'000LL, delay.maxMs * 1'000'000LL));
    else
        rendered.delayNs = static_cast<std::uint64_t>(std::max(delay.minMs, 0)) * 1'000'000ULL;
    for (const TemplatedHeader &header : m_templatedHeaders) {
        std::string &value = response.headers[header.index].second;
        value.clear();
        if (auto done = header.value.render(context, value); !done)
            return done.error();
        defuse(value);
    }
    if (m_constantBody) {
        response.shared = m_constantBody;
        return rendered;
    }
    if (auto done = m_json ? m_json->render(context, response.body) : m_text->render(context, response.body);
        !done)
        return done.error();
    return rendered;
}

std::string CompiledRoute::identity() const
{
    std::vector<std::string> parts = spec->methods;
    std::sort(parts.begin(), parts.end());
    parts.insert(parts.begin(), std::to_string(spec->priority) + (spec->pathIsRegex ? "~" + spec->path : ""));
    for (const Segment &segment : pattern.segments())
        parts.push_back(segment.kind == Segment::Kind::Literal
                            ? "/" + segment.text
                            : "\x02" + std::to_string(static_cast<int>(segment.kind)) +
                                  (segment.regex ? segment.regex->pattern() : std::string()));
    std::vector<std::string> matchers;
    for (const project::Matcher &matcher : spec->matchers)
        matchers.push_back(std::to_string(static_cast<int>(matcher.part)) + matcher.name + "\x02" +
                           std::to_string(static_cast<int>(matcher.op)) + matcher.value + "\x02" +
                           (matcher.json
                                ? matcher.json->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
                                : std::string()));
    std::sort(matchers.begin(), matchers.end());
    parts.insert(parts.end(), matchers.begin(), matchers.end());
    std::string all;
    for (const std::string &part : parts)
        all += part + "\x01";
    return all;
}

} // namespace mockforge::routing
