// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/http/service.h"

#include "server/graphql/http/chaosfields.h"
#include "server/graphql/http/endpoint.h"
#include "server/graphql/http/eventhub.h"
#include "server/graphql/http/workerparts.h"

#include <fstream>
#include <sstream>

namespace mockforge::graphql {

namespace {

std::string contentOf(const std::string &file)
{
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::shared_ptr<const Schema> readSchema(const project::GraphQl &settings,
                                         std::vector<control::Diagnostic> &diagnostics)
{
    std::vector<SourceFile> files;
    for (const std::string &file : settings.schemaFiles)
        files.push_back({file, contentOf(file)});
    std::vector<SchemaError> errors;
    std::shared_ptr<const Schema> schema = Schema::build(std::move(files), errors);
    for (const SchemaError &error : errors) {
        const bool known = error.file < settings.schemaFiles.size();
        diagnostics.push_back({control::Diagnostic::Severity::Error,
                               known ? settings.schemaFiles[error.file] : settings.schemaFiles.front(),
                               error.line,
                               error.column,
                               "bad_schema",
                               error.message,
                               {}});
    }
    return errors.empty() ? schema : nullptr;
}

} // namespace

Service::Service()
    : m_workers(std::make_unique<WorkerTable>())
{}

Service::~Service() = default;

std::shared_ptr<const Service> Service::compile(std::shared_ptr<const project::Project> project,
                                                std::uint64_t seed, const Service *previous,
                                                std::vector<control::Diagnostic> &diagnostics)
{
    // Without files the loader has said what is missing.
    if (!project->graphQl.enabled || project->graphQl.schemaFiles.empty())
        return nullptr;
    const std::shared_ptr<Service> service(new Service);
    service->m_schema = readSchema(project->graphQl, diagnostics);
    if (!service->m_schema)
        return nullptr;
    service->m_project = std::move(project);
    const auto &conditions = service->m_project->graphQl.subscriptions.connectionParams;
    if (const std::string problem = service->m_connectionParams.compile(conditions); !problem.empty())
        diagnostics.push_back({control::Diagnostic::Severity::Error,
                               service->m_project->file,
                               conditions.front().location.line,
                               conditions.front().location.column,
                               "bad_matcher",
                               problem,
                               {}});
    for (const project::ChaosRule &rule : service->m_project->chaos.rules) {
        for (control::Diagnostic &finding : unknownFields(*service->m_schema, rule, service->m_project->file))
            diagnostics.push_back(std::move(finding));
    }
    service->m_mock = Mock::compile(service->m_project, service->m_schema, seed,
                                    previous ? previous->m_mock.get() : nullptr, diagnostics);
    service->m_events = previous ? previous->m_events : std::make_shared<EventHub>();
    return service;
}

std::shared_ptr<const http::Interceptor> Service::interceptor(bool ownPort, metrics::Registry &registry) const
{
    return std::make_shared<Endpoint>(shared_from_this(), ownPort, registry);
}

WorkerParts &Service::partsOf(const net::Worker &worker) const
{
    return m_workers->get(worker, [this] { return std::make_unique<WorkerParts>(m_schema, *m_mock); });
}

} // namespace mockforge::graphql
