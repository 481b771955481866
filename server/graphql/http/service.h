// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/diagnostic.h"
#include "server/graphql/mock/mock.h"
#include "server/http/interceptor.h"
#include "server/project/model.h"

#include <memory>
#include <vector>

namespace mockforge::metrics {
class Registry;
}

namespace mockforge::graphql {

struct WorkerParts;
class WorkerTable;
class EventHub;

/// The section graphql, ready to serve: schema, mock, state. Immutable but for what each worker keeps, shared
/// by the workers.
class Service : public std::enable_shared_from_this<Service>
{
public:
    ~Service();
    Service(const Service &) = delete;
    Service &operator=(const Service &) = delete;

    /// Null when the section is not enabled. Findings are appended; with an error among them the result is
    /// not to be served. What is the same in `previous` hands its state, its counters and its subscribers on.
    static std::shared_ptr<const Service> compile(std::shared_ptr<const project::Project> project,
                                                  std::uint64_t seed, const Service *previous,
                                                  std::vector<control::Diagnostic> &diagnostics);

    /// Takes the requests to its path. `ownPort`: sends who asks for / there too.
    std::shared_ptr<const http::Interceptor> interceptor(bool ownPort, metrics::Registry &registry) const;

    const project::GraphQl &settings() const noexcept { return m_project->graphQl; }
    const std::shared_ptr<const Schema> &schema() const noexcept { return m_schema; }
    const Mock &mock() const noexcept { return *m_mock; }
    /// Whether the payload of connection_init, as the request's body, is what the project wants.
    bool admits(const exchange::Request &payload) const { return m_connectionParams.holds(payload); }
    EventHub &events() const noexcept { return *m_events; }
    /// What the calling worker keeps of this service.
    WorkerParts &partsOf(const net::Worker &worker) const;

private:
    Service();

    std::shared_ptr<const project::Project> m_project;
    std::shared_ptr<const Schema> m_schema;
    std::shared_ptr<const Mock> m_mock;
    std::shared_ptr<EventHub> m_events;
    ConditionSet m_connectionParams;
    std::unique_ptr<WorkerTable> m_workers;
};

} // namespace mockforge::graphql
