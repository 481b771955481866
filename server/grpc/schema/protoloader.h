// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/schema/protoset.h"
#include "server/grpc/schema/protosource.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace mockforge::grpc {

/// Reads one schema. A file is known by where it lies, so that it is read once even when others import it by
/// different names. Lives for the length of one ProtoSet::load.
class ProtoLoader
{
public:
    ProtoLoader(const ProtoSources &sources, google::protobuf::DescriptorPool &pool,
                std::vector<control::Diagnostic> &diagnostics);
    void load();

    std::vector<std::string> watched;
    std::vector<std::string> services; ///< full names, of what was asked for
    std::size_t builtFiles = 0;

private:
    void findFiles();
    void findFolder(const std::string &folder);
    void readDescriptorSet(const std::string &path);
    ProtoSource *addFile(const std::string &name, const std::string &path);
    void parseAll();
    /// Turns imports into the names of files that are known, adding the ones that are not yet.
    void resolveImports(ProtoSource &source);
    std::string resolveImport(const ProtoSource &from, const std::string &import);
    void explainMissing(ProtoSource &from, const std::string &import);
    void build(ProtoSource &source, std::vector<const ProtoSource *> &path);
    void explainCycle(ProtoSource &source, const ProtoSource &back,
                      const std::vector<const ProtoSource *> &path);
    void report();

    const ProtoSources &m_sources;
    google::protobuf::DescriptorPool &m_pool;
    std::vector<control::Diagnostic> &m_diagnostics;
    std::vector<std::string> m_roots;                            ///< where imports are looked for, in order
    std::map<std::string, std::unique_ptr<ProtoSource>> m_files; ///< by name
    std::map<std::string, std::string> m_names;                  ///< canonical path to name
    std::vector<ProtoSource *> m_unparsed;
};

} // namespace mockforge::grpc
