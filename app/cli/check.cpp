// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/check.h"

#include "server/engine/services.h"
#include "server/project/loader.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>

namespace mockforge::cli {

std::string projectFile(const std::string &argument)
{
    std::error_code ignored;
    const std::filesystem::path path(argument);
    return std::filesystem::is_directory(path, ignored) ? (path / "mockforge.yaml").string() : argument;
}

control::Overrides allOverrides(const Options &options, std::vector<control::Diagnostic> &findings)
{
    control::Overrides all = project::overridesFromEnvironment(findings);
    all.keys.insert(all.keys.end(), options.overrides.keys.begin(), options.overrides.keys.end());
    all.origins.insert(all.origins.end(), options.overrides.origins.begin(), options.overrides.origins.end());
    return all;
}

std::string toJson(const control::Diagnostic &finding)
{
    const bool error = finding.severity == control::Diagnostic::Severity::Error;
    const nlohmann::ordered_json json{{"severity", error ? "error" : "warning"},
                                      {"file", finding.file},
                                      {"line", finding.line},
                                      {"column", finding.column},
                                      {"code", finding.code},
                                      {"message", finding.message},
                                      {"suggestion", finding.suggestion}};
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

int check(const Options &options)
{
    std::vector<control::Diagnostic> findings;
    const control::Overrides overrides = allOverrides(options, findings);
    project::LoadResult loaded = project::load(projectFile(options.project), overrides);
    static_cast<void>(engine::compileServices(loaded, 0, nullptr));
    findings.insert(findings.end(), loaded.diagnostics.begin(), loaded.diagnostics.end());
    const bool failed = control::hasErrors(findings);
    if (options.json) {
        std::string list;
        for (const control::Diagnostic &finding : findings)
            list += (list.empty() ? "" : ",\n ") + toJson(finding);
        std::printf("[%s]\n", list.c_str());
    } else {
        for (const control::Diagnostic &finding : findings)
            std::printf("%s\n", control::toString(finding).c_str());
        if (!failed)
            std::printf("%s: ok, %zu routes\n", loaded.project->file.c_str(), loaded.project->routes.size());
    }
    return failed ? kUsage : kOk;
}

} // namespace mockforge::cli
