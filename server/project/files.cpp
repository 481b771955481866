// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/files.h"

#include "server/project/grpcreader.h"
#include "server/project/value.h"
#include "server/project/websocketreader.h"

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

void resolveTlsFile(Project &project, const Value &root, const char *section, const char *key,
                    std::string &file, Findings &findings)
{
    if (file.empty())
        return;
    const Value *of = root.find(section);
    const Value *tls = of == nullptr ? nullptr : of->find("tls");
    const Value *value = tls == nullptr ? nullptr : tls->find(key);
    const fs::path path = fs::path(file).is_absolute() ? fs::path(file) : fs::path(project.folder) / file;
    if (!isReadable(path)) {
        findings.error(value == nullptr ? Location{} : value->location, "missing_file",
                       std::string(section) + ".tls." + key + " '" + file + "' cannot be read",
                       "looked for " + path.string());
        return;
    }
    file = path.lexically_normal().string();
    project.watched.push_back(file);
}

void resolveTls(Project &project, const Value &root, const char *section, Tls &tls, Findings &findings)
{
    resolveTlsFile(project, root, section, "cert_file", tls.certFile, findings);
    resolveTlsFile(project, root, section, "key_file", tls.keyFile, findings);
    resolveTlsFile(project, root, section, "ca_file", tls.clientCaFile, findings);
}

} // namespace

bool resolveProjectFile(Project &project, const std::string &key, std::string &name, const Location &location,
                        Findings &findings)
{
    std::error_code error;
    const fs::path folder = fs::weakly_canonical(project.folder, error);
    const fs::path wanted = fs::path(project.folder) / name;
    const fs::path file = fs::weakly_canonical(wanted, error);
    if (error || !isInside(folder, file)) {
        findings.error(location, "outside_project",
                       key + " '" + name + "' leads outside the project's folder (to " + file.string() + ")",
                       "move the file into " + folder.string());
        return false;
    }
    if (!isReadable(file)) {
        findings.error(location, "missing_file", key + " '" + name + "' cannot be read",
                       "looked for " + file.string());
        return false;
    }
    if (fs::file_size(file, error) > kMaxBodyFile || error) {
        findings.error(location, "too_large", key + " '" + name + "' is larger than 64 MiB");
        return false;
    }
    name = file.string();
    project.watched.push_back(name);
    return true;
}

void resolveFiles(Project &project, const Value &root, Findings &findings)
{
    if (!project.file.empty())
        project.watched.push_back(project.file);
    for (Route &route : project.routes) {
        if (route.response.body.kind == Body::Kind::File)
            resolveProjectFile(project, "body_file", route.response.body.file, route.response.body.location,
                               findings);
    }
    resolveTls(project, root, "http", project.http.tls, findings);
    resolveTls(project, root, "websocket", project.webSocket.tls, findings);
    resolveTls(project, root, "grpc", project.grpc.tls, findings);
    resolveWebSocketFiles(project, findings);
    resolveGrpcFiles(project, root, findings);
    if (!project.logging.file.empty() && !fs::path(project.logging.file).is_absolute())
        project.logging.file = (fs::path(project.folder) / project.logging.file).string();
}

} // namespace mockforge::project
