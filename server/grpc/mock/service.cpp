// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/mock/serviceparts.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <map>

namespace mockforge::grpc {

namespace pb = google::protobuf;

namespace {

ProtoSources sourcesOf(const project::Project &project)
{
    ProtoSources sources;
    sources.folder = project.folder;
    sources.protoDir = project.grpc.protoDir;
    sources.protoFiles = project.grpc.protoFiles;
    sources.importPaths = project.grpc.importPaths;
    sources.descriptorSets = project.grpc.descriptorSets;
    return sources;
}

/// The short name of a service, unless another package has one of that name too.
std::string labelOf(const pb::MethodDescriptor &method, const std::map<std::string, int> &shortNames)
{
    const pb::ServiceDescriptor &service = *method.service();
    const bool unique = shortNames.at(service.name()) == 1;
    return (unique ? service.name() : service.full_name()) + "::" + method.name();
}

void listMethods(Service::Private &d)
{
    std::map<std::string, int> shortNames;
    for (const pb::ServiceDescriptor *service : d.schema->services())
        ++shortNames[service->name()];
    for (const pb::ServiceDescriptor *service : d.schema->services()) {
        d.serviceNames.push_back(service->full_name());
        for (int i = 0; i < service->method_count(); ++i) {
            const pb::MethodDescriptor &method = *service->method(i);
            d.methods.push_back({&method, "/" + service->full_name() + "/" + method.name(),
                                 service->full_name(), labelOf(method, shortNames), method.client_streaming(),
                                 method.server_streaming(), 0});
        }
    }
    std::sort(d.methods.begin(), d.methods.end(),
              [](const MethodEntry &a, const MethodEntry &b) { return a.path < b.path; });
    for (std::size_t i = 0; i < d.methods.size(); ++i)
        d.methods[i].index = i;
}

} // namespace

Service::Service()
    : d(std::make_unique<Private>())
{}

Service::~Service() = default;

std::shared_ptr<const Service> Service::compile(std::shared_ptr<const project::Project> project,
                                                std::uint64_t seed,
                                                std::vector<control::Diagnostic> &diagnostics,
                                                const Service *previous)
{
    if (!project->grpc.enabled)
        return nullptr;
    const std::shared_ptr<Service> service(new Service);
    Private &d = *service->d;
    d.seed = seed;
    const ProtoSources sources = sourcesOf(*project);
    if (previous && previous->d->schema->sources() == sources && previous->d->schemaIsWhole &&
        previous->d->schema->isCurrent()) {
        d.schema = previous->d->schema;
        d.schemaIsWhole = true;
    } else {
        const std::size_t before = diagnostics.size();
        d.schema = ProtoSet::load(sources, diagnostics);
        d.schemaIsWhole = before == diagnostics.size();
    }
    d.project = std::move(project);
    d.generator = std::make_unique<Generator>(*d.schema);
    listMethods(d);
    for (const MethodEntry &method : d.methods)
        d.generator->prepare(method.descriptor->output_type());
    d.counters = std::vector<std::atomic<std::uint64_t>>(d.methods.size());
    for (const MethodEntry &method : d.methods) {
        const MethodEntry *same = previous ? previous->find(method.path) : nullptr;
        if (same)
            d.counters[method.index] = previous->d->counters[same->index].load(std::memory_order_relaxed);
    }
    return service;
}

const project::Project &Service::project() const noexcept
{
    return *d->project;
}

std::shared_ptr<const ProtoSet> Service::schema() const noexcept
{
    return d->schema;
}

const std::vector<MethodEntry> &Service::methods() const noexcept
{
    return d->methods;
}

const MethodEntry *Service::find(std::string_view path) const
{
    const auto found = std::lower_bound(
        d->methods.begin(), d->methods.end(), path,
        [](const MethodEntry &method, std::string_view wanted) { return method.path < wanted; });
    return found == d->methods.end() || found->path != path ? nullptr : &*found;
}

const std::vector<std::string> &Service::serviceNames() const noexcept
{
    return d->serviceNames;
}

const std::vector<std::string> &Service::ruleIds() const noexcept
{
    return d->ruleIds;
}

} // namespace mockforge::grpc
