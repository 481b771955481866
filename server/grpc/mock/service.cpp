// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/mock/serviceparts.h"

#include "server/project/findings.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

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

RuleCounter counterOf(Service::Private &d, const std::string &name)
{
    RuleCounter &counter = d.counters[name];
    if (!counter)
        counter = std::make_shared<std::atomic<std::uint64_t>>(0);
    return counter;
}

bool names(const project::GrpcRule &rule, const MethodEntry &method)
{
    return std::any_of(rule.methods.begin(), rule.methods.end(),
                       [&](const std::string &pattern) { return methodFits(pattern, method); });
}

void compileMethod(Service::Private &d, const MethodEntry &method, const Problems &problems)
{
    const std::vector<project::GrpcRule> &specs = d.project->grpc.rules;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        if (specs[i].enabled && names(specs[i], method))
            order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return specs[a].priority > specs[b].priority; });
    MethodRules &rules = d.rules[method.index];
    for (const std::size_t i : order) {
        Rule &rule = rules.candidates.emplace_back();
        rule.compile(specs[i], i, method, counterOf(d, "rule " + specs[i].id), *d.schema, problems);
        rules.needs |= rule.needs();
        rules.dependOnMessage |= rule.hasMessageConditions();
    }
    rules.standard.compile(d.standardRule, 0, method, counterOf(d, method.path), *d.schema, problems);
    rules.nothing.compile(d.silence, method.descriptor->output_type(), 0, *d.schema, problems);
}

/// A rule for methods that do not exist answers nothing, which its author cannot have meant.
void checkMethods(const Service::Private &d, const Problems &problems)
{
    std::vector<std::string> known;
    for (const MethodEntry &method : d.methods)
        known.push_back(method.path.substr(1));
    for (const project::GrpcRule &rule : d.project->grpc.rules) {
        for (const std::string &pattern : rule.methods) {
            if (std::any_of(d.methods.begin(), d.methods.end(),
                            [&](const MethodEntry &method) { return methodFits(pattern, method); }))
                continue;
            problems.error(rule.location, "unknown_method", "the schema has no method '" + pattern + "'",
                           known.empty() ? "the schema has no service: name .proto files in grpc.proto_dir"
                                         : project::suggestionFor(pattern, known));
        }
    }
}

void compileRules(Service::Private &d, std::vector<control::Diagnostic> &diagnostics)
{
    std::vector<control::Diagnostic> found;
    const Problems problems{d.project->file, found};
    const ReplyVariables variables;
    d.silence.messagesGiven = true;
    d.rules.resize(d.methods.size());
    for (const project::GrpcRule &rule : d.project->grpc.rules)
        d.ruleIds.push_back(rule.id);
    for (const MethodEntry &method : d.methods)
        compileMethod(d, method, problems);
    if (d.schemaIsWhole)
        checkMethods(d, problems);
    // What is wrong with a rule is wrong for each of its methods: once is enough.
    std::set<std::tuple<int, int, std::string>> known;
    for (control::Diagnostic &finding : found) {
        if (known.emplace(finding.line, finding.column, finding.message).second)
            diagnostics.push_back(std::move(finding));
    }
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
    if (previous)
        d.counters = previous->d->counters;
    compileRules(d, diagnostics);
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
