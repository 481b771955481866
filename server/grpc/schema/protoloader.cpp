// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/schema/protoloader.h"

#include "server/grpc/schema/builtinprotos.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

namespace mockforge::grpc {

namespace {

namespace pb = google::protobuf;
namespace fs = std::filesystem;
using control::Diagnostic;

std::string realPath(const fs::path &path)
{
    std::error_code error;
    const fs::path found = fs::weakly_canonical(path, error);
    return error ? path.lexically_normal().string() : found.string();
}

/// A name that leads out of its root is none (protoc says the same).
bool staysInside(const fs::path &name)
{
    return !name.is_absolute() && std::find(name.begin(), name.end(), "..") == name.end();
}

bool isFile(const fs::path &path)
{
    std::error_code error;
    return fs::is_regular_file(path, error);
}

std::string listed(const std::vector<std::string> &names)
{
    constexpr std::size_t kShown = 5;
    std::string list;
    for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i)
        list += (list.empty() ? "" : ", ") + names[i];
    return names.size() > kShown ? list + ", …" : list;
}

} // namespace

ProtoLoader::ProtoLoader(const ProtoSources &sources, pb::DescriptorPool &pool,
                         std::vector<Diagnostic> &diagnostics)
    : m_sources(sources)
    , m_pool(pool)
    , m_diagnostics(diagnostics)
{
    if (!sources.protoDir.empty())
        m_roots.push_back(realPath(sources.protoDir));
    for (const std::string &folder : sources.importPaths)
        m_roots.push_back(realPath(folder));
    if (!sources.folder.empty())
        m_roots.push_back(realPath(sources.folder));
}

void ProtoLoader::load()
{
    findFiles();
    for (const std::string &path : m_sources.descriptorSets)
        readDescriptorSet(path);
    // A file's imports may be files not seen so far, and so on.
    while (!m_unparsed.empty()) {
        const std::vector<ProtoSource *> parsed = m_unparsed;
        parseAll();
        for (ProtoSource *source : parsed)
            resolveImports(*source);
    }
    // google.rpc's details may be sent by any service, whether or not its files import them.
    ProtoSource probe;
    for (const char *name : {"google/rpc/error_details.proto", "google/rpc/status.proto"})
        resolveImport(probe, name);
    std::vector<ProtoSource *> order;
    for (const auto &[name, source] : m_files)
        order.push_back(source.get());
    for (ProtoSource *source : order) {
        std::vector<const ProtoSource *> path;
        build(*source, path);
    }
    report();
}

ProtoSource *ProtoLoader::addFile(const std::string &name, const std::string &path)
{
    auto [place, added] = m_files.try_emplace(name);
    if (!added)
        return place->second.get();
    place->second = std::make_unique<ProtoSource>();
    place->second->name = name;
    place->second->path = path;
    m_names.emplace(path, name);
    watched.push_back(path);
    m_unparsed.push_back(place->second.get());
    return place->second.get();
}

void ProtoLoader::findFolder(const std::string &folder)
{
    std::vector<std::string> names;
    std::error_code error;
    watched.push_back(folder);
    for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        if (it->is_directory(error))
            watched.push_back(it->path().string());
        else if (it->path().extension() == ".proto" && it->is_regular_file(error))
            names.push_back(it->path().lexically_relative(folder).generic_string());
    }
    std::sort(names.begin(), names.end());
    for (const std::string &name : names) {
        const std::string path = realPath(fs::path(folder) / name);
        if (!m_names.contains(path))
            addFile(name, path)->asked = true;
    }
    if (names.empty())
        m_diagnostics.push_back({Diagnostic::Severity::Warning,
                                 folder,
                                 0,
                                 0,
                                 "empty_folder",
                                 "there is no .proto file in grpc.proto_dir",
                                 {}});
}

void ProtoLoader::findFiles()
{
    if (!m_sources.protoDir.empty())
        findFolder(realPath(m_sources.protoDir));
    for (const std::string &file : m_sources.protoFiles) {
        const std::string path = realPath(file);
        std::string name;
        for (const std::string &root : m_roots) {
            const fs::path relative = fs::path(path).lexically_relative(root);
            if (name.empty() && !relative.empty() && staysInside(relative))
                name = relative.generic_string();
        }
        if (name.empty()) {
            name = fs::path(path).filename().string();
            m_roots.push_back(fs::path(path).parent_path().string());
        }
        if (const auto known = m_names.find(path); known != m_names.end())
            name = known->second;
        addFile(name, path)->asked = true;
    }
}

void ProtoLoader::readDescriptorSet(const std::string &path)
{
    watched.push_back(path);
    std::ifstream stream(path, std::ios::binary);
    pb::FileDescriptorSet set;
    if (!stream || !set.ParseFromIstream(&stream)) {
        m_diagnostics.push_back({Diagnostic::Severity::Error, path, 0, 0, "bad_descriptor_set",
                                 "this is not a descriptor set",
                                 "write it with: protoc --include_imports --descriptor_set_out=FILE …"});
        return;
    }
    for (pb::FileDescriptorProto &proto : *set.mutable_file()) {
        const std::string name = proto.name();
        auto [place, added] = m_files.try_emplace(name);
        if (!added)
            continue;
        place->second = std::make_unique<ProtoSource>();
        ProtoSource &source = *place->second;
        source.name = name;
        source.path = path + " (" + name + ")";
        source.fromSet = true;
        source.asked = true;
        source.proto.Swap(&proto);
        source.proto.clear_source_code_info();
    }
    for (const auto &[name, source] : m_files) {
        if (source->fromSet)
            resolveImports(*source);
    }
}

