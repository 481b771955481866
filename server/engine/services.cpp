// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/engine/services.h"

#include "server/chaos/controller.h"
#include "server/graphql/http/service.h"
#include "server/grpc/mock/service.h"
#include "server/grpc/mock/statusdetails.h"
#include "server/routing/routetable.h"
#include "server/websocket/service.h"

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

/// The details that chaos rules give a status are messages of the schema.
void checkStatusDetails(const grpc::ProtoSet &schema, project::LoadResult &loaded)
{
    for (const project::ChaosRule &rule : loaded.draft->chaos.rules) {
        if (rule.fault != "grpc_abort" || rule.settings.reason.empty())
            continue;
        const auto made =
            grpc::serialiseStatus(schema, rule.settings.grpcStatus, rule.settings.body, rule.settings.reason);
        if (!made)
            loaded.diagnostics.push_back({control::Diagnostic::Severity::Error, loaded.draft->file,
                                          rule.location.line, rule.location.column, made.error().code,
                                          "the chaos rule '" + rule.name + "': " + made.error().message,
                                          made.error().detail});
    }
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
        if (services.grpc)
            checkStatusDetails(*services.grpc->schema(), loaded);
        services.graphQl = graphql::Service::compile(
            loaded.draft, seed, previous ? previous->graphQl.get() : nullptr, loaded.diagnostics);
    }
    if (!services.routes || control::hasErrors(loaded.diagnostics)) {
        loaded.project.reset();
        return std::nullopt;
    }
    return services;
}

} // namespace mockforge::engine
