// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/loader.h"

#include "server/project/chaosreader.h"
#include "server/project/files.h"
#include "server/project/keys.h"
#include "server/project/overrides.h"
#include "server/project/yamlreader.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace mockforge::project {

namespace {

namespace fs = std::filesystem;

const Value *lookUp(const Value &root, std::string_view path)
{
    const Value *value = &root;
    while (value != nullptr && !path.empty()) {
        const std::size_t dot = std::min(path.find('.'), path.size());
        value = value->find(path.substr(0, dot));
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return value;
}

Location placeOf(const Value &root, std::string_view path)
{
    const Value *value = lookUp(root, path);
    return value == nullptr ? Location{} : value->location;
}

bool isLoopback(const std::string &host)
{
    return host == "localhost" || host.starts_with("127.") || host == "::1" || host == "[::1]";
}

/// A mode brings the defaults of its parameters, so it is read before them wherever it stands.
void putModeFirst(Value &root)
{
    for (Entry &top : root.entries) {
        if (top.key != "observability")
            continue;
        for (Entry &part : top.value.entries) {
            if (part.key == "scenarios") {
                std::stable_sort(
                    part.value.entries.begin(), part.value.entries.end(),
                    [](const Entry &a, const Entry &b) { return a.key == "mode" && b.key != "mode"; });
            }
        }
    }
}

void checkTls(const Tls &tls, const Value &root, const std::string &key, Findings &findings)
{
    if (tls.enabled && !tls.generate && (tls.certFile.empty() || tls.keyFile.empty())) {
        findings.error(placeOf(root, key), "missing_key", key + " needs cert_file and key_file",
                       "or 'generate: true' for a certificate for local use");
    }
}

/// The section of a protocol beside HTTP serves it, unless it says otherwise; so does a flag that names its
/// port.
void enableSections(Project &project, const Value &root, const control::Overrides &overrides)
{
    const auto asked = [&](std::string_view section) {
        return root.find(section) != nullptr ||
               std::any_of(overrides.keys.begin(), overrides.keys.end(),
                           [&](const auto &key) { return key.first == std::string(section) + ".port"; });
    };
    project.webSocket.enabled = asked("websocket");
    project.grpc.enabled = asked("grpc");
}

/// What only several keys together can get wrong.
void checkTogether(const Project &project, const Value &root, Findings &findings)
{
    if (project.admin.enabled && !isLoopback(project.admin.host) && project.admin.token.empty()) {
        findings.error(placeOf(root, "admin.host"), "missing_key",
                       "admin.host is " + project.admin.host +
                           ", which others can reach, and admin.token is not set",
                       "set admin.token, or listen on 127.0.0.1");
    }
    const Tls &tls = project.http.tls;
    checkTls(tls, root, "http.tls", findings);
    checkTls(project.webSocket.tls, root, "websocket.tls", findings);
    checkTls(project.grpc.tls, root, "grpc.tls", findings);
    if (tls.enabled && tls.port != 0 && tls.port == project.http.port) {
        findings.error(placeOf(root, "http.tls.port"), "conflict", "http.tls.port and http.port are the same",
                       "leave http.tls.port out to serve HTTPS only");
    }
    if (project.http.cors.allowCredentials && project.http.cors.enabled &&
        std::count(project.http.cors.allowedOrigins.begin(), project.http.cors.allowedOrigins.end(), "*") >
            0) {
        findings.warning(placeOf(root, "http.cors.allow_credentials"), "wide_open",
                         "any page may read replies with the user's cookies",
                         "name the origins in http.cors.allowed_origins");
    }
    if (!project.prometheus.path.starts_with('/') || project.prometheus.path == "/health") {
        findings.error(placeOf(root, "observability.prometheus.path"), "bad_path",
                       "observability.prometheus.path must begin with '/' and differ from /health");
    }
    if (auto valid = control::validate(project.scenario); !valid) {
        findings.error(placeOf(root, "observability.scenarios"), "out_of_range", valid.error().message,
                       valid.error().detail);
    }
}

LoadResult finish(std::shared_ptr<Project> project, const Value &root, Findings &findings,
                  const control::Overrides &overrides)
{
    enableSections(*project, root, overrides);
    readMap(root, "", "", projectKeys(), unservedProjectKeys(), *project, findings);
    applyOverrides(overrides, *project, findings.list());
    resolveFiles(*project, root, findings);
    finishChaos(*project, findings);
    checkTogether(*project, root, findings);
    LoadResult result;
    result.diagnostics = std::move(findings.list());
    std::stable_sort(result.diagnostics.begin(), result.diagnostics.end(), [](const auto &a, const auto &b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    if (!control::hasErrors(result.diagnostics))
        result.project = project;
    result.draft = std::move(project);
    return result;
}

} // namespace

std::string sizeText(std::int64_t bytes)
{
    constexpr std::int64_t kKiB = 1024;
    if (bytes > 0 && bytes % (kKiB * kKiB) == 0)
        return std::to_string(bytes / (kKiB * kKiB)) + "MiB";
    return bytes > 0 && bytes % kKiB == 0 ? std::to_string(bytes / kKiB) + "KiB" : std::to_string(bytes);
}

std::string durationText(std::int64_t ms)
{
    return ms > 0 && ms % 1000 == 0 ? std::to_string(ms / 1000) + "s" : std::to_string(ms) + "ms";
}

LoadResult loadText(std::string_view yaml, const std::string &fileName, const std::string &folder,
                    const control::Overrides &overrides)
{
    Findings findings(fileName);
    auto project = std::make_shared<Project>();
    std::error_code error;
    const fs::path file = fs::absolute(fileName, error);
    project->file = fs::is_regular_file(file, error) ? file.lexically_normal().string() : std::string();
    project->folder = fs::absolute(folder, error).lexically_normal().string();
    std::optional<Value> root = readYaml(yaml, findings);
    if (!root)
        return {nullptr, std::move(findings.list()), nullptr};
    putModeFirst(*root);
    return finish(std::move(project), *root, findings, overrides);
}

LoadResult load(const std::string &file, const control::Overrides &overrides)
{
    std::ifstream stream(file, std::ios::binary);
    std::error_code error;
    if (!stream || fs::is_directory(file, error)) {
        Findings findings(file);
        findings.error({}, "missing_file",
                       std::string("the project file cannot be read: ") + std::strerror(errno),
                       "name a mockforge.yaml, or a folder that holds one");
        return {nullptr, std::move(findings.list()), nullptr};
    }
    std::ostringstream text;
    text << stream.rdbuf();
    return loadText(text.str(), file, fs::absolute(file, error).parent_path().string(), overrides);
}

} // namespace mockforge::project
