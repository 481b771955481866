// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/schema/protoset.h"

#include "server/grpc/schema/protoloader.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/stubs/logging.h>

#include <filesystem>

namespace mockforge::grpc {

namespace pb = google::protobuf;
namespace fs = std::filesystem;

namespace {

/// Changes when a file is written or a folder gains or loses an entry.
std::pair<fs::file_time_type, std::uintmax_t> stampOf(const std::string &path)
{
    std::error_code error;
    const fs::file_time_type time = fs::last_write_time(path, error);
    const std::uintmax_t size = fs::is_directory(path, error) ? 0 : fs::file_size(path, error);
    return {error ? fs::file_time_type::min() : time, size};
}

} // namespace

struct ProtoSet::Private
{
    ProtoSources sources;
    pb::DescriptorPool pool;
    std::unique_ptr<pb::DynamicMessageFactory> factory; ///< locks by itself
    std::vector<const pb::ServiceDescriptor *> services;
    std::vector<std::string> watched;
    std::vector<std::pair<fs::file_time_type, std::uintmax_t>> stamps;
    std::size_t fileCount = 0;
};

ProtoSet::ProtoSet()
    : d(std::make_unique<Private>())
{}

ProtoSet::~ProtoSet() = default;

std::shared_ptr<const ProtoSet> ProtoSet::load(const ProtoSources &sources,
                                               std::vector<control::Diagnostic> &diagnostics)
{
    // What the library would print on standard error is reported, or told to the client.
    static const bool quiet = (pb::SetLogHandler(nullptr), true);
    static_cast<void>(quiet);
    const std::shared_ptr<ProtoSet> set(new ProtoSet);
    Private &d = *set->d;
    d.sources = sources;
    d.factory = std::make_unique<pb::DynamicMessageFactory>(&d.pool);
    ProtoLoader loader(sources, d.pool, diagnostics);
    loader.load();
    d.watched = std::move(loader.watched);
    for (const std::string &path : d.watched)
        d.stamps.push_back(stampOf(path));
    d.fileCount = loader.builtFiles;
    for (const std::string &name : loader.services) {
        if (const pb::ServiceDescriptor *service = d.pool.FindServiceByName(name))
            d.services.push_back(service);
    }
    return set;
}

const pb::DescriptorPool &ProtoSet::pool() const noexcept
{
    return d->pool;
}

const std::vector<const pb::ServiceDescriptor *> &ProtoSet::services() const noexcept
{
    return d->services;
}

const pb::Descriptor *ProtoSet::findMessage(std::string_view fullName) const
{
    return d->pool.FindMessageTypeByName(std::string(fullName));
}

const pb::Message &ProtoSet::prototype(const pb::Descriptor *type) const
{
    return *d->factory->GetPrototype(type);
}

const std::vector<std::string> &ProtoSet::watched() const noexcept
{
    return d->watched;
}

const ProtoSources &ProtoSet::sources() const noexcept
{
    return d->sources;
}

bool ProtoSet::isCurrent() const
{
    for (std::size_t i = 0; i < d->watched.size(); ++i) {
        if (stampOf(d->watched[i]) != d->stamps[i])
            return false;
    }
    return true;
}

std::size_t ProtoSet::fileCount() const noexcept
{
    return d->fileCount;
}

} // namespace mockforge::grpc
