// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/files.h"

#include <filesystem>
#include <fstream>

namespace mockforge::project {

namespace {

namespace fs = std::filesystem;
constexpr std::uintmax_t kMaxBodyFile = 64ULL * 1024 * 1024;

bool isReadable(const fs::path &path)
{
    std::error_code error;
    return fs::is_regular_file(path, error) && std::ifstream(path).good();
}

bool isInside(const fs::path &folder, const fs::path &file)
{
    const fs::path relative = file.lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
}

void resolveBody(Project &project, Body &body, Findings &findings)
{
    std::error_code error;
    const fs::path folder = fs::weakly_canonical(project.folder, error);
    const fs::path wanted = fs::path(project.folder) / body.file;
    const fs::path file = fs::weakly_canonical(wanted, error);
    if (error || !isInside(folder, file)) {
        findings.error(body.location, "outside_project",
                       "body_file '" + body.file + "' leads outside the project's folder (to " +
                           file.string() + ")",
                       "move the file into " + folder.string());
        return;
    }
    if (!isReadable(file)) {
        findings.error(body.location, "missing_file", "body_file '" + body.file + "' cannot be read",
                       "looked for " + file.string());
        return;
    }
    if (fs::file_size(file, error) > kMaxBodyFile || error) {
        findings.error(body.location, "too_large", "body_file '" + body.file + "' is larger than 64 MiB");
        return;
    }
    body.file = file.string();
    project.watched.push_back(body.file);
}

void resolveTlsFile(Project &project, const Value &root, const char *key, std::string &file,
                    Findings &findings)
{
    if (file.empty())
        return;
    const Value *http = root.find("http");
    const Value *tls = http == nullptr ? nullptr : http->find("tls");
    const Value *value = tls == nullptr ? nullptr : tls->find(key);
    const fs::path path = fs::path(file).is_absolute() ? fs::path(file) : fs::path(project.folder) / file;
    if (!isReadable(path)) {
        findings.error(value == nullptr ? Location{} : value->location, "missing_file",
                       std::string("http.tls.") + key + " '" + file + "' cannot be read",
                       "looked for " + path.string());
        return;
    }
    file = path.lexically_normal().string();
    project.watched.push_back(file);
}

} // namespace

void resolveFiles(Project &project, const Value &root, Findings &findings)
{
    if (!project.file.empty())
        project.watched.push_back(project.file);
    for (Route &route : project.routes) {
        if (route.response.body.kind == Body::Kind::File)
            resolveBody(project, route.response.body, findings);
    }
    resolveTlsFile(project, root, "cert_file", project.http.tls.certFile, findings);
    resolveTlsFile(project, root, "key_file", project.http.tls.keyFile, findings);
    resolveTlsFile(project, root, "ca_file", project.http.tls.clientCaFile, findings);
    if (!project.logging.file.empty() && !fs::path(project.logging.file).is_absolute())
        project.logging.file = (fs::path(project.folder) / project.logging.file).string();
}

} // namespace mockforge::project