void ProtoLoader::parseAll()
{
    std::vector<ProtoSource *> batch = std::exchange(m_unparsed, {});
    // Files are parsed apart from each other: by two threads where there are enough to pay for it.
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next.fetch_add(1); i < batch.size(); i = next.fetch_add(1))
            batch[i]->parse();
    };
    std::thread other;
    if (batch.size() > 100)
        other = std::thread(work);
    work();
    if (other.joinable())
        other.join();
}

std::string ProtoLoader::resolveImport(const ProtoSource &from, const std::string &import)
{
    if (m_files.contains(import))
        return import;
    std::vector<std::string> roots = m_roots;
    if (!from.path.empty() && !from.fromSet) // the importer's own folder, where nothing else fits
        roots.push_back(fs::path(from.path).parent_path().string());
    for (const std::string &root : roots) {
        if (!staysInside(import) || !isFile(fs::path(root) / import))
            continue;
        const std::string path = realPath(fs::path(root) / import);
        if (const auto known = m_names.find(path); known != m_names.end())
            return known->second;
        addFile(import, path);
        return import;
    }
    pb::FileDescriptorProto proto;
    if (!builtInProto(import, proto))
        return {};
    ProtoSource &source = *(m_files[import] = std::make_unique<ProtoSource>());
    source.name = import;
    source.proto.Swap(&proto);
    resolveImports(source);
    return import;
}

void ProtoLoader::resolveImports(ProtoSource &source)
{
    for (std::string &import : *source.proto.mutable_dependency()) {
        const std::string known = resolveImport(source, import);
        if (known.empty())
            explainMissing(source, import);
        else if (known != import)
            import = known;
    }
}

void ProtoLoader::explainMissing(ProtoSource &from, const std::string &import)
{
    if (from.fromSet) {
        from.problem(0, 0, "missing_import", "imports '" + import + "', which the set does not hold",
                     "write it with protoc's --include_imports");
        return;
    }
    std::string advice = "looked in " + listed(m_roots) +
                         "; name the folder that it starts from in "
                         "grpc.import_paths";
    if (!staysInside(import))
        advice = "an import cannot lead out of its folder; name it from a folder in grpc.import_paths";
    from.problemAtImport(import, "missing_import", "there is no file '" + import + "' to import", advice);
}

void ProtoLoader::build(ProtoSource &source, std::vector<const ProtoSource *> &path)
{
    using State = ProtoSource::State;
    if (source.state != State::Parsed)
        return;
    source.state = State::Building;
    path.push_back(&source);
    for (const std::string &import : source.proto.dependency()) {
        const auto found = m_files.find(import);
        if (found == m_files.end())
            continue; // reported when it was not found
        ProtoSource &imported = *found->second;
        if (imported.state == State::Building)
            explainCycle(source, imported, path);
        build(imported, path);
        if (imported.state == State::Failed && source.causedBy.empty())
            source.causedBy = imported.causedBy.empty() ? imported.name : imported.causedBy;
    }
    path.pop_back();
    if (source.state == State::Failed)
        return;
    if (!source.causedBy.empty()) {
        source.state = State::Failed;
        return;
    }
    source.build(m_pool);
    if (source.state == State::Built)
        ++builtFiles;
}

void ProtoLoader::explainCycle(ProtoSource &source, const ProtoSource &back,
                               const std::vector<const ProtoSource *> &path)
{
    std::string circle;
    for (auto at = std::find(path.begin(), path.end(), &back); at != path.end(); ++at)
        circle += (*at)->name + " → ";
    source.problemAtImport(back.name, "import_cycle", "files import each other: " + circle + back.name,
                           "move what both need into a file of its own");
}

void ProtoLoader::report()
{
    std::map<std::string, std::vector<std::string>> victims;
    for (const auto &[name, source] : m_files) {
        m_diagnostics.insert(m_diagnostics.end(), source->problems.begin(), source->problems.end());
        if (source->state == ProtoSource::State::Failed && source->problems.empty())
            victims[source->causedBy].push_back(name);
        if (source->state == ProtoSource::State::Built && source->asked) {
            for (const auto &service : source->proto.service())
                services.push_back((source->proto.package().empty() ? "" : source->proto.package() + ".") +
                                   service.name());
        }
    }
    for (const auto &[cause, names] : victims) {
        const ProtoSource &source = *m_files.at(cause);
        m_diagnostics.push_back({Diagnostic::Severity::Error, source.path, 0, 0, "broken_import",
                                 std::to_string(names.size()) +
                                     (names.size() == 1 ? " file is" : " files are") +
                                     " not loaded because of this one, which they import: " + listed(names),
                                 "its own errors come first"});
    }
    std::sort(services.begin(), services.end());
}

} // namespace mockforge::grpc
