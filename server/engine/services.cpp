// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engine/services.h"

#include "server/chaos/controller.h"
#include "server/graphql/http/chaosfields.h"
#include "server/graphql/http/service.h"
#include "server/grpc/mock/service.h"
#include "server/grpc/mock/statusdetails.h"
#include "server/routing/routetable.h"
#include "server/websocket/service.h"

#include <filesystem>

namespace mockforge::engine {

std::vector<std::string> filesOf(const project::Project &project, const Services &services)
{
    std::vector<std::string> files = project.watched;
    if (services.grpc) {
        const std::vector<std::string> &schema = services.grpc->schema()->watched();
        files.insert(files.end(), schema.begin(), schema.end());
    }
    return files;
}

namespace {

std::string joinedMethods(const std::vector<std::string> &methods)
{
    std::string text;
    for (const std::string &method : methods)
        text += (text.empty() ? "" : ", ") + method;
    return text.empty() ? std::string("any") : text;
}

/// The details that a chaos rule gives a status are messages of the schema.
void checkStatusDetails(const grpc::ProtoSet &schema, const project::ChaosRule &rule, const std::string &file,
                        std::vector<control::Diagnostic> &diagnostics)
{
    if (rule.fault != "grpc_abort" || rule.settings.grpcDetails.empty())
        return;
    const auto made = grpc::serialiseStatus(schema, rule.settings.grpcStatus, rule.settings.body,
                                            rule.settings.grpcDetails);
    if (!made)
        diagnostics.push_back({control::Diagnostic::Severity::Error, file, rule.location.line,
                               rule.location.column, made.error().code,
                               "the chaos rule '" + rule.name + "': " + made.error().message,
                               made.error().detail});
}

} // namespace

std::optional<Services> compileServices(project::LoadResult &loaded, std::uint64_t seed,
                                        const Services *previous)
{
    Services services;
    services.routes = routing::RouteTable::compile(loaded, seed, previous ? previous->routes.get() : nullptr);
    if (loaded.draft) {
        services.webSocket = websocket::Service::compile(loaded.draft, seed, loaded.diagnostics);
        for (const auto &[where, problem] : chaos::Controller::check(loaded.draft->chaos))
            loaded.diagnostics.push_back({control::Diagnostic::Severity::Error, loaded.draft->file,
                                          where.line, where.column, problem.code, problem.message,
                                          problem.detail});
        services.grpc = grpc::Service::compile(loaded.draft, seed, loaded.diagnostics,
                                               previous ? previous->grpc.get() : nullptr);
        if (services.grpc) {
            for (const project::ChaosRule &rule : loaded.draft->chaos.rules)
                checkStatusDetails(*services.grpc->schema(), rule, loaded.draft->file, loaded.diagnostics);
        }
        services.graphQl = graphql::Service::compile(
            loaded.draft, seed, previous ? previous->graphQl.get() : nullptr, loaded.diagnostics);
    }
    if (!services.routes || control::hasErrors(loaded.diagnostics)) {
        loaded.project.reset();
        return std::nullopt;
    }
    return services;
}

std::string displayNameOf(const project::Project &project)
{
    return project.name.empty() ? std::filesystem::path(project.file).filename().string() : project.name;
}

std::vector<control::RouteInfo> routesOf(const project::Project &project)
{
    std::vector<control::RouteInfo> list;
    for (const project::Route &route : project.routes)
        list.push_back(
            {route.id, joinedMethods(route.methods), route.path, route.enabled, route.location.line});
    return list;
}

std::function<std::vector<control::Diagnostic>(const project::ChaosRule &)>
ruleCheckOf(const Services &services)
{
    return [fields = services.graphQl ? services.graphQl->schema() : nullptr,
            messages = services.grpc ? services.grpc->schema() : nullptr](const project::ChaosRule &rule) {
        std::vector<control::Diagnostic> problems;
        if (fields)
            problems = graphql::unknownFields(*fields, rule, {});
        if (messages)
            checkStatusDetails(*messages, rule, {}, problems);
        return problems;
    };
}

} // namespace mockforge::engine
